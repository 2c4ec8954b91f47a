// The command palette, the keys, the themes and the letters.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PHONE, site, violations } from "./support.js";

const built = site();

async function open(sandbox, typed) {
  await sandbox.page.keyboard.press("ControlOrMeta+k");
  const input = sandbox.hook("palette-input");
  await input.fill(typed);
  await sandbox.page.locator('[data-testid="palette-input"]:focus').waitFor();
}

describe("the command palette", () => {
  it("runs a command by a few of its letters, and gives the focus back", async () => {
    const sandbox = await built.visit();
    await sandbox.hook("console-input").focus();
    await open(sandbox, "mkmig");
    const options = sandbox.hook("palette-option");
    assert.match(await options.first().innerText(), /^makemigrations/);
    await sandbox.page.keyboard.press("Enter");
    await sandbox.hook("migration:books.0001_initial").first().waitFor();
    assert.equal(await sandbox.hook("palette-input").count(), 0);
    const focused = await sandbox.page.evaluate(() => document.activeElement.dataset.testid);
    assert.equal(focused, "console-input");
  });

  it("says by aria-activedescendant where the arrows are", async () => {
    const sandbox = await built.visit();
    await open(sandbox, "migrate");
    const input = sandbox.hook("palette-input");
    const active = async () => {
      const id = await input.getAttribute("aria-activedescendant");
      const option = sandbox.page.locator(`#${id}`);
      assert.equal(await option.getAttribute("aria-selected"), "true");
      return option.innerText();
    };
    const first = await active();
    await sandbox.page.keyboard.press("ArrowDown");
    await sandbox.page.locator("#palette-1[aria-selected=true]").waitFor();
    assert.notEqual(await active(), first);
    await sandbox.page.keyboard.press("ArrowUp");
    await sandbox.page.keyboard.press("ArrowUp");
    await sandbox.page.locator("#palette-0[aria-selected=false]").waitFor();
    await sandbox.page.keyboard.press("Escape");
    await input.waitFor({ state: "detached" });
  });

  it("offers files, migrations with what can be done, and tables", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await open(sandbox, "0001 apply");
    await sandbox.page.keyboard.press("Enter");
    await sandbox.hook("applied:books.0001_initial").waitFor();
    await open(sandbox, "table author");
    await sandbox.page.keyboard.press("Enter");
    await sandbox.page.locator("#table-head-books_author:focus").waitFor();
    await open(sandbox, "open settings");
    await sandbox.page.keyboard.press("Enter");
    await sandbox.page.locator('[data-testid="editor"][data-path="library/settings.py"]').waitFor();
    await open(sandbox, "roll back 0001");
    await sandbox.page.keyboard.press("Enter");
    await sandbox.hook("applied:books.0001_initial").waitFor({ state: "detached" });
  });

  it("shows names as text, whatever they are", async () => {
    const sandbox = await built.visit();
    await open(sandbox, "<img src=x onerror=alert(1)>");
    await sandbox.page.getByText("Nothing has this name.").waitFor();
    assert.equal(await sandbox.page.locator("dialog img").count(), 0);
  });

  it("opens by its button, on a phone too, without violations", async () => {
    const sandbox = await built.visit({ viewport: PHONE, bypassCSP: true });
    await sandbox.hook("button-palette").click();
    await sandbox.hook("palette-option").first().waitFor();
    assert.deepEqual(await violations(sandbox.page), []);
  });
});

describe("keys", () => {
  it("are all on one sheet", async () => {
    const sandbox = await built.visit({ bypassCSP: true });
    await sandbox.hook("button-undo").focus();
    await sandbox.page.keyboard.press("?");
    const sheet = sandbox.hook("key-sheet");
    await sheet.waitFor();
    for (const key of ["Ctrl K", "Ctrl Shift Enter", "F6", "Alt P", "Ctrl R"]) {
      assert.ok((await sheet.innerText()).includes(key), key);
    }
    assert.deepEqual(await violations(sandbox.page), []);
  });

  it("do nothing while one types text", async () => {
    const sandbox = await built.visit();
    await sandbox.hook("console-input").focus();
    await sandbox.page.keyboard.type("ls?");
    assert.equal(await sandbox.hook("console-input").inputValue(), "ls?");
    assert.equal(await sandbox.hook("key-sheet").count(), 0);
  });
});

describe("themes and letters", () => {
  const root = (sandbox) => sandbox.page.locator("html");

  it("are remembered", async () => {
    const sandbox = await built.visit();
    await open(sandbox, "high contrast");
    await sandbox.page.keyboard.press("Enter");
    await sandbox.page.locator('html[data-theme="contrast"]').waitFor();
    await sandbox.hook("button-undo").focus();
    await sandbox.page.keyboard.press("Alt+p");
    await sandbox.page.locator('html[data-letters="large"]').waitFor();
    await sandbox.page.reload();
    await sandbox.ready();
    assert.equal(await root(sandbox).getAttribute("data-theme"), "contrast");
    assert.equal(await root(sandbox).getAttribute("data-letters"), "large");
  });

  for (const colorScheme of ["light", "dark"]) {
    it(`in high contrast have no violation where the system is ${colorScheme}`, async () => {
      const sandbox = await built.visit({ colorScheme, bypassCSP: true });
      await open(sandbox, "high contrast");
      await sandbox.page.keyboard.press("Enter");
      await sandbox.page.locator('html[data-theme="contrast"]').waitFor();
      await sandbox.run("python manage.py makemigrations");
      await sandbox.run("python manage.py migrate");
      assert.deepEqual(await violations(sandbox.page), []);
    });
  }

  it("stay in the window when they are large", async () => {
    const sandbox = await built.visit({ viewport: { width: 360, height: 740 } });
    await sandbox.hook("button-palette").click();
    await sandbox.hook("palette-input").fill("large letters");
    await sandbox.page.keyboard.press("Enter");
    await sandbox.page.locator('html[data-letters="large"]').waitFor();
    // The editor measures its letters anew first.
    await sandbox.page.waitForFunction(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth <= clientWidth;
    });
  });

  it("on paper show all pieces and nothing to press", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    await sandbox.page.emulateMedia({ media: "print" });
    assert.equal(await sandbox.hook("button-migrate").first().isVisible(), false);
    for (const hook of ["editor", "migration:books.0001_initial", "table:books_author", "migrations-table"]) {
      assert.ok(await sandbox.hook(hook).first().isVisible(), hook);
    }
  });
});
