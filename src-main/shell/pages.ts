// Serves the pages from the program's own folder under app://tresen, with a strict CSP, and refuses everything else.
import { join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, net, protocol, session } from 'electron';
import { contentSecurityPolicy } from '../content-security-policy.ts';

export const ORIGIN = 'app://tresen';

/** Before 'ready'. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** After 'ready'. @param root folder with index.html */
export function servePages(root: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const file = normalize(join(root, url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname)));
    if (url.host !== 'tresen' || !file.startsWith(root)) return new Response(null, { status: 404 });
    const found = await net.fetch(pathToFileURL(file).href).catch(() => null);
    if (!found?.ok) return new Response(null, { status: 404 });
    const headers = new Headers(found.headers);
    headers.set('content-security-policy', contentSecurityPolicy());
    headers.set('x-content-type-options', 'nosniff');
    return new Response(found.body, { status: 200, headers });
  });
}

/** No permission, no navigation away, no second window, no web view: for every page there ever is. */
export function refuseTheRest(): void {
  session.defaultSession.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, page) => {
    page.setWindowOpenHandler(() => ({ action: 'deny' }));
    page.on('will-navigate', (event) => event.preventDefault());
    page.on('will-redirect', (event) => event.preventDefault());
    page.on('will-frame-navigate', (event) => event.preventDefault());
    page.on('will-attach-webview', (event) => event.preventDefault());
  });
}
