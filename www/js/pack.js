// Text to and from the form that fits into an address: deflated, in base64url.

/** The packed text. */
export async function pack(text) {
  const deflated = await through(new Blob([text]).stream(), new CompressionStream("deflate-raw"), Infinity);
  const characters = Array.from(deflated, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The text that was packed. Fails on what is not packed text and on more than `limit` bytes of it. */
export async function unpack(packed, limit) {
  const characters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  const inflated = await through(new Blob([bytes]).stream(), new DecompressionStream("deflate-raw"), limit);
  return new TextDecoder("utf-8", { fatal: true }).decode(inflated);
}

// A few bytes can inflate to more than there is memory: count while they come.
async function through(stream, transform, limit) {
  const chunks = [];
  let length = 0;
  const reader = stream.pipeThrough(transform).getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    length += step.value.length;
    if (length > limit) {
      await reader.cancel();
      throw new RangeError(`more than ${limit} bytes`);
    }
    chunks.push(step.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
