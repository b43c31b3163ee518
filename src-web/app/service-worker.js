// Keeps the app's own files, so that it opens without a network. It keeps no answer of the server: what is said about a
// customer is asked anew each time.
const FILES = __FILES__;
const CACHE = `tresen-app-${__VERSION__}`;

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => skipWaiting()),
  );
});

addEventListener('activate', (event) => {
  const isOld = (name) => name.startsWith('tresen-app-') && name !== CACHE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(registration.scope)) return;
  // The page is the same under every address of the app, and the newest one where there is a network.
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match(registration.scope)));
    return;
  }
  event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
