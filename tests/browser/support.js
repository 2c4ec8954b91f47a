// What every browser test needs: the built page on a local server, Chromium, and words for what a
// visitor does.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { after, afterEach, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

// What has not happened by then will not happen, on the slowest machine.
const TIMEOUT = 30_000;

const visits = [];

export const LAPTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Serves dist/ as a plain file server does, to pages of other origins too unless `shared` is false;
 * `compressed` as a host does that takes care, with what has a hash in its name kept for good. */
export function serve({ shared = true, compressed = false } = {}) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const name = path.endsWith("/") ? `${path}index.html` : path;
    try {
      const packed = compressed && (await readFile(join(DIST, `${name}.br`)).catch(() => null));
      const content = packed || (await readFile(join(DIST, name)));
      response.writeHead(200, {
        "content-type": TYPES[extname(name)] ?? "application/octet-stream",
        ...(shared && { "access-control-allow-origin": "*" }),
        ...(packed && { "content-encoding": "br", vary: "accept-encoding" }),
        ...(compressed && { "cache-control": /-[0-9a-f]{10}\./.test(name) ? "public, max-age=31536000, immutable" : "no-cache" }),
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  return listening(server);
}

/** Serves one page at another address than dist/: a site of its own. */
export async function servePage(html) {
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  return listening(server);
}

async function listening(server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://localhost:${server.address().port}/`, close: () => server.close() };
}

/** Starts Chromium: the one that `cargo xtask test` found, or the system's. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** The page and a browser for the tests of a file, from before the first to after the last. Every visit
 * ends with its test, unless visits are `staying`. */
export function site({ staying = false } = {}) {
  let server;
  const site = { visit: (options) => visit(site.browser, site.address, options) };
  before(async () => {
    server = await serve();
    site.address = server.address;
    site.browser = await launch();
  });
  if (!staying) afterEach(leave);
  after(async () => {
    await site.browser?.close();
    server?.close();
  });
  return site;
}

/** Opens the page in a context of its own: a first visit. */
export async function visit(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: LAPTOP, ...options });
  visits.push(context);
  context.setDefaultTimeout(TIMEOUT);
  const page = await context.newPage();
  const sandbox = new Sandbox(page);
  page.on("console", (message) => message.type() === "error" && sandbox.complaints.push(message.text()));
  page.on("pageerror", (error) => sandbox.complaints.push(String(error)));
  await page.goto(address);
  await sandbox.ready();
  return sandbox;
}

/** Ends all visits: what a page goes on doing would slow down the next one. */
export async function leave() {
  for (const context of visits.splice(0)) await context.close();
}

/** What axe finds wrong. Its script is put into the page, which the page's own policy rightly refuses:
 * the visit needs `bypassCSP`. */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) {
    const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
    await page.addScriptTag({ content: await readFile(axe, "utf8") });
  }
  await settled(page);
  const { violations } = await page.evaluate(() => window.axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** Waits until what moves or fades in has arrived: half-way, its contrast is not the page's. */
function settled(page) {
  return page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) =>
      playState !== "running" || effect.getComputedTiming().endTime === Infinity));
}

/** The page through the hooks of HOOKS.md. */
export class Sandbox {
  /** What the browser's console reported as errors: refused by the policy, not found, thrown. */
  complaints = [];

  constructor(page) {
    this.page = page;
  }

  hook(name) {
    return this.page.locator(`[data-testid="${name}"]`);
  }

  async ready() {
    await this.page.locator('[data-testid="app"][data-ready]').waitFor();
  }

  /** Types a line into the console and waits until the command ended or asks. */
  async run(line) {
    const input = this.hook("console-input");
    await input.fill(line);
    await input.press("Enter");
    await this.idle();
  }

  /** Waits until no command runs. */
  async idle() {
    await this.page.waitForFunction(() => {
      if (document.querySelector('[data-testid="prompt-input"]')) return true;
      const input = document.querySelector('[data-testid="console-input"]');
      return input && !input.disabled && input.getAttribute("aria-disabled") !== "true";
    });
  }

  /** How wide what there is to see is, and how wide the window. */
  async widths() {
    return this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
  }

  async log() {
    return this.hook("console-log").innerText();
  }

  /** Replaces the text of a file by typing it in the editor. */
  async write(path, text) {
    await this.hook(`file:${path}`).click();
    await this.rewrite(path, text);
  }

  /** Replaces the text of the file that the editor shows, or is about to show. */
  async rewrite(path, text) {
    await this.page.locator(`[data-testid="editor"][data-path="${path}"]`).waitFor();
    const content = this.hook("editor").locator(".cm-content");
    await content.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.press("Delete");
    // As one insertion, as a paste is: the editor's own indentation would add to ours.
    await this.page.keyboard.insertText(text);
  }
}
