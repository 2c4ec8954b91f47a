// Every view, in light and dark, on a phone, a tablet and a desk: axe finds nothing in it, nothing
// makes the window scroll sideways, and a picture of it is left in target/screenshots/views to look at.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { site, violations } from "./support.js";

const FOLDER = fileURLToPath(new URL("../../target/screenshots/views/", import.meta.url));
const SIZES = { phone: { width: 360, height: 740 }, tablet: { width: 768, height: 1024 }, desk: { width: 1440, height: 900 } };
const FIRST = `from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)


class Book(models.Model):
    title = models.CharField(max_length=100)
    isbn = models.CharField(max_length=20, null=True)
    author = models.ForeignKey(Author, models.CASCADE)
`;
const SECOND = FIRST.replace("max_length=100)\n    isbn", "max_length=8)\n    isbn").replace(/ {4}isbn.*\n/, "");
const NAME = "0002_remove_book_isbn_alter_book_title";

const built = site();
before(() => mkdir(FOLDER, { recursive: true }));

/** Chooses the palette's first entry for what is typed; every view can be reached by it. */
async function choose(sandbox, typed) {
  await sandbox.page.keyboard.press("ControlOrMeta+k");
  await sandbox.hook("palette-input").fill(typed);
  await sandbox.hook("palette-option").first().waitFor();
  await sandbox.page.keyboard.press("Enter");
  await sandbox.hook("palette-input").waitFor({ state: "detached" });
}

/** Shows one of the four pieces, where the window does not show all of them. */
async function piece(sandbox, name) {
  const tab = sandbox.hook(`tab:${name}`);
  if (await tab.isVisible()) await tab.click();
}

/** Writes the models where the list of files need not be in sight. */
async function write(sandbox, text) {
  await choose(sandbox, "open books/models.py");
  await sandbox.rewrite("books/models.py", text);
}

async function explained(sandbox) {
  await piece(sandbox, "console");
  await sandbox.run("python manage.py migrate books 0007");
  await sandbox.hook("explanation").last().locator("summary").click();
}

async function inspected(sandbox, direction) {
  await choose(sandbox, `look inside ${NAME}`);
  await sandbox.hook(`direction:${direction}`).click();
  await sandbox.page.locator(`[data-testid="direction:${direction}"][aria-selected=true]`).waitFor();
  await sandbox.hook("inspected:1").click();
}

async function failing(sandbox) {
  await inspected(sandbox, "forwards");
  const statements = sandbox.page.locator(".microscope-statements");
  await statements.locator("summary").click();
  await statements.getByRole("button").first().click();
  await sandbox.hook("left").waitFor();
}

async function within(sandbox) {
  await sandbox.run("python manage.py migrate");
  await choose(sandbox, "look inside this step");
  await sandbox.hook("moments").waitFor();
  await sandbox.hook("moment-earlier").click();
}

async function adding(sandbox) {
  await piece(sandbox, "database");
  await sandbox.hook("add-row:books_author").click();
  await sandbox.hook("new-cell:name").fill("Octavia Butler");
}

async function asked(sandbox) {
  await write(sandbox, SECOND.replace("title", "name"));
  await piece(sandbox, "console");
  await sandbox.run("python manage.py makemigrations");
  await sandbox.hook("foreseen").waitFor();
}

async function answered(sandbox) {
  await sandbox.hook("prompt-input").fill("y");
  await sandbox.hook("prompt-input").press("Enter");
  await sandbox.hook("foreseen").waitFor({ state: "detached" });
  await sandbox.idle();
}

async function misspelt(sandbox) {
  await write(sandbox, SECOND.replace("CharField", "CharFeild"));
  await piece(sandbox, "models");
  await sandbox.page.locator(".problem", { hasText: "CharFeild" }).waitFor();
}

const escape = (sandbox) => sandbox.page.keyboard.press("Escape");
const dialog = (sandbox) => sandbox.page.locator("dialog[open]").waitFor();

/** The views in an order in which one walks through them: what each is called, how one gets there, and
 * how one leaves it. */
const VIEWS = [
  ["models", (sandbox) => piece(sandbox, "models")],
  ["migrations", (sandbox) => piece(sandbox, "migrations")],
  ["database", (sandbox) => piece(sandbox, "database")],
  ["console", (sandbox) => piece(sandbox, "console")],
  ["palette", async (sandbox) => {
    await sandbox.page.keyboard.press("ControlOrMeta+k");
    await sandbox.hook("palette-option").first().waitFor();
  }, escape],
  ["keys", async (sandbox) => {
    await choose(sandbox, "keys");
    await sandbox.hook("key-sheet").waitFor();
  }, escape],
  ["help", async (sandbox) => {
    await choose(sandbox, "how this works");
    await dialog(sandbox);
  }, escape],
  ["microscope", (sandbox) => inspected(sandbox, "forwards"), escape],
  ["microscope-backwards", (sandbox) => inspected(sandbox, "backwards"), escape],
  ["microscope-failure", failing, escape],
  ["comparison", async (sandbox) => {
    await choose(sandbox, "compare side by side");
    await sandbox.hook("comparison").waitFor();
  }, escape],
  ["explanation", explained],
  ["moments", within, async (sandbox) => sandbox.hook("moments-close").click()],
  ["differences", async (sandbox) => {
    await choose(sandbox, "compare two steps");
    await sandbox.hook("differences").waitFor();
  }, escape],
  ["step-name", async (sandbox) => {
    await choose(sandbox, "name this step");
    await sandbox.hook("step-name").waitFor();
  }, escape],
  ["diagram", async (sandbox) => {
    await piece(sandbox, "database");
    await sandbox.hook("view:diagram").click();
    await sandbox.hook("diagram-table:books_book").click();
  }, async (sandbox) => sandbox.hook("view:list").click()],
  ["adding-a-row", adding, escape],
  ["new-file", async (sandbox) => {
    await choose(sandbox, "new file");
    await dialog(sandbox);
  }, escape],
  ["starting-over", async (sandbox) => {
    await choose(sandbox, "start over");
    await sandbox.hook("confirm-reset").waitFor();
  }, escape],
  ["question", asked, answered],
  ["problem", misspelt],
  ["spanish", async (sandbox) => {
    await choose(sandbox, "espanol");
    await sandbox.page.locator('html[lang="es"]').waitFor();
  }, async (sandbox) => {
    await choose(sandbox, "english");
    await sandbox.page.locator('html[lang="en"]').waitFor();
  }],
  ["large-letters", async (sandbox) => {
    await choose(sandbox, "large letters");
    await sandbox.page.locator('html[data-letters="large"]').waitFor();
  }],
];

/** A page with rows, and a migration that is not applied. */
async function desk(viewport) {
  const sandbox = await built.visit({ bypassCSP: true, colorScheme: "light", locale: "en-US" });
  await sandbox.write("books/models.py", FIRST);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run("sqlite3 db.sqlite3 \"INSERT INTO books_author (name) VALUES ('Ursula K. Le Guin'), ('Iain M. Banks')\"");
  await sandbox.run("sqlite3 db.sqlite3 \"INSERT INTO books_book (title, isbn, author_id) VALUES ('A Wizard of Earthsea', '1', 1), ('Excession', '2', 2), ('Matter', NULL, 2)\"");
  await sandbox.write("books/models.py", SECOND);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.hook("advice:dropped-column").waitFor();
  await sandbox.page.setViewportSize(viewport);
  return sandbox;
}

describe("every view", () => {
  for (const [size, viewport] of Object.entries(SIZES)) {
    it(`is in order on a ${size}`, async () => {
      const sandbox = await desk(viewport);
      const wrong = [];
      for (const [name, enter, leave] of VIEWS) {
        await enter(sandbox);
        for (const colorScheme of ["light", "dark"]) {
          await sandbox.page.emulateMedia({ colorScheme });
          // What changes its colour by and by begins to with the next frame.
          await sandbox.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          for (const found of await violations(sandbox.page)) wrong.push(`${name} in ${colorScheme}: ${found}`);
          const path = join(FOLDER, `${size}-${name}-${colorScheme}.png`);
          await sandbox.page.screenshot({ path, animations: "disabled" });
        }
        await sandbox.page.emulateMedia({ colorScheme: "light" });
        const { scrollWidth, clientWidth } = await sandbox.widths();
        if (scrollWidth > clientWidth) wrong.push(`${name} is ${scrollWidth} wide in ${clientWidth}`);
        await leave?.(sandbox);
      }
      assert.deepEqual([...wrong, ...sandbox.complaints], []);
    });
  }
});
