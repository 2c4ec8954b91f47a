// The tables as a diagram.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PHONE, site, violations } from "./support.js";

const BOOKS = `from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)


class Book(models.Model):
    title = models.CharField(max_length=512)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
`;
// Eleven that refer to one, and a name that would be markup if it were not text.
const MANY = `${BOOKS}
${Array.from({ length: 10 }, (_, number) => `
class Part${number}(models.Model):
    whole = models.ForeignKey(Author, on_delete=models.CASCADE)
`).join("\n")}

class Odd(models.Model):
    class Meta:
        db_table = "<img src=x onerror=alert(1)>"
`;

const built = site();

async function drawn(models, options) {
  const { viewport, ...others } = options ?? {};
  const sandbox = await built.visit(others);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.write("books/models.py", models);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  if (viewport) {
    await sandbox.page.setViewportSize(viewport);
    await sandbox.hook("tab:database").click();
  }
  await sandbox.hook("view:diagram").click();
  await sandbox.hook("diagram-table:books_author").waitFor();
  return sandbox;
}

describe("the diagram", () => {
  it("marks what the last step added, and draws the relation", async () => {
    const sandbox = await drawn(BOOKS);
    const book = sandbox.hook("diagram-table:books_book");
    assert.match(await book.getAttribute("aria-label"), /books_book \(new\).*author_id refers to books_author/);
    assert.match(await book.locator("xpath=..").innerHTML(), />\+</);
    assert.equal(await sandbox.hook("diagram").locator(".relation.is-added").count(), 1);
    await sandbox.run("python manage.py migrate books 0001");
    const gone = await sandbox.hook("diagram-table:books_book").getAttribute("aria-label");
    assert.match(gone, /\(removed\)/);
  });

  it("is walked with arrows; Enter chooses, and leads to the list", async () => {
    const sandbox = await drawn(BOOKS);
    await sandbox.hook("diagram").locator('[tabindex="0"]').first().focus();
    await sandbox.page.keyboard.press("End");
    const focused = () => sandbox.page.evaluate(() => document.activeElement.dataset.testid);
    const last = await focused();
    await sandbox.page.keyboard.press("Home");
    assert.notEqual(await focused(), last);
    await sandbox.page.keyboard.press("Enter");
    await sandbox.page.locator('.diagram-box[aria-pressed="true"]').waitFor();
    await sandbox.hook("diagram-show").click();
    await sandbox.page.locator(".table-head:focus").waitFor();
    assert.equal(await sandbox.hook("diagram").count(), 0);
  });

  it("fits by default, and is larger by key and button", async () => {
    const sandbox = await drawn(MANY);
    const sizes = () => sandbox.hook("diagram").evaluate((diagram) => {
      const [canvas] = diagram.children;
      return { inside: canvas.clientWidth, drawing: canvas.firstElementChild.getBoundingClientRect().width };
    });
    const fit = await sizes();
    // The pane is as wide as a share of the window, which need not be whole.
    assert.ok(fit.drawing < fit.inside + 1, `${fit.drawing} in ${fit.inside}`);
    await sandbox.hook("diagram-larger").click();
    const larger = await sizes();
    assert.ok(Math.abs(larger.drawing / fit.drawing - 1.25) < 0.02, `${fit.drawing} → ${larger.drawing}`);
    await sandbox.hook("diagram-table:books_author").focus();
    await sandbox.page.keyboard.press("0");
    await sandbox.page.locator(".diagram-canvas:not(.is-zoomed)").waitFor();
    assert.equal((await sizes()).drawing, fit.drawing);
  });

  it("shows names as text", async () => {
    const sandbox = await drawn(MANY);
    assert.equal(await sandbox.page.locator("img").count(), 0);
    assert.equal(await sandbox.page.locator(".diagram-name", { hasText: "<img src=x" }).count(), 1);
    assert.deepEqual(sandbox.complaints, []);
  });

  it("is remembered", async () => {
    const sandbox = await drawn(BOOKS);
    // What is kept is written beside everything else.
    await sandbox.page.waitForTimeout(1000);
    await sandbox.page.reload();
    await sandbox.ready();
    await sandbox.hook("diagram").waitFor();
  });

  for (const [size, viewport] of [["laptop", undefined], ["phone", PHONE]]) {
    for (const colorScheme of ["light", "dark"]) {
      it(`has no violation on a ${size} in ${colorScheme}`, async () => {
        const sandbox = await drawn(BOOKS, { colorScheme, bypassCSP: true, viewport });
        await sandbox.hook("diagram-table:books_book").click();
        assert.deepEqual(await violations(sandbox.page), []);
      });
    }
  }
});
