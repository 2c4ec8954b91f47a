// What stands beside the migrations of the graph, and the rows that lead to them.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PHONE, site, violations } from "./support.js";

const built = site();

async function opened(project, options) {
  const sandbox = await built.visit(options);
  await sandbox.page.keyboard.press("ControlOrMeta+k");
  await sandbox.hook("palette-input").fill(project);
  await sandbox.page.keyboard.press("Enter");
  return sandbox;
}

describe("a migration of the graph", () => {
  it("has a menu that reads it, shows its plan and rolls it back", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    const menu = sandbox.hook("migration-menu:books.0001_initial").locator("button").first();
    const choose = async (words) => {
      await menu.focus();
      await sandbox.page.keyboard.press("ArrowDown");
      const item = sandbox.page.getByRole("menuitem", { name: words });
      await item.focus();
      await sandbox.page.keyboard.press("Enter");
      await sandbox.idle();
    };
    await choose(/^Show the plan up to here/);
    assert.match(await sandbox.log(), /Planned operations:\s+books\.0001_initial/);
    await choose(/^Apply up to here/);
    await sandbox.hook("applied:books.0001_initial").waitFor();
    await choose(/^Open the file/);
    await sandbox.page.locator('[data-testid="editor"][data-path="books/migrations/0001_initial.py"]').waitFor();
    await choose(/^Roll it back/);
    await sandbox.hook("applied:books.0001_initial").waitFor({ state: "detached" });
  });

  it("walks its menu and not the list around it with arrows", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await sandbox.hook("migration-menu:books.0001_initial").locator("button").first().click();
    await sandbox.page.keyboard.press("ArrowDown");
    const role = await sandbox.page.evaluate(() => document.activeElement.getAttribute("role"));
    assert.equal(role, "menuitem");
  });

  it("says that there are two leaves", async () => {
    const sandbox = await opened("two developers");
    await sandbox.page.getByText("✕ conflict").first().waitFor();
    assert.equal(await sandbox.page.getByText("✕ conflict").count(), 2);
  });

  it("says in which order migrations run, and what they need of other apps", async () => {
    const sandbox = await opened("polls");
    await sandbox.hook("file:polls/models.py").waitFor();
    await sandbox.run("python manage.py makemigrations");
    const polls = sandbox.hook("migration:polls.0001_initial").first();
    await polls.waitFor();
    assert.match(await polls.innerText(), /will run as number \d+/);
    await sandbox.run("python manage.py migrate");
    await polls.filter({ hasText: /number \d+ in the order they ran/ }).waitFor();
  });

  it("marks what a squashed migration replaces, and leads to its file", async () => {
    const sandbox = await built.visit({ bypassCSP: true });
    await sandbox.run("python manage.py makemigrations");
    await sandbox.write("books/models.py", "from django.db import models\n\n\nclass Author(models.Model):\n    name = models.CharField(max_length=200)\n");
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    await sandbox.run("python manage.py squashmigrations books 0002 --no-input");
    await sandbox.run("python manage.py migrate");
    const squashed = sandbox.page.locator('[data-testid^="migration:books.0001_squashed"]').first();
    await squashed.filter({ hasText: "recorded" }).waitFor();
    assert.doesNotMatch(await squashed.innerText(), /number \d/);
    const row = sandbox.hook("applied:books.0001_initial");
    assert.match(await row.innerText(), /replaced/);
    await squashed.click();
    await sandbox.page.locator(".detail-replaced", { hasText: "0002_alter_author_name" }).waitFor();
    assert.deepEqual(await violations(sandbox.page), []);
    await row.getByRole("button").click();
    await sandbox.page.locator('[data-testid="editor"][data-path="books/migrations/0001_initial.py"]').waitFor();
  });

  it("offers to merge two leaves, and nothing that Django would refuse", async () => {
    const sandbox = await opened("two developers");
    await sandbox.hook("file:books/models.py").waitFor();
    await sandbox.page.getByText("✕ conflict").first().waitFor();
    const strip = sandbox.page.locator("#piece-models .strip-button");
    for (const label of await strip.allInnerTexts()) assert.match(label, /--merge/);
  });

  it("has no violation with its menu open", async () => {
    const sandbox = await built.visit({ bypassCSP: true });
    await sandbox.run("python manage.py makemigrations");
    await sandbox.hook("migration-menu:books.0001_initial").locator("button").first().click();
    await sandbox.page.getByRole("menuitem").first().waitFor();
    assert.deepEqual(await violations(sandbox.page), []);
  });
});

describe("a row of django_migrations", () => {
  it("leads to its migration, on a phone too", async () => {
    const sandbox = await built.visit();
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    await sandbox.page.setViewportSize(PHONE);
    await sandbox.hook("tab:database").click();
    await sandbox.hook("applied:books.0001_initial").locator("button").click();
    const migration = sandbox.hook("migration:books.0001_initial").first();
    await migration.waitFor();
    assert.equal(await migration.getAttribute("aria-current"), "true");
  });

  it("slides in, but not for who wants no motion", async () => {
    for (const [reducedMotion, moves] of [["no-preference", true], ["reduce", false]]) {
      const sandbox = await built.visit({ reducedMotion });
      await sandbox.run("python manage.py makemigrations");
      await sandbox.run("python manage.py migrate");
      const row = sandbox.hook("applied:books.0001_initial");
      const names = await row.evaluate((element) => getComputedStyle(element).animationName);
      assert.equal(names.includes("arrive"), moves, names);
    }
  });
});
