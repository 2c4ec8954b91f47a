// Pictures of the page for people to look at, in target/screenshots. The README's is one of them:
// after a change of the page, copy walkthrough-light.png to www/screenshot.png.

import assert from "node:assert/strict";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { PHONE, site } from "./support.js";

const FOLDER = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
const LIBRARY = `from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)


class Book(models.Model):
    title = models.CharField(max_length=512)
    author = models.ForeignKey(
        Author,
        on_delete=models.CASCADE,
        related_name="books",
    )
    published = models.DateField(null=True)
`;

const built = site();
before(async () => {
  await mkdir(FOLDER, { recursive: true });
});

async function picture(sandbox, name) {
  const path = join(FOLDER, `${name}.png`);
  await sandbox.page.screenshot({ path, animations: "disabled" });
  assert.ok((await stat(path)).size > 10_000, `${name}.png is empty`);
}

/** Two migrations applied, rows in both tables, the second table in view. */
async function walkThrough(sandbox) {
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_author (name) VALUES ('Ursula K. Le Guin'), ('Iain M. Banks')"`);
  await sandbox.write("books/models.py", LIBRARY);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_book (title, author_id, published) VALUES ('Tehanu', 1, '1990-02-01'), ('Excession', 2, NULL)"`);
  await sandbox.hook("table:books_book").first().waitFor();
}

describe("pictures", () => {
  for (const colorScheme of ["light", "dark"]) {
    it(`of a laptop in ${colorScheme}`, async () => {
      const viewport = { width: 1440, height: 900 };
      const sandbox = await built.visit({ viewport, colorScheme });
      await picture(sandbox, `first-visit-${colorScheme}`);
      await walkThrough(sandbox);
      await picture(sandbox, `walkthrough-${colorScheme}`);
    });
  }

  it("of a phone", async () => {
    const sandbox = await built.visit();
    await walkThrough(sandbox);
    await sandbox.page.setViewportSize(PHONE);
    for (const piece of ["models", "migrations", "database", "console"]) {
      await sandbox.hook(`tab:${piece}`).click();
      await picture(sandbox, `phone-${piece}`);
    }
  });
});
