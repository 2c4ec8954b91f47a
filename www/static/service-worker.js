// Lets the page open without a network after the first visit.
//
// The page and the few files of fixed names are asked from the network first, so a new build is seen
// at once; files that carry their hash in their names never change, so the cache is asked first.

const CACHE = "migration-sandbox";
const HASHED = /-[0-9a-f]{10}\.\w+$/;
const NAMED = /(?:src|href|data-editor|data-engine|data-page|data-worker|data-rest|data-page-rest)="([\w.-]+)"/g;

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
  if (request.mode === "navigate") event.respondWith(page(request, event));
  else if (HASHED.test(new URL(request.url).pathname)) event.respondWith(cacheFirst(request));
  else event.respondWith(networkFirst(request));
});

async function page(request, event) {
  try {
    const response = await fetch(request);
    if (response.ok) event.waitUntil(keepPage());
    return response;
  } catch (error) {
    return kept(self.registration.scope, error);
  }
}

async function cacheFirst(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

async function networkFirst(request) {
  try {
    return await fetch(request);
  } catch (error) {
    return kept(request.url, error);
  }
}

async function kept(url, error) {
  const response = await caches.match(url);
  if (!response) throw error;
  return response;
}

// Keeps the page with the files that it names, and lets go of those that it does not name any more.
async function keepPage() {
  const cache = await caches.open(CACHE);
  const scope = self.registration.scope;
  const response = await fetch(scope, { cache: "no-cache" });
  if (!response.ok) return;
  const text = await response.clone().text();
  const named = [...text.matchAll(NAMED)].map(([, name]) => new URL(name, scope).href);
  const wanted = new Set([scope, ...named]);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  for (const url of named) if (!(HASHED.test(url) && (await cache.match(url)))) await cache.add(url);
  await cache.put(scope, response);
}
