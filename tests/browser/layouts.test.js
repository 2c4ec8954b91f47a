// The first walk, by the keyboard alone, in every layout; and what a system's own colours leave.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LAPTOP, site, violations } from "./support.js";

const built = site();

// Wide enough to go along with a finger.
const NARROWEST_TIMELINE = 24;
const SIZES = { phone: { width: 360, height: 740 }, tablet: { width: 768, height: 1024 }, desk: { width: 1440, height: 900 } };
const MIGRATED = "applied:books.0001_initial";

const focused = (sandbox) => sandbox.page.evaluate(() => {
  const { dataset, ariaLabel, textContent } = document.activeElement;
  return dataset.testid ?? ariaLabel ?? textContent.trim();
});

/** Goes on with Tab until what has the focus is called so. */
async function tabTo(sandbox, name) {
  const passed = [];
  for (let press = 0; press < 200; press += 1) {
    await sandbox.page.keyboard.press("Tab");
    passed.push(await focused(sandbox));
    if (passed.at(-1) === name) return;
    // The editor is left as it says.
    if (await sandbox.page.evaluate(() => document.activeElement.closest(".cm-content") !== null)) {
      await sandbox.page.keyboard.press("Escape");
    }
  }
  assert.fail(`Tab does not lead to ${name}, but to ${[...new Set(passed)].join(", ")}`);
}

/** Whether something is in the window and nothing lies over its middle. */
const inSight = (sandbox, name) => sandbox.hook(name).first().evaluate((element) => {
  element.scrollIntoView({ block: "nearest" });
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return left >= 0 && right <= innerWidth + 1 && element.contains(over);
});

describe("by the keyboard alone", () => {
  for (const [size, viewport] of Object.entries(SIZES)) {
    it(`migrates, looks at rows and rolls back on a ${size}`, async () => {
      const sandbox = await built.visit({ viewport });
      const { keyboard } = sandbox.page;
      await tabTo(sandbox, "button-makemigrations");
      await keyboard.press("Enter");
      await sandbox.hook("migration:books.0001_initial").first().waitFor({ state: "attached" });
      await keyboard.press("ControlOrMeta+Shift+Enter");
      await sandbox.hook(MIGRATED).waitFor({ state: "attached" });
      await sandbox.idle();
      // F6 goes round the pieces, whichever of them the window shows.
      const pieces = new Set();
      for (let press = 0; press < 4; press += 1) {
        await keyboard.press("F6");
        const reached = await sandbox.page.waitForFunction((known) => {
          const piece = document.activeElement.closest("[id^=piece-]")?.id;
          return piece && !known.includes(piece) && piece;
        }, [...pieces]);
        const piece = await reached.jsonValue();
        pieces.add(piece);
        if (piece === "piece-console") {
          await keyboard.type(`sqlite3 db.sqlite3 "INSERT INTO books_author (name) VALUES ('Ursula')"`);
          await keyboard.press("Enter");
          await sandbox.idle();
        }
      }
      assert.equal(pieces.size, 4);
      await keyboard.press("ControlOrMeta+k");
      await sandbox.page.locator('[data-testid="palette-input"]:focus').waitFor();
      await keyboard.type("table author");
      await keyboard.press("Enter");
      await sandbox.page.locator("#table-head-books_author:focus").waitFor();
      await sandbox.hook("cell:books_author.name.1").filter({ hasText: "Ursula" }).waitFor();
      await keyboard.press("ControlOrMeta+k");
      await sandbox.page.locator('[data-testid="palette-input"]:focus').waitFor();
      await keyboard.type("roll back 0001");
      await keyboard.press("Enter");
      await sandbox.hook(MIGRATED).waitFor({ state: "detached" });
    });

    it(`has everything in the window of a ${size} that is touched, and no violation with work done`, async () => {
      const sandbox = await built.visit({ bypassCSP: true, hasTouch: true, isMobile: true, viewport: LAPTOP });
      await sandbox.run("python manage.py makemigrations");
      await sandbox.run("python manage.py migrate");
      // More steps than there is room for.
      for (let step = 0; step < 14; step += 1) await sandbox.run(`touch step${step}.txt`);
      await sandbox.page.setViewportSize(viewport);
      const menu = size === "phone" ? ["toolbar-more"] : ["button-share", "theme-toggle"];
      const names = ["button-makemigrations", "button-migrate", "button-undo", "button-redo", "button-play", "button-palette", ...menu];
      for (const name of names) assert.ok(await inSight(sandbox, name), `${name} is in sight`);
      const line = await sandbox.page.locator(".timeline").boundingBox();
      assert.ok(line.width >= NARROWEST_TIMELINE, `the timeline is ${line.width} wide`);
      // Every dot that is in sight is there as a whole.
      const cut = await sandbox.page.locator(".timeline").evaluate((timeline) => {
        const room = timeline.getBoundingClientRect();
        const dots = [...timeline.querySelectorAll(".step")].map((dot) => dot.getBoundingClientRect());
        const seen = dots.filter(({ left, right }) => right > room.left + 0.5 && left < room.right - 0.5);
        return seen.filter(({ left, right }) => left < room.left - 0.5 || right > room.right + 0.5).length;
      });
      assert.equal(cut, 0, "dots that are cut off");
      if (size === "phone") {
        const { height } = await sandbox.page.locator(".toolbar").boundingBox();
        assert.ok(height <= 2 * 44 + 16, `the toolbar is ${height} high: more than two rows`);
      }
      const { scrollWidth, clientWidth } = await sandbox.widths();
      assert.ok(scrollWidth <= clientWidth, `${scrollWidth} of ${clientWidth}`);
      assert.deepEqual(await violations(sandbox.page), []);
    });
  }
});

describe("a tablet's width with a mouse", () => {
  it("has room for the steps that were made, the present one among them", async () => {
    const sandbox = await built.visit({ viewport: SIZES.tablet });
    for (let step = 0; step < 8; step += 1) await sandbox.run(`touch step${step}.txt`);
    const room = await sandbox.page.locator(".timeline").boundingBox();
    const present = await sandbox.page.locator(".step.is-present").boundingBox();
    assert.ok(room.width >= 8 * NARROWEST_TIMELINE, `the timeline is ${room.width} wide`);
    assert.ok(present.x >= room.x && present.x + present.width <= room.x + room.width + 1);
  });
});

describe("a system's own colours", () => {
  it("leave edges to what is pressed, a mark to every state, and the focus in sight", async () => {
    const sandbox = await built.visit({ forcedColors: "active", bypassCSP: true });
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    await sandbox.hook(MIGRATED).waitFor();
    const seen = await sandbox.page.evaluate(() => {
      const style = (selector, pseudo) => getComputedStyle(document.querySelector(selector), pseudo);
      document.querySelector('[data-testid="button-migrate"]').focus({ focusVisible: true });
      return {
        edge: style('[data-testid="button-migrate"]').borderTopStyle,
        focus: style('[data-testid="button-migrate"]').outlineStyle,
        present: style(".step.is-present", "::after").backgroundColor,
        past: style(".step.is-past", "::after").backgroundColor,
        applied: document.querySelector('[data-testid="migration:books.0001_initial"]').textContent.includes("applied"),
      };
    });
    assert.equal(seen.edge, "solid");
    assert.equal(seen.focus, "solid");
    assert.notEqual(seen.present, seen.past);
    assert.ok(seen.applied);
    assert.deepEqual(await violations(sandbox.page), []);
  });
});

describe("who wants no motion", () => {
  it("sees what changed without anything that moves", async () => {
    const sandbox = await built.visit({ reducedMotion: "reduce" });
    await sandbox.run("python manage.py makemigrations");
    await sandbox.run("python manage.py migrate");
    await sandbox.hook(MIGRATED).waitFor();
    const moving = await sandbox.page.evaluate(() => document.getAnimations().flatMap((animation) =>
      animation.effect.getKeyframes().filter(({ transform }) => transform && transform !== "none").map(() => animation.animationName ?? animation.transitionProperty)));
    assert.deepEqual(moving, []);
    await sandbox.page.locator("tr.is-added").first().waitFor();
  });
});
