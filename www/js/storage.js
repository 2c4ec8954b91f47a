// Keeps one value per key in IndexedDB; in memory where the browser denies storage, as in an iframe
// of opaque origin or with cookies blocked.

const DATABASE = "migration-sandbox";
const STORE = "projects";
const DELAY = 400;

const memory = new Map();
const waiting = new Map();
let opened;

/** The bytes kept under `key`, or undefined. */
export async function load(key) {
  if (waiting.has(key)) return waiting.get(key).bytes;
  const database = await open();
  return database ? request(database, "readonly", (store) => store.get(key)) : memory.get(key);
}

/** Keeps `bytes` under `key`, soon: a run of saves writes the last. */
export function save(key, bytes) {
  clearTimeout(waiting.get(key)?.timer);
  waiting.set(key, { bytes, timer: setTimeout(() => flush(key), DELAY) });
}

/** Forgets `key`. */
export async function remove(key) {
  clearTimeout(waiting.get(key)?.timer);
  waiting.delete(key);
  memory.delete(key);
  const database = await open();
  if (database) await request(database, "readwrite", (store) => store.delete(key));
}

/** Whether what is saved outlives the page. */
export async function persistent() {
  return (await open()) !== null;
}

// A page that is put away may never get another turn.
globalThis.document?.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const key of waiting.keys()) flush(key);
});

async function flush(key) {
  const entry = waiting.get(key);
  if (!entry) return;
  clearTimeout(entry.timer);
  try {
    const database = await open();
    if (database) await request(database, "readwrite", (store) => store.put(entry.bytes, key));
    else memory.set(key, entry.bytes);
  } catch {
    // A full disk: what is shown stays right, and the next save tries again.
    memory.set(key, entry.bytes);
  }
  if (waiting.get(key) === entry) waiting.delete(key);
}

function open() {
  opened ??= new Promise((resolve) => {
    try {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => resolve(null);
      opening.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
}

function request(database, mode, action) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const asked = action(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
