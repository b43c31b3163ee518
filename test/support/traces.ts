// Where a secret could have been left: the page's own stores, files below a folder, and the shapes in which it might lie
// there. It refuses to know what is secret.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Everything that a page keeps or shows, as one text: storage, databases, caches, history, address, document, fields. */
export function storageOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const contents = await Promise.all(
      databases.map(
        ({ name = '' }) =>
          new Promise((resolve, reject) => {
            const opening = indexedDB.open(name);
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
              const database = opening.result;
              const stores = [...database.objectStoreNames];
              if (stores.length === 0) return resolve([name]);
              const reading = database.transaction(stores);
              const rows = stores.map(
                (store) =>
                  new Promise((done) => {
                    const all = reading.objectStore(store).getAll();
                    all.onsuccess = () => done(all.result);
                  }),
              );
              resolve(Promise.all([name, ...rows]));
            };
          }),
      ),
    );
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        const answers = await cache.matchAll();
        return [name, ...(await Promise.all(answers.map((answer) => answer.text())))];
      }),
    );
    const fields = [...document.querySelectorAll('input, textarea, select')].map(
      (field) => (field as HTMLInputElement).value,
    );
    return JSON.stringify({
      ...{ local: { ...localStorage }, session: { ...sessionStorage }, contents, cached, fields },
      ...{ cookie: document.cookie, state: history.state, name: window.name, address: location.href },
      document: document.documentElement.outerHTML,
    });
  });
}

/** A text as it might lie in a file: with hyphens, blanks or nothing between its words, in one or two bytes a letter, coded. */
export function shapesOf(secret: string): Buffer[] {
  const spellings = [secret, secret.replaceAll('-', ' '), secret.replaceAll('-', ''), encodeURIComponent(secret)];
  const coded = [Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')];
  return [
    ...spellings.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text, 'latin1')]),
    ...coded.map((text) => Buffer.from(text)),
  ];
}

export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** All files below a folder, one after the other; what vanishes meanwhile is left out. */
export function contentsOf(folder: string): Buffer {
  return Buffer.concat(
    filesUnder(folder).map((file) => {
      try {
        return readFileSync(file);
      } catch {
        return Buffer.alloc(0);
      }
    }),
  );
}
