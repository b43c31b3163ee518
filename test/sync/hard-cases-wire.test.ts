// Hard cases (architecture.md): what the wire, the clock and other versions do. Every message can be cut, doubled, overtaken
// or forged; the server takes each change once, and a counter works on whatever happens.
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { openOutbox } from '../../src-main/service/sync/outbox.ts';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { OLDEST_PROTOCOL, PROTOCOL_VERSION, type WireSet } from '../../src-shared/sync/protocol.ts';
import type { TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import {
  conflictsAt,
  edit,
  formOf,
  houseOf,
  level,
  openPair,
  type Pair,
  rowsAt,
  rowsOnServer,
  save,
  sharedCustomer,
} from '../support/hard-cases.ts';
import { round, SERVER_ADDRESS } from '../support/sync.ts';

const DAY = 86_400_000;

let pair: Pair;

beforeEach(async () => {
  pair = await openPair();
});

afterEach(async () => {
  await pair.close();
});

function lineOf(counter: TestCounter) {
  return serverLine(pair.server.road.fetch, SERVER_ADDRESS, () => counter.service.counter.ports.keyStore.readToken());
}

async function takenTimes(id: string): Promise<number> {
  const sets = await rowsOnServer(pair, 'changeSet');
  return sets.filter((set) => String(set.changes).includes(`"rowId":"${id}"`)).length;
}

test('a cut in the middle of every message loses nothing and doubles nothing', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair);
  const fetch = server.road.fetch;
  const before = await takenTimes(id);
  let saves = 0;
  // The wire breaks in the middle of the first message, then of the second, until a whole round gets through.
  for (let whole = false, message = 1; !whole; message++) {
    await edit(pair, one, id, { note: `Stand ${++saves}` });
    for (const part of [0, 0.3, 0.99]) {
      let left = message;
      server.road.fetch = async (request) => {
        const answer = await fetch(request);
        left -= 1;
        return left === 0 ? cut(answer, part) : answer;
      };
      whole = await round(one).then(
        () => true,
        () => false,
      );
    }
    expect(message).toBeLessThan(12);
  }
  server.road.fetch = fetch;
  await level(pair);
  expect((await formOf(two, id)).note).toBe(`Stand ${saves}`);
  expect(await takenTimes(id)).toBe(before + saves);
  expect(conflictsAt(two)).toEqual([]);
  expect(rowsAt(one, 'customer')).toEqual(rowsAt(two, 'customer'));
});

test('a push that arrives twice, and once more behind a later one, is taken once', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair);
  await edit(pair, one, id, { note: 'früher' });
  const early = openOutbox(houseOf(one).db.sqlite).next(10);
  const line = lineOf(one);
  const push = (sets: WireSet[]) => line.sync.push({ protocol: PROTOCOL_VERSION, version: 'test', sets });
  const [first, again] = [await push(early), await push(early)];
  expect(again.answers).toEqual(first.answers);
  await edit(pair, one, id, { note: 'später' });
  await round(one);
  const late = await push(early);
  expect(late.answers).toEqual(first.answers);
  expect(late.rows.find((row) => row.id === id)?.body.note).toBe('später');
  await level(pair);
  expect((await formOf(two, id)).note).toBe('später');
  expect(await takenTimes(id)).toBe(3);
  void server;
});

for (const [name, offOne, offTwo] of [
  ['a day behind', -DAY, 0],
  ['a day ahead', DAY, 0],
  ['a day behind and a day ahead', -DAY, DAY],
] as const)
  test(`clocks ${name}: what came later at the server counts, the history holds, and the counter is told`, async () => {
    const { one, two, off, server } = pair;
    [off.one, off.two] = [offOne, offTwo];
    const { id } = await save(pair, one, null, customerForm('Zeit'));
    await level(pair);
    await edit(pair, two, id, { note: 'zwei' });
    await level(pair);
    await edit(pair, one, id, { note: 'eins' });
    await level(pair);
    for (const counter of [one, two]) expect((await formOf(counter, id)).note).toBe('eins');
    expect(conflictsAt(one)).toEqual([]);
    const minutes = Math.round(offOne / 60_000);
    expect(await one.client.sync.state()).toEqual({ kind: 'clockWrong', minutes });
    // The server stamps the time that counts.
    const [row] = await rowsOnServer(pair, 'customer');
    expect(row?.changedAt).toBe(server.clock.now);
    off.one = 0;
    await round(one);
    expect(await one.client.sync.state()).toEqual({ kind: 'connected' });
  });

test('a clock that is set back between two starts never puts a change before its creation', async () => {
  const { one, two } = pair;
  const { sqlite } = houseOf(one).db;
  // The newest change set says that this PC has lived centuries from now.
  const last = '0fffffff-0000-7000-8000-000000000000';
  sqlite.prepare(`UPDATE changeSet SET id = '${last}' WHERE rowid = (SELECT max(rowid) FROM changeSet)`).run();
  one.restart();
  const person = houseOf(two).session.person;
  houseOf(one).session.person = person;
  const { id, changeSetId } = await save(pair, one, null, customerForm('Danach'));
  expect(String(changeSetId) > last).toBe(true);
  await edit(pair, one, id, { note: 'noch später' });
  await level(pair);
  expect((await formOf(two, id)).note).toBe('noch später');
});

for (const protocol of [OLDEST_PROTOCOL - 1, PROTOCOL_VERSION + 1])
  test(`a counter that speaks protocol ${protocol} is told to update and goes on working locally`, async () => {
    const { one, two, server } = pair;
    const id = await sharedCustomer(pair);
    const fetch = server.road.fetch;
    server.road.fetch = async (request) => fetch(await inProtocol(request, protocol));
    await edit(pair, one, id, { note: 'ohne Server' });
    await expect(round(one)).rejects.toMatchObject({ code: 'PROTOCOL' });
    expect(await one.client.sync.state()).toEqual({ kind: 'updateNeeded', waiting: 1 });
    const { id: other } = await save(pair, one, null, customerForm('Auch ohne'));
    expect((await formOf(one, other)).lastName).toBe('Auch ohne');
    expect(await one.client.sync.state()).toEqual({ kind: 'updateNeeded', waiting: 2 });
    server.road.fetch = fetch;
    await level(pair);
    expect((await formOf(two, id)).note).toBe('ohne Server');
    expect(await one.client.sync.state()).toEqual({ kind: 'connected' });
  });

test('a workstation that was offline for 60 days says and hears all of it', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair);
  const made: string[] = [];
  for (let day = 1; day <= 60; day++) {
    server.clock.now += DAY;
    made.push((await save(pair, one, null, customerForm(`Tag ${day}`))).id);
    await edit(pair, one, id, { note: `am Tag ${day}` });
    if (day % 10 === 0) await round(one);
    made.push((await save(pair, two, null, customerForm(`Offline ${day}`))).id);
    await edit(pair, two, id, { email: `tag${day}@example.com` });
  }
  await level(pair);
  for (const counter of [one, two]) {
    expect(rowsAt(counter, 'customer')).toHaveLength(made.length + 1);
    expect(await formOf(counter, id)).toMatchObject({ note: 'am Tag 60', email: 'tag60@example.com' });
    expect(conflictsAt(counter)).toEqual([]);
  }
  expect(rowsAt(one, 'changeSet').length).toBe(rowsAt(two, 'changeSet').length);
});

test('a huge, a malformed and a replayed push change nothing, and the next right one is taken', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair);
  await edit(pair, one, id, { note: 'echt' });
  const [set] = openOutbox(houseOf(one).db.sqlite).next(1);
  if (!set) throw new Error('nothing waits');
  const head = async () =>
    (await server.running.server.storage.db.selectFrom('chain').select('revision').executeTakeFirstOrThrow()).revision;
  const before = await head();
  const post = async (body: Buffer, headers: Record<string, string> = {}) => {
    const token = one.service.counter.ports.keyStore.readToken() ?? '';
    const answer = await server.running.http.inject({
      ...{ method: 'POST', url: '/counter/sync/push', payload: body },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    });
    return answer.statusCode;
  };
  const packed = { 'content-encoding': 'gzip' };
  // A hundred megabytes of nothing in a hundred kilobytes, and a body that is simply too long.
  expect(await post(gzipSync(Buffer.alloc(100 * 1024 * 1024, 32)), packed)).toBeGreaterThanOrEqual(400);
  expect(await post(Buffer.alloc(40 * 1024 * 1024, 32))).toBe(413);
  const message = (sets: unknown) =>
    Buffer.from(JSON.stringify({ json: { protocol: PROTOCOL_VERSION, version: 'x', sets } }));
  const broken: unknown[] = [
    ...['', '{', 'null', '[]', '{"json":{}}', '{"json":{"protocol":1,"version":"x","sets":"many"}}'].map((text) =>
      Buffer.from(text),
    ),
    message([{ ...set, changes: [{ ...set.changes[0], kind: 'drop' }] }]),
    message([{ ...set, id: 7 }]),
    message(Array.from({ length: 501 }, () => set)),
    Buffer.concat([gzipSync(message([set])).subarray(0, 40)]),
  ];
  for (const body of broken) expect(await post(body as Buffer)).toBeGreaterThanOrEqual(400);
  expect(await post(gzipSync(message([set])).subarray(0, 60), packed)).toBeGreaterThanOrEqual(400);
  expect(await head()).toBe(before);
  // What is well formed and not true is judged, and refused.
  const forged: WireSet[] = [
    { ...set, id: 'forged-1', changes: set.changes.map((change) => ({ ...change, table: 'chain' })) },
    { ...set, id: 'forged-2', changes: set.changes.map((change) => ({ ...change, field: 'revision', to: '1' })) },
    { ...set, id: 'forged-3', changes: set.changes.map((change) => ({ ...change, to: '{"no":"scalar"}' })) },
    { ...set, id: 'forged-4', changes: set.changes.map((change) => ({ ...change, rowId: 'nobody' })) },
    {
      ...set,
      id: 'forged-5',
      changes: set.changes.map((change) => ({ ...change, kind: 'create' as const, field: null, to: '{"number":1}' })),
    },
  ];
  const judged = await lineOf(one).sync.push({ protocol: PROTOCOL_VERSION, version: 'x', sets: forged });
  expect(judged.answers.map(({ verdict }) => verdict.kind)).toEqual(forged.map(() => 'refused'));
  // Somebody else replays what he has seen: it is not his, and not taken.
  const replayed = await lineOf(two).sync.push({
    protocol: PROTOCOL_VERSION,
    version: 'x',
    sets: [{ ...set, id: 'replayed' }],
  });
  expect(replayed.answers[0]?.verdict).toEqual({ kind: 'refused', refusal: 'notAllowed' });
  await level(pair);
  expect((await formOf(two, id)).note).toBe('echt');
});

test("a push that names another branch's rows is refused and told nothing of them", async () => {
  const { one, server } = pair;
  const id = await sharedCustomer(pair, { note: 'vertraulich' });
  const { db } = server.running.server.storage;
  // The same rows, as if they were another branch's.
  await db.updateTable('syncedRow').set({ branchId: 'elsewhere' }).where('subjectId', '=', id).execute();
  await edit(pair, one, id, { note: 'fremd' });
  const [set] = openOutbox(houseOf(one).db.sqlite).next(1);
  if (!set) throw new Error('nothing waits');
  const answer = await lineOf(one).sync.push({ protocol: PROTOCOL_VERSION, version: 'x', sets: [set] });
  expect(answer.answers[0]?.verdict).toEqual({ kind: 'refused', refusal: 'foreignBranch' });
  expect(answer.rows.map(({ table }) => table)).toEqual(['conflict']);
  expect(JSON.stringify(answer)).not.toContain('vertraulich');
});

test('long bodies are compressed both ways on a real connection', async () => {
  const { one, server } = pair;
  for (let at = 0; at < 60; at++) await save(pair, one, null, customerForm(`Kunde ${at}`, { note: 'x'.repeat(200) }));
  const sets = openOutbox(houseOf(one).db.sqlite).next(60);
  const port = await server.running.listen('127.0.0.1', 0);
  const seen: { sent: string | null; got: string | null }[] = [];
  const fetch = async (request: Request) => {
    const answer = await networkRoad.fetch(request);
    seen.push({ sent: request.headers.get('content-encoding'), got: answer.headers.get('content-encoding') });
    return answer;
  };
  const line = serverLine(fetch, `http://127.0.0.1:${port}`, () => one.service.counter.ports.keyStore.readToken());
  const pushed = await line.sync.push({ protocol: PROTOCOL_VERSION, version: 'x', sets });
  expect(pushed.answers).toHaveLength(60);
  const pulled = await line.sync.pull({
    protocol: PROTOCOL_VERSION,
    version: 'x',
    cursor: 0,
    rows: 500,
    skipOwn: false,
  });
  expect(pulled.rows.length).toBeGreaterThan(60);
  expect(seen).toEqual([
    { sent: 'gzip', got: 'gzip' },
    { sent: null, got: 'gzip' },
  ]);
});

/** The connection ends after a part of the body. */
async function cut(answer: Response, part: number): Promise<Response> {
  const body = Buffer.from(await answer.arrayBuffer());
  const sent = body.subarray(0, Math.floor(body.length * part));
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      if (sent.length > 0) controller.enqueue(new Uint8Array(sent));
      controller.error(new TypeError('terminated'));
    },
  });
  return new Response(stream, { status: answer.status, headers: answer.headers });
}

/** As a program of another version would say it. */
async function inProtocol(request: Request, protocol: number): Promise<Request> {
  const packed = request.headers.get('content-encoding') === 'gzip';
  const bytes = Buffer.from(await request.arrayBuffer());
  const text = (packed ? gunzipSync(bytes) : bytes).toString('utf8');
  const other = text.replace(`"protocol":${PROTOCOL_VERSION}`, `"protocol":${protocol}`);
  const headers = new Headers(request.headers);
  headers.delete('content-encoding');
  return new Request(request.url, { method: request.method, headers, body: other });
}
