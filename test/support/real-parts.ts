// The real parts that some tests need and that not every machine has: which are here, in which version, or why not.
// It refuses to know the tests; they ask here and leave themselves out by name.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { cardServiceVersion, noCardService } from './card-service.ts';
import { openChromium } from './chromium.ts';
import { cupsMissing } from './cups.ts';
import { electronHere } from './electron.ts';
import { noPostgres, postgresVersion } from './postgres.ts';

/** `missing` is null, or half an English sentence; `neededFor` names the tests that go with it. */
export type Part = { name: string; neededFor: string; found: string; missing: string | null };

/** Looks at every part once. Chromium is started for it: that it is there says little. */
export async function realParts(): Promise<Part[]> {
  const electron = await electronHere();
  const chromium = await openChromium().then(
    async ({ version, close }) => {
      await close();
      return { version, missing: null };
    },
    (error: Error) => ({ version: '', missing: error.message }),
  );
  const electronFound =
    electron.missing === null ? `${electron.version} (Chromium ${electron.chromium}, Node ${electron.node})` : '';
  return [
    { name: 'Electron', neededFor: 'tests in the Electron window', found: electronFound, missing: electron.missing },
    { name: 'Chromium', neededFor: 'tests in the browser', found: chromium.version, missing: chromium.missing },
    program('poppler', 'reading prints back', 'pdftotext', ['-v']),
    {
      name: 'CUPS',
      neededFor: 'printing through a real spooler',
      found: 'cupsd, lp',
      missing: (await cupsMissing()) ?? null,
    },
    {
      name: 'PostgreSQL',
      neededFor: 'the branch server on PostgreSQL',
      found: postgresVersion(),
      missing: noPostgres,
    },
    {
      name: 'Card service',
      neededFor: 'reading cards in virtual readers',
      found: cardServiceVersion(),
      missing: noCardService,
    },
    program('strace', 'the trace of what reaches the disk', 'strace', ['--version']),
  ];
}

function program(name: string, neededFor: string, command: string, args: string[]): Part {
  const ended = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  const version = /\d+(?:\.\d+)+/.exec(`${ended.stdout}${ended.stderr}`)?.[0] ?? '';
  return { name, neededFor, found: version, missing: ended.error ? `${command} is not installed` : null };
}
