// Measures the built page in headless Chromium: frames while one scrubs through a long history, script
// per key in a long models.py, how soon commands show, and what memory a day of use leaves behind.
//
// usage: node responsiveness.mjs     (`cargo xtask bench browser` does all of this)

import { launch, leave, serve, visit } from "../../tests/browser/support.js";

const STEPS = 500;
const MODELS = 100;
const ROWS = 10_000;
const LINES = 2000;
const KEYS = 60;
const RESETS = 20;
// Until then the browser compiles what is run often and fills its caches, which it does once.
const WARM_ROUNDS = 5;
const COMMANDS = [
  "python manage.py makemigrations", "python manage.py migrate", "python manage.py showmigrations",
  "python manage.py sqlmigrate books 0001", "python manage.py migrate books zero", "python manage.py migrate",
  "python manage.py check", "sqlite3 db.sqlite3 'SELECT * FROM django_migrations'",
];

const server = await serve();
const browser = await launch();
try {
  console.log("| what | least | median | most |\n|---|---:|---:|---:|");
  await commands();
  await typing();
  await scrubbing();
  await memory();
} finally {
  await browser.close();
  server.close();
}

/** From the key press to the next paint, which shows that the command runs or what came of it, and to
 * the frame that shows what came of it. */
async function commands() {
  const sandbox = await visit(browser, server.address);
  const [paints, ends] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    for (const line of COMMANDS) {
      const { paint, end } = await untilShown(sandbox, line);
      paints.push(paint);
      ends.push(end);
    }
  }
  row("a command of the first walk, ms from the key to the next paint", paints);
  row("a command of the first walk, ms until it shows", ends);
  await leave();
}

async function untilShown(sandbox, line) {
  await sandbox.hook("console-input").fill(line);
  const shown = sandbox.page.evaluate(() => new Promise((resolve) => {
    const input = document.querySelector('[data-testid="console-input"]');
    const entries = document.querySelectorAll(".command").length;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    // What a frame has drawn is painted when the next task after it runs.
    const painted = async () => {
      await frame();
      await new Promise((done) => setTimeout(done));
      return performance.now();
    };
    input.addEventListener("keydown", async ({ timeStamp }) => {
      let paint = await painted();
      while (document.querySelectorAll(".command").length === entries) paint = await painted();
      while (input.getAttribute("aria-disabled") === "true") await frame();
      resolve({ paint: paint - timeStamp, end: performance.now() - timeStamp });
    }, { once: true, capture: true });
    input.dataset.ready = "";
  }));
  await sandbox.page.locator('[data-testid="console-input"][data-ready]').press("Enter");
  return shown;
}

/** The script that a key costs, by the browser's own count of task time. */
async function typing() {
  const sandbox = await visit(browser, server.address);
  const fields = Array.from({ length: 18 }, (_, field) => `    field_${field} = models.CharField(max_length=${field + 10})`);
  const model = (number) => `\n\nclass Model${number}(models.Model):\n${fields.join("\n")}\n`;
  const count = Math.ceil(LINES / 21);
  const text = `from django.db import models\n${Array.from({ length: count }, (_, number) => model(number)).join("")}`;
  await sandbox.write("books/models.py", text);
  await sandbox.page.waitForTimeout(2000);
  const session = await sandbox.page.context().newCDPSession(sandbox.page);
  await session.send("Performance.enable");
  const script = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ScriptDuration").value * 1000;
  };
  const times = [];
  await sandbox.page.keyboard.press("ControlOrMeta+End");
  // The editor's parser reads all that was jumped over, in pieces of 20 ms.
  await sandbox.page.waitForTimeout(2000);
  for (let key = 0; key < KEYS; key += 1) {
    const before = await script();
    await sandbox.page.keyboard.press("x");
    times.push((await script()) - before);
    // A pause now and then sends the edit to the engine, and its view comes back.
    if (key % 10 === 9) await sandbox.page.waitForTimeout(600);
  }
  row(`script per key in ${LINES} lines, ms`, times);
  await leave();
}

/** The time between frames while one goes through a history and back. */
async function scrubbing() {
  const sandbox = await visit(browser, server.address, { viewport: { width: 1440, height: 900 } });
  sandbox.page.setDefaultTimeout(600_000);
  await longHistory(sandbox);
  await browser.startTracing(sandbox.page, { categories: ["toplevel", "__metadata"] });
  const frames = await sandbox.page.evaluate(async (steps) => {
    const slider = document.querySelector(".timeline");
    slider.focus();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const times = [];
    let last = await frame();
    for (const [key, count] of [["ArrowLeft", steps], ["ArrowRight", steps]]) {
      for (let step = 0; step < count; step += 1) {
        const before = slider.getAttribute("aria-valuenow");
        slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        do {
          const now = await frame();
          times.push(now - last);
          last = now;
        } while (slider.getAttribute("aria-valuenow") === before && slider.getAttribute("aria-disabled") === "true");
      }
    }
    return times;
  }, 200);
  const tasks = ownTime(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
  row(`between frames while scrubbing ${STEPS} steps, ms`, frames);
  console.log(`| of these over 50 ms | | | ${frames.filter((time) => time > 50).length} of ${frames.length} |`);
  // On a machine that does other things too, time passes in which the page does nothing.
  row("processor time of what the page does at one go meanwhile, ms", tasks);
  console.log(`| of these over 50 ms | | | ${tasks.filter((time) => time > 50).length} of ${tasks.length} |`);
  await leave();
}

/** The processor time of the main thread's tasks, those of a millisecond and more. */
function ownTime(events) {
  const place = ({ pid, tid }) => `${pid} ${tid}`;
  const mains = new Set(events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(place));
  const tasks = events.filter((event) => mains.has(place(event)) && /RunTask$/.test(event.name) && event.tdur >= 1000);
  return tasks.map(({ tdur }) => tdur / 1000);
}

async function longHistory(sandbox) {
  const models = Array.from({ length: MODELS }, (_, number) =>
    `\n\nclass Model${number}(models.Model):\n    name = models.CharField(max_length=50)\n    parent = models.ForeignKey("Model${Math.max(0, number - 1)}", models.CASCADE, null=True)\n`);
  await sandbox.write("books/models.py", `from django.db import models\n${models.join("")}`);
  await sandbox.run("python manage.py makemigrations");
  await sandbox.run("python manage.py migrate");
  await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_model0 (name) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS}) SELECT 'row ' || i FROM n"`);
  for (let step = 0; step < STEPS; step += 1) {
    // Each changes another table: what changes nothing is no step.
    await sandbox.run(`sqlite3 db.sqlite3 "INSERT INTO books_model${step % MODELS} (name) VALUES ('step ${step}')"`);
  }
}

/** The page's heap before and after; the browser collects before it is asked. */
async function memory() {
  const sandbox = await visit(browser, server.address);
  const session = await sandbox.page.context().newCDPSession(sandbox.page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize / 1e6;
  };
  const round = async () => {
    for (const line of ["python manage.py makemigrations", "python manage.py migrate"]) await sandbox.run(line);
    for (let step = 0; step < STEPS / RESETS; step += 1) await sandbox.run("ls");
    await sandbox.hook("button-reset").click();
    await sandbox.hook("confirm-reset").click();
    await sandbox.idle();
  };
  for (let warm = 0; warm < WARM_ROUNDS; warm += 1) await round();
  const before = await heap();
  for (let reset = 0; reset < RESETS; reset += 1) await round();
  const after = await heap();
  console.log(`| JavaScript heap before and after ${STEPS} steps and ${RESETS} resets, MB | ${before.toFixed(2)} | | ${after.toFixed(2)} |`);
  await leave();
}

function row(name, numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const shown = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((number) => number.toFixed(1));
  console.log(`| ${name} | ${shown.join(" | ")} |`);
}
