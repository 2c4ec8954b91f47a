// The page's second part: what opens over the page, what a start does not show, and languages.

import { compile } from "./compile.js";

/** Has the second part ready before it is needed, or waits for it when it is. */
export class PageRest {
  #url;
  #first;
  #module;
  #preparing;

  constructor(url) {
    this.#url = url;
  }

  /** Takes the exports of the first part. */
  belongTo(first) {
    this.#first = first;
  }

  /** Fetches it once; without haste, unless somebody waits. Where that fails, it is fetched when it is needed. */
  prepare(priority = "low") {
    this.#preparing ??= compile(this.#url, { priority }).then(
      (module) => void (this.#module = module),
      () => {},
    );
    return this.#preparing;
  }

  /** Puts it beside the first part. The page calls this in the middle of what it does, so it waits. */
  fetch() {
    try {
      const module = this.#module ?? new WebAssembly.Module(bytes(this.#url));
      new WebAssembly.Instance(module, { first: this.#first });
    } catch (error) {
      reportStart(error.message);
      throw error;
    }
  }
}

// A window waits for text alone.
function bytes(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (!request.responseText) throw new Error(`status ${request.status}`);
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 0xff);
}
