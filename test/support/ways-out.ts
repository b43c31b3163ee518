// Every way in which a page could send something out or run what it was not shipped with, tried in the page itself. It
// refuses to judge: it says which attempts the page was let do, as far as the page can tell.
import type { Page } from 'playwright-core';

/** Tries to reach `outside` in every way that leaves the page where it is; resolves when each has had its answer. */
export async function tryToReach(page: Page, outside: string): Promise<{ reached: string[]; refused: number }> {
  return page.evaluate(async (base) => {
    let refused = 0;
    document.addEventListener('securitypolicyviolation', () => {
      refused += 1;
    });
    const url = (name: string) => `${base}/${name}`;
    const loaded = (element: HTMLElement & { src?: string }, source?: string) =>
      new Promise<void>((resolve, reject) => {
        element.onload = () => resolve();
        element.onerror = () => reject(new Error('refused'));
        if (source !== undefined) element.src = source;
        document.body.append(element);
      });
    const make = <K extends keyof HTMLElementTagNameMap>(tag: K, set: Partial<HTMLElementTagNameMap[K]> = {}) =>
      Object.assign(document.createElement(tag), set);
    const opened = (target: EventTarget) =>
      new Promise<void>((resolve, reject) => {
        target.addEventListener('open', () => resolve());
        target.addEventListener('message', () => resolve());
        target.addEventListener('error', () => reject(new Error('refused')));
      });
    const worker = (source: string) =>
      new Promise<void>((resolve, reject) => {
        const made = new Worker(source);
        made.onmessage = () => resolve();
        made.onerror = () => reject(new Error('refused'));
      });
    const ways: Record<string, () => unknown> = {
      fetch: () => fetch(url('fetch')),
      'fetch without an answer': () => fetch(url('no-cors'), { mode: 'no-cors' }),
      'fetch kept alive': () =>
        fetch(url('keepalive'), { method: 'POST', body: 'x', mode: 'no-cors', keepalive: true }),
      XMLHttpRequest: () =>
        new Promise<void>((resolve, reject) => {
          const request = new XMLHttpRequest();
          request.onload = () => resolve();
          request.onerror = () => reject(new Error('refused'));
          request.open('GET', url('xhr'));
          request.send();
        }),
      picture: () => loaded(make('img'), url('picture')),
      script: () => loaded(make('script'), url('script')),
      module: () => import(url('module')),
      'style sheet': () => loaded(make('link', { rel: 'stylesheet', href: url('style') })),
      font: () => new FontFace('x', `url(${url('font')})`).load(),
      WebSocket: () => opened(new WebSocket(url('socket').replace('http', 'ws'))),
      EventSource: () => opened(new EventSource(url('events'))),
      worker: () => worker(url('worker')),
      'worker made of text': () => worker(URL.createObjectURL(new Blob(['postMessage(1)']))),
      'worker in an address': () => worker('data:text/javascript,postMessage(1)'),
      'script in an address': () => loaded(make('script'), 'data:text/javascript,0'),
      'script made of text': () => loaded(make('script'), URL.createObjectURL(new Blob(['0']))),
      'sound or film': () =>
        new Promise<void>((resolve, reject) => {
          const film = make('video');
          film.onloadedmetadata = () => resolve();
          film.onerror = () => reject(new Error('refused'));
          film.src = url('film');
        }),
      eval: () => {
        const { eval: run } = window as unknown as { eval: (code: string) => unknown };
        run('1');
      },
      Function: () => new (Object.getPrototypeOf(() => 0).constructor)('return 1')(),
      'timer of text': () =>
        new Promise<void>((resolve, reject) => {
          const mark = window as unknown as { ran?: boolean };
          window.setTimeout('window.ran = true');
          window.setTimeout(() => (mark.ran ? resolve() : reject(new Error('refused'))), 50);
        }),
      'handler of text': () => {
        const mark = window as unknown as { handled?: boolean };
        const button = make('button');
        button.setAttribute('onclick', 'window.handled = true');
        button.click();
        if (!mark.handled) throw new Error('refused');
      },
      'script of text': () => {
        const mark = window as unknown as { inlined?: boolean };
        document.body.append(make('script', { textContent: 'window.inlined = true' }));
        if (!mark.inlined) throw new Error('refused');
      },
      'service worker': () => navigator.serviceWorker.register(url('service')),
    };
    // These never say how they ended; whoever waits outside sees whether they came.
    navigator.sendBeacon(url('beacon'), 'x');
    for (const rel of ['prefetch', 'preload', 'modulepreload', 'dns-prefetch', 'icon'])
      document.head.append(make('link', { rel, href: url(rel) }));
    for (const tag of ['iframe', 'embed'] as const) document.body.append(make(tag, { src: url(tag) }));
    document.body.append(make('object', { data: url('object') }));
    const styled = make('div');
    styled.style.backgroundImage = `url(${url('background')})`;
    document.body.append(styled);

    const reached: string[] = [];
    for (const [name, way] of Object.entries(ways)) {
      try {
        const answer = way();
        const patience = new Promise((_, reject) => setTimeout(reject, 5000, new Error('no answer')));
        await Promise.race([answer, patience]);
        reached.push(name);
      } catch {
        // Refused, or never answered: both are right.
      }
    }
    return { reached, refused };
  }, outside);
}
