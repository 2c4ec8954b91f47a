// What can be looked at more closely: a migration, a failing statement, a command from within, the
// three truths, and the branches of time.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LAPTOP, PHONE, site, violations } from "./support.js";

const FIRST = `from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=100)
    isbn = models.CharField(max_length=20, null=True)
`;
const SECOND = `from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=8)
`;
const NAME = "0002_remove_book_isbn_alter_book_title";

const built = site();

/** A page with three books and a migration that is not applied. */
async function desk(options = {}) {
  const sandbox = await built.visit(options);
  await sandbox.write("books/models.py", FIRST);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run("sqlite3 db.sqlite3 \"INSERT INTO books_book (title, isbn) VALUES ('A long title', '1'), ('Short', '2'), ('Third', NULL)\"");
  await sandbox.write("books/models.py", SECOND);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.hook(`migration:books.${NAME}`).waitFor();
  return sandbox;
}

async function inspect(sandbox) {
  await sandbox.hook(`migration:books.${NAME}`).click();
  await sandbox.hook("button-inspect").click();
  await sandbox.hook("microscope").waitFor();
}

describe("a migration under the microscope", () => {
  it("tells what is lost before it is, and what each database would run", async () => {
    const sandbox = await desk();
    await inspect(sandbox);
    const microscope = sandbox.hook("microscope");
    assert.match(await microscope.getByTestId("advice:dropped-column").innerText(), /2 values of books_book\.isbn/);
    assert.match(await microscope.innerText(), /ALTER TABLE "books_book" DROP COLUMN "isbn"/);
    await sandbox.hook("inspected:1").click();
    assert.match(await microscope.getByTestId("advice:too-long").innerText(), /1 value of books_book\.title longer than 8/);
    assert.match(await microscope.innerText(), /3 rows of books_book copied into a new table/);
    await sandbox.hook("sql:postgresql").click();
    assert.match(await microscope.innerText(), /ALTER COLUMN "title" TYPE varchar\(8\)/);
    // Nothing has happened.
    await sandbox.page.keyboard.press("Escape");
    await microscope.waitFor({ state: "detached" });
    assert.equal(await sandbox.hook(`migration:books.${NAME}`).getAttribute("data-applied"), "false");
    assert.deepEqual(sandbox.complaints, []);
  });

  it("says which direction it shows, and shows the other", async () => {
    const sandbox = await desk();
    await inspect(sandbox);
    const microscope = sandbox.hook("microscope");
    const [forwards, backwards] = [sandbox.hook("direction:forwards"), sandbox.hook("direction:backwards")];
    assert.equal(await forwards.getAttribute("aria-selected"), "true");
    assert.doesNotMatch(await microscope.innerText(), /ADD COLUMN/);
    await backwards.click();
    await microscope.getByText(/This is what rolling it back would do once it were/).waitFor();
    assert.equal(await backwards.getAttribute("aria-selected"), "true");
    // The same operation, the other way.
    assert.match(await microscope.innerText(), /ALTER TABLE "books_book" ADD COLUMN "isbn"/);
    assert.doesNotMatch(await microscope.innerText(), /DROP COLUMN "isbn"/);
    await sandbox.page.keyboard.press("Escape");
    await sandbox.run("python manage.py migrate");
    await inspect(sandbox);
    assert.equal(await backwards.getAttribute("aria-selected"), "true");
    assert.deepEqual(sandbox.complaints, []);
  });

  it("lets a statement fail and shows what is left of it", async () => {
    const sandbox = await desk();
    await inspect(sandbox);
    const statements = sandbox.page.locator(".microscope-statements");
    await statements.locator("summary").click();
    const rename = statements.locator("li", { hasText: "ALTER TABLE \"new__books_book\" RENAME" });
    await rename.getByRole("button").click();
    const left = sandbox.hook("left");
    await left.getByText("Without one").waitFor();
    await left.getByText("new__books_book").first().waitFor();
    assert.match(await left.innerText(), /Nothing is left of it/);
  });

  it("applies up to the migration that it shows", async () => {
    const sandbox = await desk();
    await inspect(sandbox);
    await sandbox.hook("microscope-apply").click();
    await sandbox.hook(`applied:books.${NAME}`).waitFor();
  });
});

describe("what to beware of", () => {
  it("is told before migrating, among the problems and at the migration", async () => {
    const sandbox = await desk({ bypassCSP: true });
    const problem = sandbox.page.locator(".problem", { hasText: "2 values of books_book.isbn will be gone." });
    await problem.waitFor();
    assert.match(await problem.innerText(), /Copy the values/);
    await sandbox.hook("advice:dropped-column").waitFor();
    assert.deepEqual(await violations(sandbox.page), []);
    await problem.click();
    const editor = sandbox.page.locator(`[data-testid="editor"][data-path="books/migrations/${NAME}.py"]`);
    await editor.locator(".cm-lintRange-error", { hasText: "RemoveField" }).waitFor();
    await editor.locator(".cm-lintRange-warning", { hasText: "AlterField" }).waitFor();
    await editor.locator(".cm-lint-marker-error").hover();
    await sandbox.page.locator(".cm-tooltip", { hasText: "Copy the values" }).waitFor();
    await sandbox.run("python manage.py migrate");
    await problem.waitFor({ state: "detached" });
    await sandbox.hook("advice:dropped-column").waitFor({ state: "detached" });
    assert.deepEqual(sandbox.complaints, []);
  });

  it("is told in the editor while a migration is written, in the language of the page", async () => {
    const sandbox = await desk({ locale: "es-ES" });
    await sandbox.run("python manage.py migrate");
    await sandbox.write("books/migrations/0001_initial.py", `from django.db import migrations
from books.models import Book

class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunPython(lambda apps, editor: Book)]
`);
    const problem = (text) => sandbox.page.locator(".problem", { hasText: text });
    await problem("No tiene reverse_code").waitFor();
    await problem("Su archivo se ha editado desde que se aplicó").waitFor();
    await sandbox.page.locator(".cm-lintRange-warning", { hasText: "from books.models import Book" }).waitFor();
  });

  it("costs a first visit nothing", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await sandbox.page.waitForTimeout(1000);
    await sandbox.run("python manage.py migrate");
    await sandbox.page.waitForTimeout(1000);
    const fetched = await sandbox.page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    assert.deepEqual(fetched.filter((name) => name.includes("engine-rest")), []);
  });
});

describe("a command from within", () => {
  it("shows the database as it was after each operation, and the present again", async () => {
    const sandbox = await desk();
    await sandbox.run("python manage.py migrate");
    await sandbox.page.getByRole("button", { name: "Time" }).click();
    await sandbox.page.getByRole("menuitem", { name: /Look inside this step/ }).click();
    const moments = sandbox.hook("moments");
    await moments.waitFor();
    const table = sandbox.hook("table:books_book");
    for (let shown = await moments.innerText(); !shown.includes("Remove field isbn"); shown = await moments.innerText()) {
      await sandbox.hook("moment-earlier").click();
      const isOther = (shown) => document.querySelector('[data-testid="moments"]').innerText !== shown;
      await sandbox.page.waitForFunction(isOther, shown);
    }
    // It is shown as what has just gone.
    assert.match(await table.innerText(), /removed\s+isbn/);
    assert.equal(await sandbox.hook(`applied:books.${NAME}`).count(), 0);
    await sandbox.hook("moment-earlier").click();
    await table.getByText("isbn").first().waitFor();
    await sandbox.hook("moments-close").click();
    await sandbox.hook(`applied:books.${NAME}`).waitFor();
    await moments.waitFor({ state: "detached" });
    assert.deepEqual(sandbox.complaints, []);
  });
});

describe("the three truths", () => {
  it("differ where they do, and a button brings them together", async () => {
    const sandbox = await desk();
    await sandbox.hook("button-compare").click();
    const comparison = sandbox.hook("comparison");
    await comparison.waitFor();
    assert.match(await sandbox.hook("compared:books.Book").innerText(), /isbn/);
    await comparison.locator("li", { hasText: "python manage.py migrate" }).getByRole("button").click();
    await sandbox.hook(`applied:books.${NAME}`).waitFor();
    await sandbox.hook("button-compare").click();
    await sandbox.hook("comparison").getByText("All three say the same.").waitFor();
  });
});

describe("the branches of time", () => {
  it("stay when another command follows after going back", async () => {
    const sandbox = await desk();
    const time = sandbox.page.getByRole("button", { name: "Time" });
    await time.click();
    await sandbox.page.getByRole("menuitem", { name: /Name this step/ }).click();
    await sandbox.hook("step-name").fill("before the change");
    await sandbox.hook("step-name").press("Enter");
    await sandbox.run("python manage.py migrate");
    await sandbox.hook("button-undo").click();
    await sandbox.hook(`applied:books.${NAME}`).waitFor({ state: "detached" });
    await sandbox.run("sqlite3 db.sqlite3 \"DELETE FROM books_book\"");
    await time.click();
    await sandbox.page.getByRole("menuitem", { name: /Another branch/ }).click();
    await sandbox.hook(`applied:books.${NAME}`).waitFor();
    await time.click();
    await sandbox.page.getByRole("menuitem", { name: /before the change/ }).first().waitFor();
    // The page remembers them.
    // What is kept is written beside everything else.
    await sandbox.page.waitForTimeout(1000);
    await sandbox.page.reload();
    await sandbox.ready();
    await sandbox.idle();
    await time.click();
    await sandbox.page.getByRole("menuitem", { name: /Another branch/ }).waitFor();
    await sandbox.page.getByRole("menuitem", { name: /before the change/ }).first().waitFor();
  });
});

describe("accessibility", () => {
  for (const [size, viewport] of [["laptop", LAPTOP], ["phone", PHONE]]) {
    for (const colorScheme of ["light", "dark"]) {
      it(`of what is looked at has no violation on a ${size} in ${colorScheme}`, async () => {
        const sandbox = await desk({ colorScheme, bypassCSP: true });
        await sandbox.page.setViewportSize(viewport);
        if (size === "phone") await sandbox.hook("tab:migrations").click();
        await inspect(sandbox);
        assert.deepEqual(await violations(sandbox.page), []);
        await sandbox.page.screenshot({ path: `target/screenshots/microscope-${size}-${colorScheme}.png` });
        await sandbox.page.keyboard.press("Escape");
        if (size === "phone") {
          await sandbox.hook("toolbar-more").getByRole("button").click();
          await sandbox.page.getByRole("menuitem", { name: "Compare" }).click();
        } else {
          await sandbox.hook("button-compare").click();
        }
        await sandbox.hook("comparison").waitFor();
        assert.deepEqual(await violations(sandbox.page), []);
        await sandbox.page.screenshot({ path: `target/screenshots/comparison-${size}-${colorScheme}.png` });
      });
    }
  }
});

describe("two steps", () => {
  it("are compared by what their files and databases have", async () => {
    const sandbox = await desk({ bypassCSP: true });
    await sandbox.run("python manage.py migrate");
    await sandbox.page.getByRole("button", { name: "Time" }).click();
    await sandbox.page.getByRole("menuitem", { name: /Compare two steps/ }).click();
    const differences = sandbox.hook("differences");
    await differences.waitFor();
    assert.match(await differences.innerText(), /column books_book\.isbn/);
    const rows = sandbox.hook("rows-between:books_book");
    assert.deepEqual(await rows.locator("del").allInnerTexts(), ["1", "2"]);
    await sandbox.hook("step:before").selectOption("0");
    await differences.getByText("table books_book").waitFor();
    await differences.getByText(`books/migrations/${NAME}.py`).waitFor();
    assert.deepEqual(await violations(sandbox.page), []);
  });
});

describe("a question", () => {
  it("tells what each answer comes to, on the rows there are", async () => {
    const sandbox = await built.visit({ bypassCSP: true });
    await sandbox.write("books/models.py", FIRST);
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    await sandbox.run("sqlite3 db.sqlite3 \"INSERT INTO books_book (title, isbn) VALUES ('A', '1'), ('B', '2')\"");
    await sandbox.write("books/models.py", FIRST.replace("isbn", "number"));
    await sandbox.run("python manage.py makemigrations");
    await sandbox.hook("foreseen").waitFor();
    assert.match(await sandbox.hook("foreseen:y").innerText(), /Rename field isbn on book to number/);
    const no = await sandbox.hook("foreseen:n").innerText();
    assert.match(no, /Remove field isbn from book/);
    assert.match(no, /2 values of books_book\.isbn/);
    assert.deepEqual(await violations(sandbox.page), []);
    await sandbox.page.screenshot({ path: "target/screenshots/foreseen-laptop-light.png" });
    await sandbox.page.setViewportSize(PHONE);
    await sandbox.hook("tab:console").click();
    assert.deepEqual(await violations(sandbox.page), []);
    await sandbox.page.screenshot({ path: "target/screenshots/foreseen-phone-light.png" });
    await sandbox.hook("prompt-input").fill("y");
    await sandbox.hook("prompt-input").press("Enter");
    await sandbox.hook("foreseen").waitFor({ state: "detached" });
    await sandbox.hook("console-log").getByText("~ Rename field isbn on book to number").waitFor();
  });

  for (const [size, viewport] of [["low window", { width: 1366, height: 480 }], ["tablet", { width: 768, height: 600 }], ["phone", PHONE]]) {
    it(`is in sight with its answers, whatever is said beside it, in a ${size}`, async () => {
      const sandbox = await built.visit();
      await sandbox.write("books/models.py", FIRST);
      await sandbox.run("python manage.py makemigrations");
      await sandbox.run("python manage.py migrate");
      await sandbox.run("sqlite3 db.sqlite3 \"INSERT INTO books_book (title, isbn) VALUES ('A', '1'), ('B', '2')\"");
      await sandbox.write("books/models.py", FIRST.replace("isbn", "number"));
      await sandbox.page.setViewportSize(viewport);
      await sandbox.page.keyboard.press("ControlOrMeta+Enter");
      await sandbox.hook("foreseen").waitFor({ state: "attached" });
      const inSight = (locator) => locator.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      });
      assert.ok(await inSight(sandbox.hook("prompt-input")));
      assert.ok(await inSight(sandbox.page.locator(".prompt", { hasText: "Was book.isbn renamed" })));
      assert.ok(await inSight(sandbox.page.locator(".choices button").first()));
      // What was printed before it is there to read, too.
      const { height } = await sandbox.page.locator(".console").boundingBox();
      assert.ok(height >= 48, `${height} pixels of the log`);
    });
  }
});
