// The engine's worker. The first message is `{ module }`, the compiled engine; every later one is a
// request, answered by its response or by `{ id, failure }` when the engine broke.
//
// It imports nothing at run time, so it also starts from a `blob:` address.

import { Engine, initSync, lastPanic } from "engine";

let engine;

self.onmessage = ({ data }) => {
  try {
    if (data.module) {
      initSync({ module: data.module });
      engine = new Engine();
    } else {
      self.postMessage(engine.handle(data));
    }
  } catch (error) {
    self.postMessage({ id: data.id, failure: (engine && lastPanic()) ?? String(error?.message ?? error) });
  }
};
