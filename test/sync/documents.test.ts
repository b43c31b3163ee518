// Documents between counters: the content travels by checksum, in parts, goes on where it was cut, and only to those who may
// see the row that names it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PART_BYTES } from '../../src-shared/blobs/server-contract.ts';
import type { TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { samplePdf, upload } from '../support/files.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

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

test('taken away at one counter it is gone from the server too', async () => {
  const id = await imported(one, await samplePdf({ bytes: 3000 }));
  await round(one);
  expect(await storage().selectFrom('blob').selectAll().execute()).toHaveLength(1);
  await one.client.documents.remove({ id });
  await round(one);
  expect(await storage().selectFrom('blob').selectAll().execute()).toEqual([]);
  expect(await storage().selectFrom('blobPart').select('position').execute()).toEqual([]);
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
