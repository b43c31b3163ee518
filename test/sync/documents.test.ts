// Documents between counters: the content travels by checksum, in parts, goes on where it was cut, and only to those who may
// see the row that names it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rowsAfter } from '../../src-main/service/own-server/brought-rows.ts';
import { fetchAgain } from '../../src-main/service/sync/fetch-again.ts';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { PART_BYTES } from '../../src-shared/blobs/server-contract.ts';
import type { TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { samplePdf, upload } from '../support/files.ts';
import { HELLO } from '../support/pushing.ts';
import { foundingCounter, joinedCounter, openServer, round, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';

let server: TestServer;
let one: TestCounter;
const others: TestCounter[] = [];

beforeEach(async () => {
  server = await openServer();
  one = await foundingCounter(server);
});

afterEach(async () => {
  for (const counter of [one, ...others.splice(0)]) counter.close();
  await server.close();
});

const join = async (...more: [] | [{ branchId: string }]) => {
  const counter = await joinedCounter(server, one, ...more);
  others.push(counter);
  return counter;
};

const imported = async (counter: TestCounter, bytes: Buffer) => {
  const customerId = await saveCustomer(counter.client, 'Müller');
  return (await counter.client.documents.import({ customerId, file: upload('scan.pdf', bytes) })).id;
};

function documentOf(counter: TestCounter, id: string): { sha256: string; size: number } {
  const read = counter.service.counter.house?.db.sqlite.prepare('SELECT sha256, size FROM document WHERE id = ?');
  return read?.get(id) as { sha256: string; size: number };
}

const storage = () => server.running.server.storage.db;

test('what one counter took in another opens, byte for byte; the server holds nothing readable', async () => {
  const bytes = await samplePdf({ bytes: PART_BYTES * 2 + 1000 });
  const id = await imported(one, bytes);
  await round(one);
  const two = await join();
  const content = await two.client.documents.content({ id });
  expect(Buffer.from(content.base64, 'base64').equals(bytes)).toBe(true);
  const parts = await storage().selectFrom('blobPart').select('bytes').execute();
  expect(parts).toHaveLength(3);
  expect(parts.some((part) => Buffer.from(part.bytes).includes('%PDF'))).toBe(false);
});

test('a cut in the middle goes on where it stopped', async () => {
  const bytes = await samplePdf({ bytes: PART_BYTES * 4 - 2000 });
  const id = await imported(one, bytes);
  let puts = 0;
  server.road.fate = (path) => {
    if (!path.endsWith('/blobs/put')) return 'pass';
    puts += 1;
    return puts === 2 ? 'answerLost' : puts === 3 ? 'lost' : 'pass';
  };
  await expect(round(one)).rejects.toThrow();
  await expect(round(one)).rejects.toThrow();
  await round(one);
  // Four parts, one of them lost on the way there; the one whose answer was lost was not sent again.
  expect(puts).toBe(5);
  const two = await join();
  const content = await two.client.documents.content({ id });
  expect(Buffer.from(content.base64, 'base64').equals(bytes)).toBe(true);
});

test('a content that the server has already does not travel again: after a move all of them are asked for, none is sent', async () => {
  await imported(one, await samplePdf({ bytes: PART_BYTES * 2 + 1000 }));
  await round(one);
  const held = await storage().selectFrom('blobPart').select('position').execute();
  expect(held.length).toBeGreaterThan(1);
  const asked: string[] = [];
  server.road.fate = (path) => {
    if (path.includes('/blobs/')) asked.push(path.slice(path.lastIndexOf('/') + 1));
    return 'pass';
  };
  // As a counter remembers its contents once it belongs to another server.
  const sqlite = one.service.counter.house?.db.sqlite;
  sqlite?.prepare('UPDATE blob SET uploadedAt = NULL').run();
  await round(one);
  expect(asked).toEqual(['state']);
  expect(sqlite?.prepare('SELECT count(*) FROM blob WHERE uploadedAt IS NULL').pluck().get()).toBe(0);
});

test('offline, an opened document that is not here says where it is', async () => {
  const id = await imported(one, await samplePdf({ bytes: 2000 }));
  await round(one);
  const two = await join();
  server.road.cut = true;
  await expect(two.client.documents.content({ id })).rejects.toMatchObject({ code: 'ELSEWHERE' });
});

test('a content that is not what its row says is thrown away', async () => {
  const id = await imported(one, await samplePdf({ bytes: 3000 }));
  const sqlite = one.service.counter.house?.db.sqlite;
  const { sha256, size } = documentOf(one, id);
  for (const length of [size, size - 1, size + 1]) {
    sqlite?.prepare('UPDATE blob SET bytes = ? WHERE sha256 = ?').run(Buffer.alloc(length, 'x'), sha256);
    await round(one);
    expect(await storage().selectFrom('blob').selectAll().execute()).toEqual([]);
    expect(await storage().selectFrom('blobPart').select('position').execute()).toEqual([]);
  }
});

const contentsAt = (counter: TestCounter) =>
  counter.service.counter.house?.db.sqlite.prepare('SELECT sha256 FROM blob').pluck().all();

test('taken away at one counter it is gone from the server and from every other counter too', async () => {
  const id = await imported(one, await samplePdf({ bytes: 3000 }));
  await round(one);
  const two = await join();
  await two.client.documents.content({ id });
  expect(contentsAt(two)).toHaveLength(1);
  expect(await storage().selectFrom('blob').selectAll().execute()).toHaveLength(1);
  await one.client.documents.remove({ id });
  await round(one);
  expect(await storage().selectFrom('blob').selectAll().execute()).toEqual([]);
  expect(await storage().selectFrom('blobPart').select('position').execute()).toEqual([]);
  await round(two);
  expect([contentsAt(one), contentsAt(two)]).toEqual([[], []]);
});

test('a content that another document names stays when one of the two is taken away elsewhere', async () => {
  const bytes = await samplePdf({ bytes: 3000 });
  const [gone, stays] = [await imported(one, bytes), await imported(one, bytes)];
  await round(one);
  const two = await join();
  await two.client.documents.content({ id: stays });
  await one.client.documents.remove({ id: gone });
  await round(one);
  await round(two);
  expect(contentsAt(two)).toHaveLength(1);
  server.road.cut = true;
  expect((await two.client.documents.content({ id: stays })).base64).toBe(bytes.toString('base64'));
});

test('a content whose document is taken away while it is on its way is not kept', async () => {
  const id = await imported(one, await samplePdf({ bytes: PART_BYTES + 1000 }));
  await round(one);
  const two = await join();
  let parts = 0;
  server.road.fate = (path) => {
    if (!path.endsWith('/blobs/get')) return 'pass';
    parts += 1;
    // The removal comes down before the last part is here.
    if (parts === 2) two.service.counter.house?.db.sqlite.prepare('UPDATE document SET removedAt = 1').run();
    return 'pass';
  };
  await expect(two.client.documents.content({ id })).rejects.toMatchObject({ code: 'ELSEWHERE' });
  expect(parts).toBe(2);
  expect(contentsAt(two)).toEqual([]);
});

test('a content goes with rows that the server no longer knows, once all is fetched again', async () => {
  const id = await imported(one, await samplePdf({ bytes: 3000 }));
  await round(one);
  const two = await join();
  await two.client.documents.content({ id });
  await storage().deleteFrom('syncedRow').where('id', '=', id).execute();
  const { house } = two.service.counter;
  if (house) fetchAgain(house.db.sqlite);
  await round(two);
  expect(documentOf(two, id)).toBeUndefined();
  expect(contentsAt(two)).toEqual([]);
});

test('exempted at one counter it is so at the others, although its row is older than that; and it moves along [E-81]', async () => {
  const id = await imported(one, await samplePdf({ bytes: 3000 }));
  await round(one);
  // As the server has it from a counter of before.
  const body = async () => {
    const row = await storage().selectFrom('syncedRow').select('body').where('id', '=', id).executeTakeFirstOrThrow();
    return JSON.parse(row.body) as Record<string, unknown>;
  };
  const { keptOnPurpose: _, ...before } = await body();
  await storage()
    .updateTable('syncedRow')
    .set({ body: JSON.stringify(before) })
    .where('id', '=', id)
    .execute();
  const two = await join();
  const customerId = (await one.client.search.find({ text: 'müller', limit: 1, offset: 0 })).rows[0]?.id ?? '';
  const keepingAt = async (counter: TestCounter) =>
    (await counter.client.documents.byCustomer({ customerId })).find((each) => each.id === id)?.keeping.kind;
  expect(await keepingAt(two)).toBe('until');
  await two.client.documents.exempt({ id, exempt: true });
  await round(two);
  await round(one);
  expect([await keepingAt(one), await keepingAt(two)]).toEqual(['onPurpose', 'onPurpose']);
  expect((await two.client.conflicts.open()).count).toBe(0);
  expect(await body()).toEqual({ ...before, keptOnPurpose: 1 });
  // What a shop takes along to another server.
  const { house } = two.service.counter;
  const [brought] = house ? rowsAfter(house.db.sqlite, 'document', '', 1) : [];
  expect(brought).toMatchObject({ id, body: { keptOnPurpose: 1 } });
});

test('a counter of before takes away what nobody has exempted; of what somebody has, a person decides [E-81]', async () => {
  const line = () =>
    serverLine(server.road.fetch, SERVER_ADDRESS, () => one.service.counter.ports.keyStore.readToken());
  for (const [exempt, conflicts] of [
    [false, 0],
    [true, 1],
  ] as const) {
    const id = await imported(one, await samplePdf({ bytes: 3000, text: String(exempt) }));
    if (exempt) await one.client.documents.exempt({ id, exempt });
    await round(one);
    const { house } = one.service.counter;
    const row = house?.db.sqlite.prepare('SELECT * FROM document WHERE id = ?').get(id) as Record<string, unknown>;
    const unknown = ['keptOnPurpose', 'revision', 'changedAt', 'removedAt'];
    const seen = Object.fromEntries(Object.entries(row).filter(([field]) => !unknown.includes(field)));
    const seat = house?.session.seat;
    const change = { table: 'document', rowId: id, subjectId: String(row.customerId), kind: 'remove' as const };
    const { answers } = await line().sync.push({
      ...HELLO,
      proofs: [],
      sets: [
        {
          ...{ id: house?.newId() ?? '', at: server.clock.now, employeeId: house?.session.person?.id ?? null },
          ...{ branchId: seat?.branch.id ?? null, workstationId: seat?.workstation.id ?? null, undoes: null },
          ...{ doing: 'document.remove', secrets: {} },
          changes: [{ ...change, field: null, from: JSON.stringify(seen), to: null, groupFrom: null }],
        },
      ],
    });
    expect(answers[0]?.verdict).toEqual({ kind: 'taken', conflicts });
    const { removedAt: gone } = await storage()
      .selectFrom('syncedRow')
      .select('removedAt')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(gone === null).toBe(exempt);
  }
});

test('renamed at one counter it has its name at the others; renamed at two at once somebody decides [E-78]', async () => {
  const id = await imported(one, await samplePdf({ bytes: 3000 }));
  await round(one);
  const two = await join();
  const customerId = (await one.client.search.find({ text: 'müller', limit: 1, offset: 0 })).rows[0]?.id ?? '';
  const nameAt = async (counter: TestCounter) =>
    (await counter.client.documents.byCustomer({ customerId })).find((each) => each.id === id)?.name;
  await one.client.documents.rename({ id, name: 'Arztbrief' });
  await round(one);
  await round(two);
  expect(await nameAt(two)).toBe('Arztbrief.pdf');
  server.clock.now += 60_000;
  await one.client.documents.rename({ id, name: 'Befund' });
  await two.client.documents.rename({ id, name: 'Rezept' });
  await round(one);
  await round(two);
  await round(one);
  expect([await nameAt(one), await nameAt(two)]).toEqual(['Befund.pdf', 'Befund.pdf']);
  expect((await two.client.conflicts.open()).count).toBe(1);
});

test('another branch is not given it', async () => {
  const id = await imported(one, await samplePdf({ bytes: 3000 }));
  await round(one);
  const branchId = one.service.counter.house?.newId() ?? '';
  one.service.counter.house?.save('branch.save', (unit) =>
    unit.create('branch', { id: branchId, name: 'Mond-Apotheke' }),
  );
  const { sha256 } = documentOf(one, id);
  const employee = one.service.counter.session.person?.id ?? '';
  one.service.counter.house?.save('employee.save', (unit) =>
    unit.create('employeeRole', {
      id: one.service.counter.house?.newId() ?? '',
      employeeId: employee,
      branchId,
      role: 'employee',
    }),
  );
  const far = await join({ branchId });
  expect(await far.service.counter.house?.sync.fetchBlob(sha256)).toBe(false);
  await expect(far.client.documents.content({ id })).rejects.toMatchObject({ code: 'GONE' });
});
