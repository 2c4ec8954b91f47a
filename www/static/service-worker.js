// Lets the page open without a network after the first visit.
//
// index.html is asked from the network first, so a new build is seen at once; the files that it
// names carry their hash in their names and never change, so the cache is asked first.

const CACHE = "migration-sandbox";
const HASHED = /-[0-9a-f]{10}\.\w+$/;

self.addEventListener("install", (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const ours = request.method === "GET" && request.url.startsWith(self.registration.scope);
  if (!ours) return;
  if (HASHED.test(new URL(request.url).pathname)) event.respondWith(fromCache(request));
  else if (request.mode === "navigate") event.respondWith(fromNetwork(request, event));
});

async function fromCache(request) {
  const kept = await caches.match(request.url);
  return kept ?? fetch(request);
}

async function fromNetwork(request, event) {
  try {
    const response = await fetch(request);
    if (response.ok) event.waitUntil(keepPage());
    return response;
  } catch (error) {
    const kept = await caches.match(self.registration.scope);
    if (kept) return kept;
    throw error;
  }
}

// Keeps the page with the files that it names, and lets go of those that it does not name any more.
async function keepPage() {
  const cache = await caches.open(CACHE);
  const scope = self.registration.scope;
  const response = await fetch(scope, { cache: "no-cache" });
  if (!response.ok) return;
  const page = await response.clone().text();
  const named = [...page.matchAll(/"([\w.-]+-[0-9a-f]{10}\.\w+)"/g)].map(([, name]) => new URL(name, scope).href);
  const wanted = new Set([scope, ...named]);
  for (const kept of await cache.keys()) if (!wanted.has(kept.url)) await cache.delete(kept);
  for (const url of named) if (!(await cache.match(url))) await cache.add(url);
  await cache.put(scope, response);
}
