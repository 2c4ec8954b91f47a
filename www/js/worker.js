// The engine's worker. The first message is `{ module, rest }`, the compiled engine and the address of
// what it fetches when it is needed; every later one is a request, answered by its response or by
// `{ id, failure }` when the engine broke.
//
// It imports nothing at run time, so it also starts from a `blob:` address.

import { Engine, initSync, lastPanic } from "engine";

let engine, exports, rest;

self.onmessage = ({ data }) => {
  try {
    if (data.module) {
      exports = initSync({ module: data.module });
      rest = data.rest;
      engine = new Engine();
    } else {
      const answer = engine.handle(data, true);
      self.postMessage(answer, answer.snapshot ? [answer.snapshot.buffer] : []);
    }
  } catch (error) {
    self.postMessage({ id: data.id, failure: (engine && lastPanic()) ?? String(error?.message ?? error) });
  }
};

// The engine calls this in the middle of a command, so it waits.
self.fetchRestOfModule = () => {
  const request = new XMLHttpRequest();
  try {
    request.open("GET", rest, false);
    request.responseType = "arraybuffer";
    request.send();
    if (!request.response) throw new Error(`status ${request.status}`);
    new WebAssembly.Instance(new WebAssembly.Module(request.response), { first: exports });
  } catch (error) {
    throw new Error(`This command needs a part of the engine that could not be fetched: ${error.message}`);
  }
};
