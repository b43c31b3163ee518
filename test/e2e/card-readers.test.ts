// The readers' process in both hosts, over the built program: a card that is put in arrives, a killed process comes back, and
// one that waits for a hanging card ends with its program, whichever way that goes. What the screens make of a card is not asked.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../support/browser-host.ts';
import { type CardService, noCardService, startCardService } from '../support/card-service.ts';
import { electronHere, openCounterWindow } from '../support/electron.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { atAnswer, customerCard } from '../support/virtual-cards.ts';

const here = await electronHere();
const SLOT = 1;

type Running = { readonly pid: number; close(): Promise<unknown> };

const HOSTS: { name: string; missing: boolean; start(dataDirectory: string): Promise<Running> }[] = [
  {
    name: 'Electron',
    missing: here.missing !== null,
    async start(dataDirectory) {
      const { app, close } = await openCounterWindow({ dataDirectory, options: ['--demo'] });
      return { pid: app.process().pid ?? 0, close };
    },
  },
  {
    name: 'the browser host',
    missing: false,
    async start(dataDirectory) {
      const host: BrowserHost = await startBrowserHost({ dataDirectory, options: ['--demo'] });
      return { pid: host.process.pid ?? 0, close: host.stop };
    },
  },
];

describe.skipIf(noCardService !== null).each(HOSTS)(`card readers in $name`, ({ missing, start }) => {
  let cards: CardService;
  let folder = '';
  let running: Running | null = null;

  beforeAll(async () => {
    cards = await startCardService();
  });
  afterAll(() => cards?.stop());
  afterEach(async () => {
    await cards.remove(SLOT);
    await running?.close().catch(() => undefined);
    running = null;
    removeFolder(folder);
  });

  const open = async (): Promise<Running> => {
    folder = mkdtempSync(join(tmpdir(), 'tresen-card-readers-'));
    running = await start(folder);
    await expect.poll(() => lines(folder).filter(({ readers }) => readers === 2)).toHaveLength(1);
    return running;
  };

  test.skipIf(missing)('a card that is put in arrives, also after their process was killed', async () => {
    const { pid } = await open();
    await cards.insert(SLOT, customerCard('04A23B7A'));
    await expect.poll(() => lines(folder).filter(({ kind }) => kind === 'number')).toHaveLength(1);
    await cards.remove(SLOT);
    const [reader = 0] = readerProcesses(pid);
    process.kill(reader, 'SIGKILL');
    await expect.poll(() => readerProcesses(pid).some((one) => one !== reader)).toBe(true);
    await expect.poll(() => lines(folder).filter(({ readers }) => readers === 2)).toHaveLength(2);
    await cards.insert(SLOT, customerCard('04A23B7A'));
    await expect.poll(() => lines(folder).filter(({ kind }) => kind === 'number')).toHaveLength(2);
    // Of a card the log says what kind it is, and nothing more.
    expect(readFileSync(logOf(folder), 'utf8')).not.toContain('04A23B7A');
  });

  test.skipIf(missing)(
    'with a card that hangs they end with the program that is closed, and with one that is killed',
    async () => {
      for (const how of ['closed', 'killed'] as const) {
        const { pid, close } = await open();
        const [reader = 0] = readerProcesses(pid);
        expect(reader).toBeGreaterThan(0);
        await cards.insert(SLOT, atAnswer(0, 'hangs', customerCard('04A23B7A')));
        await expect.poll(() => cards.asked(SLOT)).toHaveLength(1);
        if (how === 'closed') await close();
        else process.kill(pid, 'SIGKILL');
        await expect.poll(() => readdirSync('/proc').includes(String(reader))).toBe(false);
        await cards.remove(SLOT);
        removeFolder(folder);
      }
    },
  );
});

// --- details

type Line = { readers?: number; kind?: string };

function logOf(dataDirectory: string): string {
  const logs = join(dataDirectory, 'logs');
  return join(logs, readdirSync(logs)[0] ?? '');
}

function lines(dataDirectory: string): Line[] {
  try {
    const text = readFileSync(logOf(dataDirectory), 'utf8');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
  } catch {
    return []; // none yet, or half a line
  }
}

/** The processes of this program, itself or its children, that hold the system's PC/SC library. */
function readerProcesses(program: number): number[] {
  const about = (pid: string, file: string) => {
    try {
      return readFileSync(join('/proc', pid, file), 'utf8');
    } catch {
      return ''; // ended meanwhile
    }
  };
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((pid) => [pid, /\nPPid:\s*(\d+)/.exec(about(pid, 'status'))?.[1] ?? '']));
  const belongs = (pid: string): boolean =>
    pid === String(program) || (parents.has(pid) && belongs(parents.get(pid) ?? ''));
  return all.filter((pid) => belongs(pid) && about(pid, 'maps').includes('libpcsclite')).map(Number);
}
