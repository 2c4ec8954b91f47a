// What errors mean, beside Django's own text.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PHONE, site, violations } from "./support.js";

const built = site();

describe("an explanation", () => {
  it("stands under the text that it explains, closed, and its command runs", async () => {
    const sandbox = await built.visit({ bypassCSP: true });
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate books 0007");
    assert.match(await sandbox.log(), /Cannot find a migration matching '0007' from app 'books'\./);
    const explanation = sandbox.hook("explanation").last();
    assert.equal(await explanation.getAttribute("open"), null);
    await explanation.locator("summary").click();
    assert.match(await explanation.innerText(), /books has no migration 0007/);
    assert.deepEqual(await violations(sandbox.page), []);
    await explanation.getByRole("button", { name: "python manage.py showmigrations books" }).click();
    await sandbox.page.getByText("[ ] 0001_initial").first().waitFor();
  });

  it("is of a problem in a file too", async () => {
    const sandbox = await built.visit();
    await sandbox.write("books/models.py", "from django.db import models\n\nclass A(models.Model):\n    b = models.ForeignKey('B', models.CASCADE)\n");
    const explanation = sandbox.page.locator(".problems").getByTestId("explanation").first();
    await explanation.locator("summary").click();
    assert.match(await explanation.innerText(), /A relation points at a model that is not there/);
  });

  it("is of a misspelt name, with the one that is meant", async () => {
    const sandbox = await built.visit();
    await sandbox.write("books/models.py", "from django.db import models\n\nclass A(models.Model):\n    b = models.CharFeild(max_length=3)\n");
    const explanation = sandbox.page.locator(".problems").getByTestId("explanation").first();
    await explanation.locator("summary").click();
    assert.match(await explanation.innerText(), /Write CharField in its place/);
  });

  it("is of what a command asks, and fits a phone", async () => {
    const sandbox = await built.visit({ viewport: PHONE });
    await sandbox.page.getByTestId("tab:console").click();
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("echo '    pages = models.IntegerField()' >> books/models.py");
    await sandbox.run("python manage.py makemigrations");
    const explanation = sandbox.hook("explanation").last();
    await explanation.locator("summary").click();
    assert.match(await explanation.innerText(), /pages needs a value for rows that exist/);
    const wide = await sandbox.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
  });

  it("is not of what went well", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    assert.equal(await sandbox.hook("explanation").count(), 0);
  });
});

describe("a migration that was only recorded", () => {
  it("is marked in the table and in the graph", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate --fake");
    const row = sandbox.hook("applied:books.0001_initial");
    assert.match(await row.innerText(), /faked/);
    assert.match(await sandbox.hook("migration:books.0001_initial").first().innerText(), /faked/);
    await sandbox.run("python manage.py migrate --fake books zero");
    await sandbox.run("python manage.py migrate books");
    assert.doesNotMatch(await row.innerText(), /faked/);
  });
});
