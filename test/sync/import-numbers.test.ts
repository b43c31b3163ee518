// An import on a workstation of a chain: customers without a number are given such as the branch server has lent, in blocks as
// it goes; no number is given twice, whatever the network does.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestCounter } from '../support/counter.ts';
import { choose, csv, ended, lines, runImport } from '../support/customer-list.ts';
import { customerForm } from '../support/data-folder.ts';
import { conflictsAt, houseOf, level, openPair, type Pair, rowsAt, save } from '../support/hard-cases.ts';

let pair: Pair;
let leases: number;

beforeEach(async () => {
  pair = await openPair();
  leases = 0;
  pair.server.road.fate = (path) => {
    if (path.endsWith('/leaseNumbers')) leases += 1;
    return 'pass';
  };
});

afterEach(async () => {
  await pair.close();
});

/** As another program exports it that has no numbers. */
const unnumbered = (from: number, to: number) => lines(from, to).map(([, ...rest]) => ['', ...rest]);
const list = (rows: string[][]) => Buffer.from(csv(rows));
const numbersAt = (counter: TestCounter) => rowsAt(counter, 'customer').map(({ number }) => String(number));

async function without(counter: TestCounter, bytes: Buffer) {
  const { file } = await choose(counter, bytes);
  if (!file) throw new Error('not recognised');
  const plan = { ...file.proposal, mapping: file.proposal.mapping.map((field) => (field === 'number' ? null : field)) };
  await counter.client.customerImport.check(plan);
  return plan;
}

async function expectEveryNumberOnce(count: number): Promise<void> {
  await level(pair);
  for (const counter of [pair.one, pair.two]) {
    const numbers = numbersAt(counter);
    expect(numbers).toHaveLength(count);
    expect(new Set(numbers).size).toBe(count);
    expect(conflictsAt(counter)).toEqual([]);
  }
}

test('a long list without numbers is given lent ones in few blocks, and nobody else is given the same', async () => {
  const { one, two } = pair;
  const plan = await without(two, list(unnumbered(0, 2600)));
  await two.client.customerImport.start(plan);
  // Both go on working meanwhile.
  for (let at = 0; at < 20; at++)
    for (const counter of [one, two]) await save(pair, counter, null, customerForm(`Neu${at}`));
  const { run } = await ended(two);
  expect(run).toMatchObject({ state: 'done', failure: null, counts: { taken: 2600 } });
  expect(leases).toBeLessThanOrEqual(5);
  await expectEveryNumberOnce(2640);
});

test('offline a list that needs more numbers than are here is not begun, and it is said what is missing', async () => {
  const { two, server } = pair;
  const before = numbersAt(two);
  server.road.cut = true;
  const plan = await without(two, list(unnumbered(0, 500)));
  await expect(two.client.customerImport.start(plan)).rejects.toMatchObject({
    code: 'NO_NUMBERS',
    data: { needed: 500, left: 200 },
  });
  expect(numbersAt(two)).toEqual(before);
  expect((await two.client.customerImport.state()).run).toBeNull();
  server.road.cut = false;
  await two.client.customerImport.start(plan);
  expect((await ended(two)).run).toMatchObject({ state: 'done', counts: { taken: 500 } });
  await expectEveryNumberOnce(before.length + 500);
});

test('offline a list that brings its numbers, or needs no more than are here, is taken over', async () => {
  const { two, server } = pair;
  server.road.cut = true;
  expect((await runImport(two, list(lines(0, 400)))).ended.run).toMatchObject({
    state: 'done',
    counts: { taken: 400 },
  });
  await two.client.customerImport.start(await without(two, list(unnumbered(400, 450))));
  expect((await ended(two)).run).toMatchObject({ state: 'done', counts: { taken: 50 } });
  server.road.cut = false;
  await expectEveryNumberOnce(450);
});

test('a cut in the middle stops the import where the numbers end, and it goes on there', async () => {
  const { two, server } = pair;
  server.road.fate = (path) => (path.endsWith('/leaseNumbers') && ++leases > 1 ? 'lost' : 'pass');
  await two.client.customerImport.start(await without(two, list(unnumbered(0, 2600))));
  const { run } = await ended(two);
  expect(run).toMatchObject({ state: 'failed', failure: { reason: 'noNumbers', incident: null }, resumable: true });
  const done = rowsAt(two, 'customer').length;
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(2600);
  expect(run?.linesDone).toBe(done);
  expect(run?.notSearchableYet).toBe(0);
  // The answer that lends a block is lost: the block is nobody's, and that is all.
  server.road.fate = (path) => (path.endsWith('/leaseNumbers') && ++leases === 3 ? 'answerLost' : 'pass');
  await two.client.customerImport.resume();
  expect((await ended(two)).run).toMatchObject({ state: 'failed', failure: { reason: 'noNumbers' } });
  await two.client.customerImport.resume();
  expect((await ended(two)).run).toMatchObject({ state: 'done', counts: { taken: 2600 } });
  await expectEveryNumberOnce(2600);
});

test('ended while it waits for numbers, the import is broken off and can go on', async () => {
  const { two, server } = pair;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  server.road.fate = () => 'pass';
  const { fetch } = server.road;
  let asked: () => void = () => undefined;
  const second = new Promise<void>((resolve) => {
    asked = resolve;
  });
  server.road.fetch = async (request) => {
    if (request.url.endsWith('/leaseNumbers') && ++leases === 2) {
      asked();
      await held;
    }
    return fetch(request);
  };
  await two.client.customerImport.start(await without(two, list(unnumbered(0, 2600))));
  await second;
  await two.client.customerImport.cancel();
  expect((await ended(two)).run).toMatchObject({ state: 'cancelled', resumable: true, failure: null });
  release();
  server.road.fetch = fetch;
  await two.client.customerImport.resume();
  expect((await ended(two)).run).toMatchObject({ state: 'done', counts: { taken: 2600 } });
  await expectEveryNumberOnce(2600);
});

test('a list that brings some of its numbers keeps them all, also where the server would lend the same', async () => {
  const { two } = pair;
  const next = Number(
    houseOf(two)
      .db.sqlite.prepare("SELECT json_extract(value, '$[0].from') FROM local WHERE key = 'numberBlocks'")
      .pluck()
      .get(),
  );
  // Every other line has a number, from those that this workstation was lent on.
  const rows = lines(0, 600).map(([, ...rest], at) => [at % 2 ? String(next + at) : '', ...rest]);
  const { ended: state } = await runImport(two, list(rows));
  expect(state.run).toMatchObject({ state: 'done', counts: { taken: 600, withProblems: 0 } });
  const brought = rows.map(([number]) => number ?? '').filter(Boolean);
  expect(numbersAt(two)).toEqual(expect.arrayContaining(brought));
  await expectEveryNumberOnce(600);
  await save(pair, two, null, customerForm('Danach'));
  await save(pair, pair.one, null, customerForm('Auch danach'));
  await expectEveryNumberOnce(602);
});

test('a workstation of no chain counts by itself, as ever', async () => {
  const { sqlite } = houseOf(pair.two).db;
  sqlite.prepare("DELETE FROM local WHERE key IN ('sync', 'numberBlocks')").run();
  await pair.two.client.customerImport.start(await without(pair.two, list(unnumbered(0, 300))));
  expect((await ended(pair.two)).run).toMatchObject({ state: 'done', counts: { taken: 300 } });
  expect(new Set(numbersAt(pair.two)).size).toBe(300);
});
