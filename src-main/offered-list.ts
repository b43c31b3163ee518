// The customer list that the command line names: looked at before the start, then chosen on the page 'Kunden importieren'.
// Nothing is imported without somebody saying so in the window.
import { accessSync, constants, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from './refusal.ts';
import type { Service } from './service/service.ts';

/** @throws Refusal when there is no such file, or nobody may read it */
export function checkImportFile(path: string): void {
  try {
    if (!statSync(path).isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
    accessSync(path, constants.R_OK);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Refusal(`Die Liste ${path} (--import) lässt sich nicht lesen (${code}).`, 2);
  }
}

/** Has the list read beside the start; the page with it opens when an administrator signs in. */
export function offerImport(service: Service, path: string): void {
  const { house, ports } = service.counter;
  if (!house) return;
  process.stderr.write(
    `Die Liste ${basename(path)} ist gewählt; importiert wird sie erst, wenn ein Administrator es im Fenster bestätigt.\n`,
  );
  house.importing
    .offerFile(path)
    .catch((error: { code?: string }) => ports.log.error({ code: error.code }, 'the list cannot be offered'));
}
