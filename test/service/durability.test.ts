// What F1 confirms is on the disk: the connection's promise, the sync call before the answer, two hundred kills at random
// moments, and a full disk in the middle of the work.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { connectToBackup, integrityProblems } from '../../src-main/service/database/integrity.ts';
import { createPdfFolderPrinter } from '../../src-main/service/printing/pdf-folder-printer.ts';
import { branch } from '../../src-shared/tables.ts';
import { disagreements } from '../support/agreement.ts';
import { closeAll, emptyFolder, openFolder, saveCustomer, setUp, signIn } from '../support/data-folder.ts';
import { bundledCounter, type Confirmed, type Killed, type Moment, runAndKill } from '../support/kill.ts';
import { noSmallDisk, smallDisk } from '../support/small-disk.ts';
import { noTrace, tracedSaves } from '../support/trace.ts';

afterEach(closeAll);

test('the connection that saves syncs on every commit', () => {
  const { service } = openFolder(emptyFolder());
  const sqlite = service.counter.house?.db.sqlite;
  expect(sqlite?.pragma('synchronous', { simple: true })).toBe(2);
  expect(sqlite?.pragma('journal_mode', { simple: true })).toBe('wal');
});

test.skipIf(noTrace)(`an fdatasync of the log comes before every answer (${noTrace ?? 'strace'})`, async () => {
  const directory = emptyFolder();
  const { client, service } = openFolder(directory);
  await setUp(client);
  service.stop();
  const answers = await tracedSaves(directory, 100);
  expect(answers).toHaveLength(100);
  // The first save after a checkpoint begins the log anew and syncs its head too.
  expect(answers[0]).toBeGreaterThanOrEqual(1);
  expect(answers.slice(1).every((syncs) => syncs === 1)).toBe(true);
});

test.skipIf(noSmallDisk)(
  `a full disk refuses a save in words, whole or not at all, and takes it when there is room again (${noSmallDisk ?? 'tmpfs'})`,
  async () => {
    const disk = smallDisk(6_000_000);
    try {
      const { client, service } = openFolder(join(disk.directory, 'daten'));
      await setUp(client);
      for (let i = 0; i < 10; i++) await saveCustomer(client, `Vorher ${i}`);
      const sqlite = service.counter.house?.db.sqlite;
      let refused = 0;
      for (let left = 400_000; left >= 0; left -= 25_000) {
        disk.free();
        disk.fill(left);
        for (let i = 0; i < 12; i++) {
          const before = sqlite?.prepare('SELECT count(*) FROM customer').pluck().get() as number;
          const saved = await saveCustomer(client, `Rest ${left} ${i}`, { note: 'x'.repeat(3900) }).catch(
            (error) => error,
          );
          if (typeof saved !== 'string') {
            expect(saved).toMatchObject({ code: 'STORAGE', data: { reason: 'diskFull' } });
            refused++;
          }
          const now = sqlite?.prepare('SELECT count(*) FROM customer').pluck().get();
          expect(now).toBe(typeof saved === 'string' ? before + 1 : before);
        }
        service.counter.house?.upkeep.idle.runNow();
      }
      expect(refused).toBeGreaterThan(5);
      disk.free();
      await saveCustomer(client, 'Nachher');
      if (sqlite)
        expect([sqlite.pragma('integrity_check', { simple: true }), disagreements(sqlite)]).toEqual(['ok', []]);
      service.stop();
      const again = openFolder(join(disk.directory, 'daten'));
      await signIn(again.client);
      expect((await again.client.customers.recent())[0]?.name).toBe('Nachher');
      again.service.stop();
    } finally {
      disk.close();
    }
  },
);

const KILLS = 200;
const SIDE_BY_SIDE = 2;

test(`${KILLS} kills at random moments lose no confirmed save and leave no half one`, {
  timeout: 600_000,
}, async () => {
  const seed = Number(process.env.TRESEN_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`kill test: TRESEN_SEED=${seed}`);
  const script = await bundledCounter();
  const lanes = Array.from({ length: SIDE_BY_SIDE }, (_, lane) =>
    killAgainAndAgain(script, KILLS / SIDE_BY_SIDE, seed + lane),
  );
  const killed = (await Promise.all(lanes)).flat();
  const died = counted(killed.map((one) => one.phase));
  const confirmed = counted(killed.flatMap((one) => one.confirmed.map((what) => what.kind)));
  console.log('killed while', died, 'confirmed', confirmed);
  expect(killed).toHaveLength(KILLS);
  for (const phase of ['opening', 'saving', 'printing']) expect(died[phase] ?? 0, phase).toBeGreaterThan(0);
  for (const kind of ['customer', 'draft', 'letter', 'backup']) expect(confirmed[kind] ?? 0, kind).toBeGreaterThan(0);
});

async function killAgainAndAgain(script: string, times: number, seed: number): Promise<Killed[]> {
  const random = randomNumbers(seed);
  const directory = emptyFolder();
  const prints = join(emptyFolder(), 'Ablage');
  mkdirSync(prints);
  await openShop(directory, prints);
  const known: Known = { values: new Map(), letters: new Map(), prints: 0 };
  const killed: Killed[] = [];
  for (let run = 1; run <= times; run++) {
    const one = await runAndKill(script, [directory, prints, String(run)], momentOf(run, random));
    killed.push(one);
    for (const what of one.confirmed) remember(known, what);
    checkFolder(directory, prints, known);
  }
  return killed;
}

/** One in eight dies while it starts; those that print or make backups in the midst of that, the others while they save. */
function momentOf(run: number, random: () => number): Moment {
  if (random() < 0.125) return { after: 'start', times: 1, ms: 20 + random() * 250 };
  const times = random() < 0.5 ? 1 : 2;
  if (run % 5 === 0) return { after: 'printing', times, ms: random() * 300 };
  if (run % 5 === 1) return { after: 'backing up', times, ms: random() * 500 };
  return { after: 'saving', times: 1, ms: random() * 250 };
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** A shop with a licence and five customers who may have access to the app. */
async function openShop(directory: string, prints: string): Promise<void> {
  const printers = createPdfFolderPrinter({ folder: prints, now: () => new Date() });
  const { client, service } = openFolder(directory, { printers });
  await setUp(client);
  const { house } = service.counter;
  if (!house) throw new Error('not open');
  house.save('branch.save', (unit) => {
    for (const { id } of house.db.orm.select().from(branch).all())
      unit.update('branch', id, { licenceUntil: '2099-12-31' });
  });
  for (let i = 1; i <= 5; i++) {
    const customerId = await saveCustomer(client, `Kunde ${i}`);
    house.save('consent.sign', (unit) =>
      unit.create('consentEntry', {
        ...{ id: house.newId(), customerId, purpose: 'app', kind: 'granted', capturedHow: 'paper' },
        ...{ capturedAt: unit.now, capturedBy: house.session.person?.id ?? '' },
      }),
    );
  }
  service.stop();
}

type Known = { values: Map<string, number>; letters: Map<string, string>; prints: number };

function remember(known: Known, what: Confirmed): void {
  switch (what.kind) {
    case 'customer':
    case 'draft':
      known.values.set(what.id, what.value);
      return;
    case 'letter':
      known.letters.set(what.id, what.letterNumber);
      known.prints++;
      return;
    case 'backup':
  }
}

/** Opens the folder as the next start would, and holds it against what was confirmed. */
function checkFolder(directory: string, prints: string, known: Known): void {
  const { service } = openFolder(directory);
  const { house, trouble } = service.counter;
  expect(trouble).toBeNull();
  if (!house) return;
  const { sqlite } = house.db;
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(disagreements(sqlite)).toEqual([]);
  const drafts = sqlite.prepare('SELECT id, body FROM draft').all() as { id: string; body: string }[];
  const values = new Map(drafts.map(({ id, body }) => [id, (JSON.parse(body) as { value: number }).value]));
  for (const [id, value] of customerValues(house.db.sqlite)) values.set(id, value);
  for (const [id, confirmed] of known.values) expect(values.get(id) ?? -1, id).toBeGreaterThanOrEqual(confirmed);
  for (const [customerId, number] of known.letters)
    expect(lettersOf(sqlite, customerId).some((one) => one >= number)).toBe(true);
  service.stop();
  const printed = readdirSync(prints).filter((name) => name.endsWith('.pdf'));
  expect(printed.length).toBeGreaterThanOrEqual(known.prints);
  for (const name of printed.slice(-3))
    expect(readFileSync(join(prints, name)).subarray(-8).toString()).toContain('%%EOF');
  checkBackups(directory);
}

type Sqlite = NonNullable<ReturnType<typeof openFolder>['service']['counter']['house']>['db']['sqlite'];

/** The one value that all fields of a customer carry. @throws when they carry different ones */
function customerValues(sqlite: Sqlite): Map<string, number> {
  const rows = sqlite
    .prepare(
      `SELECT customer.id, note, email, street, houseNumber, town, customerPhone.label AS phoneLabel,
              count(*) OVER (PARTITION BY customer.id) AS children
       FROM customer
       JOIN customerAddress ON customerAddress.id = customer.homeAddressId AND customerAddress.removedAt IS NULL
       JOIN customerPhone ON customerPhone.customerId = customer.id AND customerPhone.removedAt IS NULL`,
    )
    .all() as Record<string, string>[];
  return new Map(
    rows.map(({ id = '', note, email, street, houseNumber, town, phoneLabel, children }) => {
      expect({ email, street, houseNumber, town, phoneLabel, children }).toEqual({
        ...{ email: `${note}@example.com`, street: note, houseNumber: note, town: note, phoneLabel: note, children: 1 },
      });
      return [id, Number(note?.slice(1))];
    }),
  );
}

/** Numbers of a customer's letters: the valid one and the one that waits for F1. */
function lettersOf(sqlite: Sqlite, customerId: string): string[] {
  return sqlite
    .prepare(
      `SELECT letterNumber FROM appAccess WHERE customerId = ? AND letterNumber IS NOT NULL
       UNION SELECT letterNumber FROM pendingSecret WHERE customerId = ?`,
    )
    .pluck()
    .all(customerId, customerId) as string[];
}

/** What has a backup's name is whole; what was cut off has none. */
function checkBackups(directory: string): void {
  const folder = join(directory, 'backups');
  const key = fileKeyStore(directory).read() ?? Buffer.alloc(0);
  const named = readNames(folder).filter((name) => name.endsWith('.backup'));
  const newest = named.sort().at(-1);
  if (!newest) return;
  const backup = connectToBackup(join(folder, newest), key);
  expect(integrityProblems(backup)).toEqual([]);
  expect(disagreements(backup)).toEqual([]);
  backup.close();
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
