// What use leaves behind: after many commands and many times starting over, the page holds what it held.

import assert from "node:assert/strict";
import { it } from "node:test";
import { site } from "./support.js";

const STEPS = 500;
const RESETS = 20;
// Until then the browser compiles what is run often and fills its caches, which it does once.
const WARM_RESETS = 6;
const MOST_MORE = 0.1;

const built = site({ staying: true });

/** Runs lines in the console and starts over, from within the page: the test's own calls cost time. */
function round(lines) {
  const hook = (name) => document.querySelector(`[data-testid="${name}"]`);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = async (holds) => {
    while (!holds()) await frame();
  };
  const idle = () => hook("console-input")?.getAttribute("aria-disabled") !== "true";
  return (async () => {
    for (const line of lines) {
      const input = hook("console-input");
      const entries = document.querySelectorAll(".command").length;
      input.value = line;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      await until(() => document.querySelectorAll(".command").length > entries && idle());
    }
    hook("button-reset").click();
    await until(() => hook("confirm-reset"));
    hook("confirm-reset").click();
    await until(() => !hook("confirm-reset") && document.querySelectorAll(".command").length === 0 && idle());
  })();
}

it(`${STEPS} commands and ${RESETS} new starts leave less than a tenth more in memory`, async () => {
  const sandbox = await built.visit();
  sandbox.page.setDefaultTimeout(600_000);
  const session = await sandbox.page.context().newCDPSession(sandbox.page);
  const commands = ["python manage.py makemigrations", "python manage.py migrate"];
  const lines = [...commands, ...Array(STEPS / RESETS - commands.length).fill("ls")];
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const elements = await sandbox.page.evaluate(() => document.querySelectorAll("*").length);
    return { size: usedSize, elements };
  };
  for (let reset = 0; reset < WARM_RESETS; reset += 1) await sandbox.page.evaluate(round, lines);
  const first = await heap();
  for (let reset = 0; reset < RESETS; reset += 1) await sandbox.page.evaluate(round, lines);
  const last = await heap();
  const more = (last.size - first.size) / first.size;
  console.log(`heap ${(first.size / 1e6).toFixed(2)} MB, then ${(last.size / 1e6).toFixed(2)} MB: ${(more * 100).toFixed(1)} %`);
  assert.ok(more < MOST_MORE, `${first.size} became ${last.size}`);
  assert.equal(last.elements, first.elements);
});
