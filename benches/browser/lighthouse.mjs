// Lighthouse on the built page, by its mobile preset: served as a static host serves it, compressed and
// with headers that let what never changes be kept. npm fetches Lighthouse when this runs; it is far
// larger than all that the project depends on.
//
// usage: node lighthouse.mjs     (`cargo xtask bench browser` does this, too)

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { serve } from "../../tests/browser/support.js";

const LIGHTHOUSE = "lighthouse@13.5.0";
const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const MEASURES = [
  ["first-contentful-paint", "first contentful paint, ms"], ["largest-contentful-paint", "largest contentful paint, ms"],
  ["total-blocking-time", "total blocking time, ms"], ["cumulative-layout-shift", "cumulative layout shift"],
  ["speed-index", "speed index, ms"],
];

const server = await serve({ compressed: true });
try {
  const reports = [];
  for (let run = 0; run < RUNS; run += 1) reports.push(await report(server.address));
  print(reports);
} finally {
  server.close();
}

async function report(address) {
  const { stdout } = await promisify(execFile)("npx", [
    "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", `--only-categories=${CATEGORIES.join(",")}`,
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
  ], { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? "/usr/bin/chromium" }, maxBuffer: 1 << 28 });
  return JSON.parse(stdout);
}

function print(reports) {
  console.log("| Lighthouse, mobile | least | median | most |\n|---|---:|---:|---:|");
  for (const category of CATEGORIES) row(category, reports.map(({ categories }) => Math.round(categories[category].score * 100)));
  for (const [id, name] of MEASURES) row(name, reports.map(({ audits }) => audits[id].numericValue));
  for (const [id, audit] of Object.entries(reports[0].audits)) {
    const counts = reports[0].categories && CATEGORIES.some((category) =>
      reports[0].categories[category].auditRefs.some((reference) => reference.id === id && reference.weight > 0));
    if (counts && audit.score !== null && audit.score < 0.9) console.log(`below 90: ${id}: ${audit.title} ${audit.displayValue ?? ""}`);
  }
}

function row(name, numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const shown = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((number) => (number < 1 && number > 0 ? number.toFixed(3) : Math.round(number)));
  console.log(`| ${name} | ${shown.join(" | ")} |`);
}
