// The rows of a table, browsed and changed.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PHONE, site, violations } from "./support.js";

const built = site();

async function withAuthors(names, options) {
  const { viewport, ...others } = options ?? {};
  const sandbox = await built.visit(others);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  const rows = names.map((name) => `('${name}')`).join(", ");
  await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_author (name) VALUES ${rows}"`);
  if (viewport) {
    await sandbox.page.setViewportSize(viewport);
    await sandbox.hook("tab:database").click();
  }
  await cell(sandbox, 1).waitFor();
  return sandbox;
}

const cell = (sandbox, number) => sandbox.hook(`cell:books_author.name.${number}`);

const shows = (sandbox, number, text) => cell(sandbox, number).filter({ hasText: text }).waitFor();

describe("rows", () => {
  it("are sorted by a click on a column's name", async () => {
    const sandbox = await withAuthors(["Tove", "Astrid", "Selma"]);
    const sort = sandbox.hook("sort:books_author.name");
    await sort.click();
    await shows(sandbox, 1, "Astrid");
    assert.equal(await sort.locator("xpath=..").getAttribute("aria-sort"), "ascending");
    await sort.click();
    await shows(sandbox, 1, "Tove");
    assert.equal(await sort.locator("xpath=..").getAttribute("aria-sort"), "descending");
    await sort.click();
    await shows(sandbox, 2, "Astrid");
  });

  it("are searched, and come page by page", async () => {
    const sandbox = await withAuthors(Array.from({ length: 60 }, (_, index) => `Author ${index + 1}`));
    await sandbox.hook("later-rows:books_author").click();
    await shows(sandbox, 1, "Author 26");
    await sandbox.hook("rows-filter:books_author").fill("author 60");
    await shows(sandbox, 1, "Author 60");
    assert.equal(await cell(sandbox, 2).count(), 0);
    await sandbox.hook("rows-filter:books_author").fill("nobody");
    await sandbox.page.getByText("No row has it.").waitFor();
  });

  it("are edited in place by a statement that the console shows", async () => {
    const sandbox = await withAuthors(["Tove"]);
    await cell(sandbox, 1).focus();
    await sandbox.page.keyboard.press("Enter");
    await sandbox.hook("cell-input").fill(`O'Hara "$x" \`y\` \\`);
    await sandbox.page.keyboard.press("Enter");
    await shows(sandbox, 1, `O'Hara "$x" \`y\` \\`);
    assert.match(await sandbox.log(), /sqlite3 db\.sqlite3 "UPDATE books_author SET name = 'O''Hara/);
    await sandbox.page.locator("#cell-books_author-0-1:focus").waitFor();
  });

  it("say at the table what the database refused, and let it be mended", async () => {
    const sandbox = await withAuthors(["Tove"]);
    await cell(sandbox, 1).dblclick();
    await sandbox.hook("cell-input").fill("NULL");
    await sandbox.page.keyboard.press("Enter");
    const problem = sandbox.hook("rows-problem");
    await problem.waitFor();
    assert.match(await problem.innerText(), /NOT NULL constraint failed: books_author.name/);
    assert.equal(await sandbox.hook("cell-input").inputValue(), "NULL");
    await sandbox.hook("cell-input").fill("Selma");
    await sandbox.page.keyboard.press("Enter");
    await shows(sandbox, 1, "Selma");
    await problem.waitFor({ state: "detached" });
  });

  it("are left as they are by Escape", async () => {
    const sandbox = await withAuthors(["Tove"]);
    await cell(sandbox, 1).focus();
    await sandbox.page.keyboard.press("F2");
    await sandbox.hook("cell-input").fill("Selma");
    await sandbox.page.keyboard.press("Escape");
    await shows(sandbox, 1, "Tove");
    assert.doesNotMatch(await sandbox.log(), /UPDATE/);
  });

  it("are added and deleted", async () => {
    const sandbox = await withAuthors(["Tove"]);
    await sandbox.hook("add-row:books_author").click();
    await sandbox.hook("new-cell:name").fill("Selma");
    await sandbox.page.keyboard.press("Enter");
    await shows(sandbox, 2, "Selma");
    assert.match(await sandbox.log(), /INSERT INTO books_author \(name\) VALUES \('Selma'\)/);
    await sandbox.hook("delete-row:books_author.1").click();
    await shows(sandbox, 1, "Selma");
    assert.match(await sandbox.log(), /DELETE FROM books_author WHERE id = 1/);
    await sandbox.hook("button-undo").click();
    await shows(sandbox, 1, "Tove");
  });

  it("are walked and deleted with keys", async () => {
    const sandbox = await withAuthors(["Tove", "Selma"]);
    await sandbox.page.locator('#piece-database [id^="cell-"][tabindex="0"]').first().focus();
    await sandbox.page.keyboard.press("ArrowRight");
    await sandbox.page.keyboard.press("ArrowDown");
    await sandbox.page.locator("#cell-books_author-1-1:focus").waitFor();
    await sandbox.page.keyboard.press("Delete");
    await cell(sandbox, 2).waitFor({ state: "detached" });
    await shows(sandbox, 1, "Tove");
  });

  it("show values as text", async () => {
    const sandbox = await withAuthors(["<img src=x onerror=alert(1)>"]);
    await shows(sandbox, 1, "<img src=x onerror=alert(1)>");
    assert.equal(await sandbox.page.locator("img").count(), 0);
    assert.deepEqual(sandbox.complaints, []);
  });

  for (const [size, viewport] of [["laptop", undefined], ["phone", PHONE]]) {
    it(`have no violation on a ${size}, while one edits and adds`, async () => {
      const names = Array.from({ length: 30 }, (_, index) => `Author ${index}`);
      const sandbox = await withAuthors(names, { bypassCSP: true, viewport });
      await cell(sandbox, 1).dblclick();
      await sandbox.hook("cell-input").waitFor();
      assert.deepEqual(await violations(sandbox.page), []);
      await sandbox.page.keyboard.press("Escape");
      await sandbox.hook("add-row:books_author").click();
      await sandbox.hook("new-cell:name").waitFor();
      assert.deepEqual(await violations(sandbox.page), []);
    });
  }
});
