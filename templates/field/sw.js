/* The service worker: keeps the shell and its files of one build, whole or not at all, and touches nothing else. */
{% autoescape off %}const BUILD = "{{ build }}";
const SHELL = "{{ shell }}";
const KEPT = {{ kept }};
{% endautoescape %}const NAME = `field-${BUILD}`;
const ASKED = { cache: "reload", credentials: "omit", redirect: "error" };

async function install() {
  const cache = await caches.open(NAME);
  try {
    await Promise.all(KEPT.map(async (url) => {
      const answer = await fetch(url, ASKED);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      // While a new release is rolled out, one server may still answer with the old shell.
      if (url === SHELL && !(await answer.clone().text()).includes(`data-build="${BUILD}"`)) throw new Error("two builds");
      await cache.put(url, answer);
    }));
  } catch (error) {
    // A build that is not whole never becomes the one in use: the old one stays.
    await caches.delete(NAME);
    throw error;
  }
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith("field-") && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}

async function answer(request, url) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(request.mode === "navigate" ? SHELL : url.pathname);
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "activate-now") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // What is written goes to the house by itself: a worker that repeats a request can send it empty.
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" ? url.pathname === SHELL : KEPT.includes(url.pathname)) {
    event.respondWith(answer(request, url));
  }
});
