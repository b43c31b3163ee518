// A counter as the sync bench drives it: the whole service, the real network, its own data folder. Rounds are asked for; in
// 'live' the engine goes by itself.
import { createRouterClient } from '@orpc/server';
import pino from 'pino';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { searchIdleStep } from '../../src-main/service/search/idle.ts';
import { createService, type Service } from '../../src-main/service/service.ts';
import { answerQuestions, settledMemory } from './answering.ts';
import { RESOURCES } from './sample-database.ts';

const [directory = '', sync = 'byHand'] = process.argv.slice(2);
const PIN = '1234';

export type SyncQuestion =
  | { kind: 'found'; address: string; code: string }
  | { kind: 'join'; address: string; code: string }
  /** A code for a further workstation of the own branch. */
  | { kind: 'code' }
  /** Customers saved here and sent to nobody yet. */
  | { kind: 'fill'; count: number }
  | { kind: 'round' }
  | { kind: 'count' }
  /** Saves a note with a mark; the time is when the save began (epoch milliseconds with fractions). */
  | { kind: 'save'; mark: string }
  /** Waits until the mark is in the database; the time is when it was. */
  | { kind: 'await'; mark: string };

const service: Service = createService({
  dataDirectory: directory,
  resourcesDirectory: RESOURCES,
  keyStore: fileKeyStore(directory),
  host: 'browser',
  version: 'bench',
  now: Date.now,
  log: pino({ level: 'silent' }),
  printers: { list: async () => [], print: async () => ({ ok: false, code: 'gone', message: '' }) as never },
  upkeep: 'byHand',
  sync: sync === 'live' ? 'automatic' : 'byHand',
});
const client = createRouterClient(service.router, { context: { counter: service.counter } });
const opened = () => {
  const { house } = service.counter;
  if (!house) throw new Error(service.counter.trouble?.kind);
  return house;
};
let markedId = '';

answerQuestions<SyncQuestion>(async (question) => {
  switch (question.kind) {
    case 'found': {
      await client.signIn.setUp({
        ...{ branchName: 'Bench', street: '', houseNumber: '', postcode: '', town: '', phone: '' },
        ...{ administratorName: 'Anna Amsel', pin: PIN },
      });
      await client.sync.foundChain({ address: question.address, code: question.code });
      await opened().sync.round();
      return {};
    }
    case 'join': {
      await client.sync.joinChain({ address: question.address, code: question.code });
      await opened().sync.round();
      return {};
    }
    case 'code': {
      const branchId = opened().session.seat?.branch.id ?? '';
      return { code: (await client.workstations.make({ branchId, name: 'Tresen', pin: PIN })).code };
    }
    case 'fill':
      fill(question.count);
      return {};
    case 'round': {
      const began = performance.now();
      await opened().sync.round();
      return { seconds: (performance.now() - began) / 1000, memory: settledMemory() };
    }
    case 'count': {
      const row = opened()
        .db.sqlite.prepare('SELECT count(*) AS customers, total(length(lastName)) AS letters FROM customer')
        .get();
      return row as { customers: number; letters: number };
    }
    case 'save':
      return { at: saveMark(question.mark) };
    case 'await':
      return { at: await marked(question.mark) };
  }
});

function fill(count: number): void {
  const house = opened();
  // Only the sending is timed.
  house.db.sqlite.pragma('synchronous = OFF');
  const branchId = house.session.seat?.branch.id ?? '';
  for (let at = 0; at < count; at += 1)
    house.save('customer.create', (unit) =>
      unit.create('customer', {
        ...{ id: house.newId(), number: String(1_000_000 + at), branchId, lastName: `Nachname ${at}` },
        ...{ firstName: `Vorname ${at % 500}`, birthDate: '1961-04-03', email: `kunde${at}@example.com`, note: null },
      }),
    );
  // What saving leaves for idle time is no part of sending it.
  while (searchIdleStep(house.db.sqlite));
  house.db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  house.db.sqlite.pragma('synchronous = FULL');
}

function saveMark(mark: string): number {
  const house = opened();
  const at = performance.timeOrigin + performance.now();
  house.save('customer.save', (unit) => {
    if (markedId !== '') unit.update('customer', markedId, { note: mark });
    else {
      markedId = house.newId();
      const branchId = house.session.seat?.branch.id ?? '';
      unit.create('customer', { id: markedId, number: '999999', branchId, lastName: 'Marke', note: mark });
    }
  });
  return at;
}

async function marked(mark: string): Promise<number> {
  const read = opened().db.sqlite.prepare("SELECT 1 FROM customer WHERE number = '999999' AND note = ?");
  const news = service.counter.news.subscribe('news');
  for (;;) {
    if (read.get(mark)) {
      await news.return?.(undefined);
      return performance.timeOrigin + performance.now();
    }
    await news.next();
  }
}
