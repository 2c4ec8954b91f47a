// The first script of the page: starts the engine, the page's wasm and the editor side by side, and shows
// the page once it has its words.
//
// The build puts the hashed addresses into the page.

import startPage, { showPage } from "page";
import { EngineLink } from "./engine-link.js";
import { PageRest } from "./page-rest.js";

const names = document.getElementById("boot").dataset;
const absolute = (name) => new URL(name, document.baseURI).href;

// What index.html shows is on screen before the page takes its place, and before the megabytes that it
// takes compete with it; where nothing is painted, as in the background, nobody waits for it.
const painted = new Promise((resolve) => {
  new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
  setTimeout(resolve, 3000);
});
await Promise.race([painted, new Promise((resolve) => setTimeout(resolve, 200))]);

const engine = new EngineLink(absolute(names.engine), absolute(names.rest), absolute(names.worker));
const restOfPage = new PageRest(absolute(names.pageRest));
globalThis.migrationSandboxEngine = engine;
globalThis.fetchRestOfModule = () => restOfPage.fetch();
// All languages but English are in the page's second part. A later visit has it at hand and waits for it:
// without a network, what is wanted in the middle of something could not be fetched any more.
const isLater = self.origin !== "null" && navigator.serviceWorker?.controller;
const hasWords = (document.documentElement.lang === "en" && !isLater) || restOfPage.prepare("high");
// The editor is most of the page's JavaScript: nothing that starts here waits for it to be read.
const hasEditor = import(absolute(names.editor))
  .then(({ editor }) => editor)
  .then((editor) => (globalThis.migrationSandboxEditor = editor));
Promise.all([startPage({ module_or_path: absolute(names.page) }), hasWords, hasEditor, painted])
  .then(async ([page]) => {
    restOfPage.belongTo(page);
    // Not in the task of what came last.
    await new Promise((resolve) => setTimeout(resolve));
    showPage();
  })
  .catch((error) => reportStart(error.message));
engine.answered.then(() => restOfPage.prepare());

// A later visit works without a network. What the first one waits for comes before that, and a frame
// of opaque origin may not even ask.
if (self.origin !== "null") {
  setTimeout(() => navigator.serviceWorker?.register("service-worker.js").catch(() => {}), 3000);
}
