// What can be looked at more closely: a migration, a failing statement, a command from within, the
// three truths, and the branches of time.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { LAPTOP, launch, leave, PHONE, serve, violations, visit } from "./support.js";

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

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
afterEach(leave);
after(async () => {
  await browser?.close();
  server?.close();
});

/** A page with three books and a migration that is not applied. */
async function desk(options = {}) {
  const sandbox = await visit(browser, server.address, options);
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
    assert.match(await sandbox.hook("advice:dropped-column").innerText(), /2 values of books_book\.isbn/);
    assert.match(await microscope.innerText(), /ALTER TABLE "books_book" DROP COLUMN "isbn"/);
    await sandbox.hook("inspected:1").click();
    assert.match(await sandbox.hook("advice:too-long").innerText(), /1 value of books_book\.title longer than 8/);
    assert.match(await microscope.innerText(), /3 rows of books_book copied into a new table/);
    await sandbox.hook("sql:postgresql").click();
    assert.match(await microscope.innerText(), /ALTER COLUMN "title" TYPE varchar\(8\)/);
    // Nothing has happened.
    await sandbox.page.keyboard.press("Escape");
    await microscope.waitFor({ state: "detached" });
    assert.equal(await sandbox.hook(`migration:books.${NAME}`).getAttribute("data-applied"), "false");
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

describe("a command from within", () => {
  it("shows the database as it was after each operation, and the present again", async () => {
    const sandbox = await desk();
    await sandbox.run("python manage.py migrate");
    await sandbox.page.getByRole("button", { name: "Time" }).click();
    await sandbox.page.getByRole("menuitem", { name: /Look inside this step/ }).click();
    const moments = sandbox.hook("moments");
    await moments.waitFor();
    const table = sandbox.hook("table:books_book");
    while (!(await moments.innerText()).includes("Remove field isbn")) {
      await sandbox.hook("moment-earlier").click();
      await sandbox.page.waitForTimeout(50);
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
        await sandbox.hook("button-compare").click();
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
    await sandbox.hook("step:before").selectOption("0");
    await differences.getByText("table books_book").waitFor();
    await differences.getByText(`books/migrations/${NAME}.py`).waitFor();
    assert.deepEqual(await violations(sandbox.page), []);
  });
});

describe("a question", () => {
  it("tells what each answer comes to, on the rows there are", async () => {
    const sandbox = await visit(browser, server.address, { bypassCSP: true });
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
});
