// The Author and Book walkthrough, by typing and by clicking, as a learner does it.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { site } from "./support.js";

const AUTHOR = `from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=512)
`;
const BOOK = `${AUTHOR}

class Book(models.Model):
    title = models.CharField(max_length=512)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
`;

const built = site({ staying: true });

describe("Author and Book", () => {
  let sandbox;
  before(async () => {
    sandbox = await built.visit();
  });

  it("begins with Author, and nothing migrated", async () => {
    await sandbox.hook("file:books/models.py").waitFor();
    assert.equal(await sandbox.hook("table:books_author").count(), 0);
    assert.equal(await sandbox.hook("applied:books.0001_initial").count(), 0);
  });

  it("writes and applies the first migration", async () => {
    await sandbox.write("books/models.py", AUTHOR);
    await sandbox.run("python manage.py makemigrations");
    assert.match(await sandbox.log(), /books\/migrations\/0001_initial\.py\s+\+ Create model Author/);
    await sandbox.run("python manage.py migrate");
    assert.match(await sandbox.log(), /Applying books\.0001_initial\.\.\. OK/);
    await sandbox.hook("table:books_author").waitFor();
    await sandbox.hook("applied:books.0001_initial").waitFor();
  });

  it("adds Book with a foreign key", async () => {
    await sandbox.write("books/models.py", BOOK);
    await sandbox.run("python manage.py makemigrations");
    assert.match(await sandbox.log(), /books\/migrations\/0002_book\.py\s+\+ Create model Book/);
    await sandbox.run("python manage.py migrate");
    await sandbox.hook("table:books_book").waitFor();
    await sandbox.hook("applied:books.0002_book").waitFor();
    assert.equal(await sandbox.hook("migration:books.0002_book").first().getAttribute("data-applied"), "true");
  });

  it("shows rows that sqlite3 inserts", async () => {
    await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_author (name) VALUES ('Ursula K. Le Guin')"`);
    await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_book (title, author_id) VALUES ('Tehanu', 1)"`);
    await sandbox.run(`sqlite3 db.sqlite3 "SELECT title FROM books_book"`);
    assert.match(await sandbox.log(), /Tehanu\s*$/);
    await sandbox.hook("table:books_book").first().click();
    await sandbox.hook("tables-panel").getByText("Tehanu").first().waitFor();
  });

  it("lists what is applied", async () => {
    await sandbox.run("python manage.py showmigrations books");
    assert.match(await sandbox.log(), /\[X\] 0001_initial\s+\[X\] 0002_book/);
  });

  it("rolls back: the table and its row in django_migrations are gone", async () => {
    await sandbox.run("python manage.py migrate books 0001_initial");
    assert.match(await sandbox.log(), /Unapplying books\.0002_book\.\.\. OK/);
    await sandbox.hook("table:books_book").first().waitFor({ state: "detached" });
    await sandbox.hook("applied:books.0002_book").waitFor({ state: "detached" });
    await sandbox.hook("table:books_author").first().waitFor();
    await sandbox.hook("applied:books.0001_initial").waitFor();
    assert.equal(await sandbox.hook("migration:books.0002_book").first().getAttribute("data-applied"), "false");
    await sandbox.run("python manage.py showmigrations books");
    assert.match(await sandbox.log(), /\[X\] 0001_initial\s+\[ \] 0002_book\s*$/);
  });

  it("keeps everything over a reload", async () => {
    // The save waits for a pause in the saves.
    await sandbox.page.waitForTimeout(800);
    await sandbox.page.reload();
    await sandbox.ready();
    await sandbox.hook("applied:books.0001_initial").waitFor();
    assert.equal(await sandbox.hook("applied:books.0002_book").count(), 0);
    await sandbox.hook("file:books/models.py").click();
    assert.match(await sandbox.hook("editor").innerText(), /class Book/);
  });

  it("left no complaint in the browser's console", () => {
    assert.deepEqual(sandbox.complaints, []);
  });
});

describe("buttons", () => {
  it("do what the commands do", async () => {
    const sandbox = await built.visit();
    await sandbox.write("books/models.py", BOOK);
    await sandbox.hook("button-makemigrations").first().click();
    await sandbox.hook("migration:books.0001_initial").first().waitFor();
    await sandbox.hook("button-migrate").first().click();
    await sandbox.hook("table:books_book").first().waitFor();
    assert.match(await sandbox.log(), /\$ python manage\.py makemigrations[^]*\$ python manage\.py migrate/);
    await sandbox.hook("migration:books.0001_initial").first().click();
    await sandbox.hook("rollback:books.0001_initial").first().click();
    await sandbox.hook("table:books_book").first().waitFor({ state: "detached" });
    await sandbox.hook("button-undo").first().click();
    await sandbox.hook("table:books_book").first().waitFor();
  });

  it("resets to the first project", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await sandbox.hook("migration:books.0001_initial").first().waitFor();
    await sandbox.hook("button-reset").first().click();
    await sandbox.hook("confirm-reset").click();
    await sandbox.hook("migration:books.0001_initial").first().waitFor({ state: "detached" });
  });
});

describe("questions", () => {
  it("are asked in the console, and the answer goes on", async () => {
    const sandbox = await built.visit();
    await sandbox.write("books/models.py", AUTHOR);
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    await sandbox.write("books/models.py", `${AUTHOR}    age = models.IntegerField()\n`);
    await sandbox.run("python manage.py makemigrations");
    const prompt = sandbox.hook("prompt-input");
    await prompt.waitFor();
    assert.match(await sandbox.log(), /impossible to add a non-nullable field 'age' to author/);
    await prompt.fill("1");
    await prompt.press("Enter");
    await sandbox.hook("console-log").getByText("Please enter the default value").first().waitFor();
    await prompt.fill("0");
    await prompt.press("Enter");
    await prompt.waitFor({ state: "detached" });
    assert.match(await sandbox.log(), /0002_author_age\.py\s+\+ Add field age to author/);
  });
});
