// The first script of the page: starts the engine and the page's wasm side by side.
//
// The build puts the hashed addresses into the page, where the browser's preload
// finds them as well.

import startPage from "page";
import { EngineLink } from "./engine-link.js";

const address = (id) => document.getElementById(id).href;
const worker = new URL(document.getElementById("boot").dataset.worker, document.baseURI).href;

globalThis.migrationSandboxEngine = new EngineLink(address("engine-wasm"), worker);
startPage({ module_or_path: address("page-wasm") });

// A later visit works without a network. What the first one waits for comes before that, and a frame
// of opaque origin may not even ask.
if (self.origin !== "null") {
  setTimeout(() => navigator.serviceWorker?.register("service-worker.js").catch(() => {}), 3000);
}
