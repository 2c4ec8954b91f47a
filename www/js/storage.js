// Keeps one value per key in IndexedDB; in memory where the browser denies storage, as in an iframe
// of opaque origin or with cookies blocked.

const DATABASE = "migration-sandbox";
const STORE = "projects";
const DELAY = 400;

const memory = new Map();
const waiting = new Map();
let opened, found, timer;

/** The bytes kept under `key`, or undefined. */
export async function load(key) {
  if (waiting.has(key)) return waiting.get(key);
  const database = await open();
  return database ? request(database, "readonly", (store) => store.get(key)) : memory.get(key);
}

/** Keeps `bytes` under `key`, soon: a run of saves writes the last. */
export function save(key, bytes) {
  waiting.set(key, bytes);
  clearTimeout(timer);
  timer = setTimeout(flush, DELAY);
}

/** Forgets `key`. */
export async function remove(key) {
  waiting.delete(key);
  memory.delete(key);
  const database = await open();
  if (database) await request(database, "readwrite", (store) => store.delete(key));
}

/** Whether what is saved outlives the page. */
export async function persistent() {
  return (await open()) !== null;
}

// A page that is put away may never get another turn; one that is loaded anew may be read again before it
// has heard that it is hidden.
globalThis.document?.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush();
});
for (const event of ["beforeunload", "pagehide"]) globalThis.addEventListener?.(event, flush);

// All of it or nothing: a project and what led to it belong together.
async function flush() {
  clearTimeout(timer);
  const entries = [...waiting];
  if (entries.length === 0) return;
  const put = (store) => entries.forEach(([key, bytes]) => store.put(bytes, key));
  try {
    // Within this turn, once the database is open: it may be the page's last.
    const database = found ?? (await open());
    if (!database) throw new Error("storage is denied");
    await request(database, "readwrite", put);
  } catch {
    // Denied, or a full disk: what is shown stays right, and the next save tries again.
    for (const [key, bytes] of entries) memory.set(key, bytes);
  }
  for (const [key, bytes] of entries) if (waiting.get(key) === bytes) waiting.delete(key);
}

function open() {
  opened ??= new Promise((resolve) => {
    try {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      opening.onsuccess = () => resolve((found = opening.result));
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
    // What nobody has told to commit is undone when the page goes.
    transaction.commit?.();
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
