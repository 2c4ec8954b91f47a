// The page's end of the engine's worker: starts it, restarts it, carries messages.
//
// The module is compiled once, here, and sent to every worker: a restart costs milliseconds, and it
// works where a worker may not fetch (an iframe of opaque origin).

import { compile } from "./compile.js";

/** A worker with the engine in it. Starts at once. */
export class EngineLink {
  #module;
  #moduleUrl;
  #rest;
  #script;
  #worker;
  #listener;
  #early = [];
  #started;

  /** Resolves when the engine has answered for the first time. */
  answered = new Promise((resolve) => (this.#started = resolve));

  constructor(moduleUrl, restUrl, scriptUrl) {
    this.#moduleUrl = moduleUrl;
    this.#rest = restUrl;
    this.#script = scriptUrl;
    this.#start();
  }

  /** Calls `listener(message)` with every response, and with `{ failure }` when the engine broke. */
  listen(listener) {
    this.#listener = listener;
    for (const message of this.#early.splice(0)) listener(message);
  }

  /** Sends a request. Requests are answered in order. */
  send(request) {
    this.#worker.then(
      (running) => running.postMessage(request),
      (error) => this.#receive({ failure: String(error) }),
    );
  }

  /** Ends the worker, whatever it is doing, and starts another one. It has no state. */
  restart() {
    this.#worker.then((running) => running.terminate(), () => {});
    this.#start();
  }

  #start() {
    this.#module ??= compile(this.#moduleUrl);
    const started = Promise.all([this.#module, startWorker(this.#script)]).then(([module, worker]) => {
      const receive = (message) => this.#worker === started && this.#receive(message);
      worker.onmessage = ({ data }) => receive(data);
      worker.onerror = ({ message }) => receive({ failure: message ?? "the worker did not start" });
      worker.postMessage({ module, rest: this.#rest });
      return worker;
    });
    // Whoever sends the next request hears of it; the one after a restart fetches the module again.
    started.catch(() => (this.#module = undefined));
    this.#worker = started;
  }

  #receive(message) {
    this.#started();
    if (this.#listener) this.#listener(message);
    else this.#early.push(message);
  }
}

// A page of opaque origin may start a worker only from a `blob:` address, and only a classic one: a
// module's source would be fetched, and the blob is of another opaque origin.
async function startWorker(url) {
  if (self.origin !== "null") return new Worker(url);
  const source = await (await fetch(url)).blob();
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return new Worker(address);
  } finally {
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}
