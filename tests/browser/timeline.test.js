// The timeline: a key that is held, and steps that are shown one after the other.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PHONE, site, violations } from "./support.js";

const built = site();

const MIGRATED = "applied:books.0001_initial";

/** A visit with three steps behind it. */
async function withSteps(options) {
  const sandbox = await built.visit(options);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_author (name) VALUES ('Ursula')"`);
  await sandbox.hook(MIGRATED).waitFor({ state: "attached" });
  return sandbox;
}

const slider = (sandbox) => sandbox.page.locator(".timeline");

/** Waits until the timeline is at a place, and what is shown is of that place. */
async function at(sandbox, place) {
  await sandbox.page.locator(`.timeline[aria-valuenow="${place}"]`).waitFor();
}

async function keys(sandbox, ...keys) {
  await slider(sandbox).focus();
  for (const key of keys) await sandbox.page.keyboard.press(key);
}

describe("the timeline", () => {
  it("follows a key that is held at once, and what is shown arrives", async () => {
    const sandbox = await withSteps();
    // As a held key does, faster than anybody can answer.
    await slider(sandbox).evaluate((element) => {
      for (let step = 0; step < 3; step += 1) {
        element.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true, cancelable: true }));
      }
    });
    await at(sandbox, 2);
    await keys(sandbox, "ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowLeft");
    await at(sandbox, 0);
    await sandbox.hook(MIGRATED).waitFor({ state: "detached" });
    await sandbox.hook("migration:books.0001_initial").waitFor({ state: "detached" });
    await keys(sandbox, "End");
    await sandbox.hook(MIGRATED).waitFor({ state: "attached" });
  });

  it("is where one wanted to be when the next command runs", async () => {
    const sandbox = await withSteps();
    await keys(sandbox, "ArrowLeft", "ArrowLeft");
    await at(sandbox, 1);
    const line = "python manage.py makemigrations books --empty --name later";
    await sandbox.run(line);
    await at(sandbox, 2);
    assert.equal(await slider(sandbox).getAttribute("aria-valuetext"), `2: ${line}`);
    assert.equal(await sandbox.hook(MIGRATED).count(), 0);
  });
});

describe("play", () => {
  for (const reducedMotion of ["no-preference", "reduce"]) {
    it(`shows the steps one after the other, with ${reducedMotion} for motion`, async () => {
      const sandbox = await withSteps({ reducedMotion });
      const button = sandbox.hook("button-play");
      await button.click();
      // At the end it begins anew.
      await at(sandbox, 0);
      assert.equal(await button.getAttribute("aria-label"), "Pause");
      await sandbox.hook(MIGRATED).waitFor({ state: "detached" });
      await at(sandbox, 1);
      await sandbox.hook("migration:books.0001_initial").first().waitFor();
      await at(sandbox, 2);
      await sandbox.hook(MIGRATED).waitFor({ state: "attached" });
      await at(sandbox, 3);
      await sandbox.page.locator('[data-testid="button-play"][aria-label="Play"]').waitFor();
    });
  }

  it("is begun and stopped by its key, and by a step that one chooses", async () => {
    const sandbox = await withSteps();
    await sandbox.page.keyboard.press("F8");
    await at(sandbox, 0);
    await sandbox.page.locator('[data-testid="button-play"][aria-label="Pause"]').waitFor();
    await sandbox.page.keyboard.press("F8");
    await sandbox.page.locator('[data-testid="button-play"][aria-label="Play"]').waitFor();
    await sandbox.page.keyboard.press("F8");
    await keys(sandbox, "End");
    await sandbox.page.locator('[data-testid="button-play"][aria-label="Play"]').waitFor();
    await at(sandbox, 3);
  });

  it("is in the palette, on the sheet of keys, and in Spanish", async () => {
    const sandbox = await withSteps({ locale: "es-ES" });
    await keys(sandbox, "?");
    assert.match(await sandbox.hook("key-sheet").innerText(), /F8\s+reproducir/);
    await sandbox.page.keyboard.press("Escape");
    await sandbox.page.keyboard.press("ControlOrMeta+k");
    await sandbox.hook("palette-input").fill("mostrar los pasos");
    assert.match(await sandbox.hook("palette-option").first().innerText(), /F8/);
    await sandbox.page.keyboard.press("Enter");
    await at(sandbox, 0);
    await sandbox.page.locator('[data-testid="button-play"][aria-label="Pausa"]').waitFor();
  });

  it("has nothing to show at first, and no violation on a phone", async () => {
    const sandbox = await built.visit({ viewport: PHONE, bypassCSP: true });
    const button = sandbox.hook("button-play");
    assert.equal(await button.getAttribute("aria-disabled"), "true");
    assert.deepEqual(await violations(sandbox.page), []);
  });
});
