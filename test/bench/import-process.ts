// The product importing: the whole service on a data folder, a list chosen, tried out and run as the screen does it, and
// meanwhile saves of customers as F1 makes them, each timed from the moment it was due.
import { createRouterClient } from '@orpc/server';
import pino from 'pino';
import { searchCustomers } from '../../src-main/service/search/search.ts';
import { createService } from '../../src-main/service/service.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import { answerQuestions } from './answering.ts';
import { randomFrom } from './customers.ts';
import { BENCH_BRANCH, KEY, RESOURCES, TODAY } from './sample-database.ts';

const [directory = ''] = process.argv.slice(2);

export type ImportQuestion =
  /** `savesPerSecond` are offered from the beginning of the run to its end. */
  | { kind: 'import'; list: string; savesPerSecond: number }
  | { kind: 'rows'; numbers: readonly string[] }
  | { kind: 'search'; text: string };

export type ImportAnswer = { checkSeconds: number; seconds: number; taken: number; waits: number[] };
export type RowAnswer = {
  rows: { number: string; lastName: string; birthDate: string | null; e164: string | null }[];
  count: number;
};

const service = createService({
  dataDirectory: directory,
  resourcesDirectory: RESOURCES,
  keyStore: {
    kind: 'file',
    read: () => KEY,
    write: () => undefined,
    readToken: () => null,
    writeToken: () => undefined,
    erase: () => undefined,
  },
  host: 'browser',
  version: 'bench',
  now: Date.now,
  log: pino({ level: 'silent' }),
  printers: { list: async () => [], print: async () => ({ ok: false, code: 'gone', message: '' }) as never },
  upkeep: 'byHand',
});
const { counter } = service;
const client = createRouterClient(service.router, { context: { counter } });
const house = counter.house;
if (!house) throw new Error(counter.trouble?.kind);
const { sqlite } = house.db;
counter.session.person = { id: 'bench', name: 'Bench', role: 'administrator' };

answerQuestions<ImportQuestion>(async (question) => {
  switch (question.kind) {
    case 'import':
      return runImport(question.list, question.savesPerSecond);
    case 'rows':
      return rows(question.numbers);
    case 'search':
      return {
        numbers: searchCustomers(sqlite, readQuery(question.text, TODAY), { limit: 20, offset: 0 }).rows.map(
          (row) => row.number,
        ),
      };
  }
});

async function runImport(list: string, savesPerSecond: number): Promise<ImportAnswer> {
  const desk = house?.importing;
  if (!desk) throw new Error('not open');
  await desk.chooseFile(list);
  const plan = desk.state().file?.proposal;
  if (!plan) throw new Error(JSON.stringify(desk.state().trouble));
  const checkBegan = performance.now();
  await desk.check(plan);
  const checkSeconds = (performance.now() - checkBegan) / 1000;
  const saving = savesPerSecond > 0 ? saveAtRate(savesPerSecond) : null;
  const began = performance.now();
  await desk.start(plan, { employeeId: 'bench', branchId: BENCH_BRANCH, workstationId: null });
  while (desk.state().job) await new Promise((resolve) => setTimeout(resolve, 50));
  const seconds = (performance.now() - began) / 1000;
  const waits = saving ? await saving() : [];
  const { run } = desk.state();
  if (run?.state !== 'done') throw new Error(JSON.stringify(run));
  return { checkSeconds, seconds, taken: run.counts.taken, waits };
}

/** @returns ends it and gives milliseconds from the moment each save was due until it was done */
function saveAtRate(perSecond: number): () => Promise<number[]> {
  const people = somePeople();
  const random = randomFrom(11);
  const waits: number[] = [];
  let going = true;
  const loop = (async () => {
    const began = performance.now();
    for (let made = 0; going; made += 1) {
      // Not in step with the import's own rhythm.
      const due = began + ((made + random()) * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      if (!going) return;
      const one = people[Math.floor(random() * people.length)];
      if (!one) return;
      one.form.note = `Notiz ${made}`;
      const [phone] = one.form.phones;
      if (phone) phone.number = `+49300${String(made).padStart(7, '0')}`;
      await client.customers.save({ ...one, basedOn: null, appActive: null, draftId: null });
      waits.push(performance.now() - due);
    }
  })();
  return async () => {
    going = false;
    await loop;
    return waits;
  };
}

function somePeople(): { id: string; form: CustomerForm }[] {
  const found = sqlite.prepare('SELECT id, lastName FROM customer WHERE rowid <= 500').all() as {
    id: string;
    lastName: string;
  }[];
  const one = (id: string, lastName: string): CustomerForm => ({
    ...emptyForm('natural', 'active'),
    ...{ firstName: 'Anna', lastName, birthDate: '1961-04-03' },
    phones: [{ id: null, label: null, number: `+49300${id.length}000000`, sms: false }],
  });
  return found.map(({ id, lastName }) => ({ id, form: one(id, lastName) }));
}

function rows(numbers: readonly string[]): RowAnswer {
  const find = sqlite.prepare(
    `SELECT c.number, c.lastName, c.birthDate, p.e164 FROM customer c
     LEFT JOIN customerPhone p ON p.customerId = c.id AND p.rank = 0 WHERE c.number = ?`,
  );
  const { count } = sqlite.prepare('SELECT count(*) AS count FROM customer').get() as { count: number };
  return { rows: numbers.flatMap((number) => find.all(number) as RowAnswer['rows']), count };
}
