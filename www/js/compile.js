// Wasm from an address.

// A file server that does not know `application/wasm` is common enough to be worth the second way.
/** Fetches and compiles the module at `url`; `options` are those of `fetch`. */
export async function compile(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const retry = response.clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return WebAssembly.compile(await retry.arrayBuffer());
  }
}
