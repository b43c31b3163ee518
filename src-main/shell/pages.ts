// Serves the pages from the program's own folder under app://, with a strict CSP, and refuses everything else. The screen
// and the hidden page that prints are two origins, so that neither shares process, storage or zoom with the other.
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, net, protocol, type Session, session, shell } from 'electron';
import { contentSecurityPolicy } from '../content-security-policy.ts';
import { isMailLink } from './mail-link.ts';

export const SCREEN = { origin: 'app://tresen', url: 'app://tresen/' } as const;
export const PRINT_PAGE = { origin: 'app://print', url: 'app://print/print-page/print.html' } as const;

const HOSTS = ['tresen', 'print'];
const ABROAD = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'];

/** Before 'ready'. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** After 'ready'. @param root folder with index.html */
export function servePages(root: string): void {
  protocol.handle('app', async (request) => {
    const file = fileFor(root, request.url);
    const found = file === null ? null : await net.fetch(pathToFileURL(file).href).catch(() => null);
    if (!found?.ok || request.method !== 'GET') return new Response(null, { status: 404 });
    const headers = new Headers(found.headers);
    headers.set('content-security-policy', contentSecurityPolicy());
    headers.set('x-content-type-options', 'nosniff');
    return new Response(found.body, { status: 200, headers });
  });
}

function fileFor(root: string, address: string): string | null {
  try {
    const url = new URL(address);
    const file = join(root, url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname));
    return HOSTS.includes(url.host) && file.startsWith(root + sep) ? file : null;
  } catch {
    return null; // no address at all
  }
}

/**
 * No permission, no device, no navigation but to itself, no second window, no web view, no request to the network: for every page
 * there ever is. What the counter has to say to a server, the main process says.
 */
export function refuseTheRest(): void {
  close(session.defaultSession);
  app.on('session-created', close);
  app.on('web-contents-created', (_event, page) => {
    page.setWindowOpenHandler(() => ({ action: 'deny' }));
    page.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    // Asked for every frame, and first: what is refused here no other event hears of.
    page.on('will-frame-navigate', (event) => {
      const { url, isMainFrame } = event;
      // A page may load itself anew ('Neu laden').
      if (isMainFrame && url === page.getURL() && url.startsWith(SCREEN.url)) return;
      event.preventDefault();
      // The one way out: the computer's own mail program, with an address and nothing else (E-70).
      if (isMainFrame && isMailLink(url)) void shell.openExternal(url);
    });
    page.on('will-redirect', (event) => event.preventDefault());
    page.on('will-attach-webview', (event) => event.preventDefault());
  });
}

function close(room: Session): void {
  room.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  room.setPermissionCheckHandler(() => false);
  room.setDevicePermissionHandler(() => false);
  room.webRequest.onBeforeRequest({ urls: ABROAD }, (_request, answer) => answer({ cancel: true }));
  // What staff want to keep goes through save-file.ts.
  room.on('will-download', (event) => event.preventDefault());
}
