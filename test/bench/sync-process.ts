// A counter as the sync bench drives it: the whole service, the real network, its own data folder. Rounds are asked for; in
// 'live' the engine goes by itself.
import { createRouterClient } from '@orpc/server';
import pino from 'pino';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { searchIdleStep } from '../../src-main/service/search/idle.ts';
import { createService, type Service } from '../../src-main/service/service.ts';
import { SHAPE } from '../../src-main/service/sync/fetch-again.ts';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { PROTOCOL_VERSION } from '../../src-shared/sync/protocol.ts';
import { answerQuestions, settledMemory } from './answering.ts';
import { RESOURCES } from './sample-database.ts';

const [directory = '', sync = 'byHand', fill = 'file'] = process.argv.slice(2);
const PIN = '1234';

export type SyncQuestion =
  | { kind: 'found'; address: string; code: string }
  | { kind: 'join'; address: string; code: string }
  /** A code for a further workstation of the own branch. */
  | { kind: 'code' }
  /** Customers saved here and sent to nobody yet. */
  | { kind: 'fill'; count: number }
  | { kind: 'round' }
  /** Waits until the server has made the file of a first fill. */
  | { kind: 'fileReady' }
  /** From the code until a search finds a customer. */
  | { kind: 'fillFirst'; address: string; code: string }
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
  // A counter that is refused the file takes rows.
  ...(fill === 'rows' ? { road: { ...networkRoad, fetch: withoutFiles } } : {}),
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
      fillUp(question.count);
      return {};
    case 'round': {
      const began = performance.now();
      await opened().sync.round();
      return { seconds: (performance.now() - began) / 1000, memory: settledMemory() };
    }
    case 'fileReady': {
      const began = performance.now();
      for (;;) {
        const asked = { protocol: PROTOCOL_VERSION, version: 'bench', shape: SHAPE };
        const state = await opened().sync.ask((line) => line.snapshot.state(asked));
        if (state.kind === 'none') throw new Error('no file is made');
        if (state.kind === 'ready') return { size: state.size, made: (performance.now() - began) / 1000 };
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    case 'fillFirst': {
      const began = performance.now();
      await client.sync.joinChain({ address: question.address, code: question.code });
      const { house } = service.counter;
      await house?.sync.round();
      const byFile = service.counter.house !== house;
      if (byFile) {
        while (!service.counter.house) await new Promise(setImmediate);
        await opened().sync.round();
      }
      const state = await client.signIn.state();
      const employeeId = state.phase === 'signIn' ? (state.seat.employees[0]?.id ?? '') : '';
      await client.signIn.signIn({ employeeId, pin: PIN });
      const { rows } = await client.search.find({ text: 'nachname vorname', limit: 20, offset: 0 });
      if (rows.length === 0) throw new Error('nobody was found');
      const seconds = (performance.now() - began) / 1000;
      const counted = opened().db.sqlite.prepare('SELECT count(*) AS customers FROM customer').get();
      return { seconds, byFile, ...(counted as { customers: number }) };
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

function withoutFiles(request: Request): Promise<Response> {
  const refused = new URL(request.url).pathname.startsWith('/counter/snapshot');
  return refused ? Promise.resolve(new Response(null, { status: 404 })) : fetch(request);
}

function fillUp(count: number): void {
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
