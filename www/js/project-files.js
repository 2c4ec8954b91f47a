// A project's files from the visitor's disk and back to it. What is not text of a project (version
// control, environments, pictures) stays where it is.

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const FOLDERS = /(^|\/)(\.[^/]+|__pycache__|node_modules|site-packages|venv|env|__MACOSX)\//;
const TEXTS = /\.(py|sql|json|csv|txt|toml|cfg|ini|ya?ml|md)$/;
const MAX_FILE = 1_000_000;
const MAX_TOTAL = 10_000_000;

/**
 * Lets the visitor choose a folder, or a zip archive, and reads it.
 *
 * Answers `{ files: [{ path, text }], skipped }`, with the number of files that were left out, or
 * `null` when nothing was chosen. When it cannot be read, the error's `why` says what kind of thing is
 * wrong, and its message what with.
 */
export async function choose(kind) {
  const chosen = await pick(kind);
  if (chosen.length === 0) return null;
  return kind === "zip" ? fromArchive(chosen[0]) : fromFolder(chosen);
}

/** Saves `files`, `[{ path, text }]`, as a zip archive on the visitor's disk. */
export function download(name, files) {
  const entries = Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)]));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([zipSync(entries)], { type: "application/zip" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function pick(kind) {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    if (kind === "zip") input.accept = ".zip,application/zip";
    else input.webkitdirectory = true;
    input.onchange = () => resolve([...input.files]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

async function fromFolder(chosen) {
  const collection = new Collection();
  for (const file of chosen) {
    const path = file.webkitRelativePath || file.name;
    if (collection.wants(path, file.size)) collection.add(path, new Uint8Array(await file.arrayBuffer()));
  }
  return collection.result();
}

async function fromArchive(archive) {
  const collection = new Collection();
  const filter = ({ name, originalSize }) => !name.endsWith("/") && collection.wants(name, originalSize);
  let entries;
  try {
    entries = unzipSync(new Uint8Array(await archive.arrayBuffer()), { filter });
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    throw Object.assign(new Error(archive.name), { why: "no-archive" });
  }
  for (const [path, bytes] of Object.entries(entries)) collection.add(path, bytes);
  return collection.result();
}

class TooLarge extends Error {
  why = "too-large";
}

class Collection {
  files = [];
  skipped = 0;
  #total = 0;

  /** Whether a file belongs to the project; counts those that do not. */
  wants(path, size) {
    if (FOLDERS.test(path)) return false;
    const wanted = TEXTS.test(path) && size <= MAX_FILE;
    if (!wanted) this.skipped += 1;
    else this.#total += size;
    if (this.#total > MAX_TOTAL) {
      throw new TooLarge(MAX_TOTAL / 1e6);
    }
    return wanted;
  }

  add(path, bytes) {
    // The text of a file may end its lines as Windows does.
    this.files.push({ path, text: strFromU8(bytes).replaceAll("\r\n", "\n") });
  }

  result() {
    return { files: this.files, skipped: this.skipped };
  }
}
