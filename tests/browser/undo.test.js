// What is taken away at a press, and the toast that brings it back.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LAPTOP, PHONE, site, violations } from "./support.js";

const built = site();

/** A visit with a migration, its table and a row. */
async function withWork({ viewport = LAPTOP, ...options } = {}) {
  const sandbox = await built.visit(options);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_author (name) VALUES ('Ursula')"`);
  await sandbox.page.setViewportSize(viewport);
  return sandbox;
}

/** Presses Undo with the keyboard: nobody has to aim at what will go. */
async function undo(sandbox) {
  await sandbox.hook("toast-undo").focus();
  await sandbox.page.keyboard.press("Enter");
  await sandbox.hook("toast-undo").waitFor({ state: "detached" });
}

describe("Undo in a toast", () => {
  for (const [size, viewport] of [["laptop", LAPTOP], ["phone", PHONE]]) {
    it(`brings back the project after starting over, on a ${size}`, async () => {
      const sandbox = await withWork({ viewport, bypassCSP: true });
      if (size === "phone") {
        await sandbox.hook("toolbar-more").getByRole("button").click();
        await sandbox.page.getByRole("menuitem", { name: "Start over" }).click();
      } else {
        await sandbox.hook("button-reset").click();
      }
      await sandbox.hook("confirm-reset").click();
      await sandbox.hook("applied:books.0001_initial").waitFor({ state: "detached" });
      await sandbox.hook("toast-undo").waitFor();
      assert.deepEqual(await violations(sandbox.page), []);
      await undo(sandbox);
      await sandbox.hook("applied:books.0001_initial").waitFor({ state: "attached" });
      assert.match(await sandbox.hook("table:books_author").textContent(), /Ursula/);
      // Its history and what the console said, too.
      assert.match(await sandbox.log(), /\$ sqlite3 db\.sqlite3/);
      assert.equal(await sandbox.page.locator(".timeline").getAttribute("aria-valuenow"), "3");
      await sandbox.hook("button-undo").click();
      await sandbox.page.locator('.timeline[aria-valuenow="2"]').waitFor();
    });
  }

  it("brings back a project that a sample took the place of, and it stays over a reload", async () => {
    const sandbox = await withWork();
    await sandbox.page.keyboard.press("ControlOrMeta+k");
    await sandbox.hook("palette-input").fill("project");
    await sandbox.page.keyboard.press("Enter");
    await sandbox.hook("confirm-open").click();
    await undo(sandbox);
    await sandbox.hook("applied:books.0001_initial").waitFor({ state: "attached" });
    await sandbox.run("ls");
    // At once: what was done last is kept although the page goes in the same moment.
    await sandbox.page.reload();
    await sandbox.ready();
    assert.match(await sandbox.hook("table:books_author").textContent(), /Ursula/);
    assert.match(await sandbox.log(), /\$ ls\n/);
  });

  it("brings back a file with what was typed in it", async () => {
    const sandbox = await built.visit();
    const text = "# typed a moment ago\n";
    await sandbox.write("books/models.py", text);
    await sandbox.hook("file:books/models.py").focus();
    await sandbox.page.keyboard.press("Delete");
    await sandbox.page.getByRole("button", { name: "Delete", exact: true }).click();
    await sandbox.hook("file:books/models.py").waitFor({ state: "detached" });
    await undo(sandbox);
    await sandbox.hook("file:books/models.py").waitFor();
    await sandbox.page.locator('[data-testid="editor"][data-path="books/models.py"]').waitFor();
    const open = await sandbox.page.locator(".tabs-files [role=tab]").allInnerTexts();
    assert.equal(open.length, 1, `open: ${open}`);
    await sandbox.run("cat books/models.py");
    assert.match(await sandbox.log(), /# typed a moment ago/);
  });

  it("brings back the name of a step", async () => {
    const sandbox = await withWork();
    const name = async (text) => {
      await sandbox.page.locator(".time-menu button").first().click();
      await sandbox.page.getByRole("menuitem", { name: /Name this step/ }).click();
      await sandbox.hook("step-name").fill(text);
      await sandbox.page.keyboard.press("Enter");
    };
    await name("with Ursula");
    await sandbox.page.locator(".step.is-named").waitFor();
    await name("");
    await sandbox.page.locator(".step.is-named").waitFor({ state: "detached" });
    await undo(sandbox);
    await sandbox.page.locator(".step.is-named").waitFor();
    assert.match(await sandbox.page.locator(".timeline").getAttribute("aria-valuetext"), /^with Ursula: /);
  });

  it("is not offered where nothing was lost", async () => {
    const sandbox = await built.visit();
    await sandbox.hook("button-reset").click();
    await sandbox.hook("confirm-reset").click();
    await sandbox.page.getByRole("dialog").waitFor({ state: "detached" });
    await sandbox.run("ls");
    assert.equal(await sandbox.hook("toast-undo").count(), 0);
  });
});
