// Two counters of one branch and their server, for the cases in which they disagree: what is on each of them and on the
// server, and what people do there without paper.
import { endAppAccess } from '../../src-main/service/app-access/access.ts';
import { addEntry } from '../../src-main/service/consent/ledger.ts';
import type { House } from '../../src-main/service/house.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import type { TestCounter } from './counter.ts';
import { customerForm } from './data-folder.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from './sync.ts';

export type Pair = {
  readonly server: TestServer;
  readonly one: TestCounter;
  readonly two: TestCounter;
  /** Each clock is the server's plus this. */
  readonly off: { one: number; two: number };
  close(): Promise<void>;
};

/** With an app licence, so that accesses can be opened. */
export async function openPair(): Promise<Pair> {
  const server = await openServer();
  const off = { one: 0, two: 0 };
  const one = await foundingCounter(server, { now: () => server.clock.now + off.one });
  giveLicence(one);
  const two = await joinedCounter(server, one, { ports: { now: () => server.clock.now + off.two } });
  return {
    ...{ server, one, two, off },
    close: async () => {
      one.close();
      two.close();
      await server.close();
    },
  };
}

export function houseOf(counter: TestCounter): House {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
}

/** The counter's branch may give access to the app. */
export function giveLicence(counter: TestCounter): void {
  const house = houseOf(counter);
  house.save('branch.save', (unit) =>
    unit.update('branch', house.session.seat?.branch.id ?? '', { licenceUntil: '2099-12-31' }),
  );
}

/** Says and hears everything at both, until nobody has anything new. */
export async function level({ one, two }: Pair): Promise<void> {
  for (const counter of [one, two, one, two]) await round(counter);
}

/** @returns the id of a customer that both know */
export async function sharedCustomer(pair: Pair, more: Partial<CustomerForm> = {}): Promise<string> {
  const { id } = await save(pair, pair.one, null, customerForm('Müller', more));
  await level(pair);
  return id;
}

export async function save(
  { server }: Pick<Pair, 'server'>,
  counter: TestCounter,
  id: string | null,
  form: CustomerForm,
  appActive: boolean | null = null,
) {
  server.clock.now += 1000;
  return counter.client.customers.save({ id, form, basedOn: null, appActive, draftId: null });
}

/** What the mask shows, changed and saved. */
export async function edit(pair: Pair, counter: TestCounter, id: string, patch: Partial<CustomerForm>): Promise<void> {
  await save(pair, counter, id, { ...(await formOf(counter, id)), ...patch });
}

export async function formOf(counter: TestCounter, id: string): Promise<CustomerForm> {
  return (await counter.client.customers.byId({ id })).form;
}

/** The customer signed for the app at this moment. */
export function grantApp(counter: TestCounter, customerId: string): void {
  const house = houseOf(counter);
  house.save('consent.sign', (unit) =>
    addEntry(house, unit, {
      ...{ customerId, purpose: 'app', kind: 'granted', version: null, capturedAt: unit.now },
      ...{ capturedHow: 'paper', capturedBy: house.session.person?.id ?? '' },
    }),
  );
}

/** The customer took it back; the access ends in the same save. */
export function withdrawApp(counter: TestCounter, customerId: string): void {
  const house = houseOf(counter);
  house.save('consent.withdraw', (unit) => {
    addEntry(house, unit, {
      ...{ customerId, purpose: 'app', kind: 'withdrawn', version: null, capturedAt: unit.now },
      ...{ capturedHow: 'oral', capturedBy: house.session.person?.id ?? '' },
    });
    endAppAccess(house, unit, customerId);
  });
}

/** A letter was printed and F1 has made its password valid. */
export async function issuePassword(
  pair: Pair,
  counter: TestCounter,
  customerId: string,
  letter: { number: string; hash: string },
): Promise<void> {
  const house = houseOf(counter);
  house.db.sqlite
    .prepare(
      'INSERT INTO pendingSecret (id, customerId, ownerId, passwordHash, letterNumber, printedAt) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(house.newId(), customerId, house.session.person?.id ?? '', letter.hash, letter.number, house.now());
  await save(pair, counter, customerId, await formOf(counter, customerId));
}

type Raw = Record<string, JsonValue>;

/** Rows as they lie at a counter. */
export function rowsAt(counter: TestCounter, table: string, where = '1'): Raw[] {
  return houseOf(counter).db.sqlite.prepare(`SELECT * FROM "${table}" WHERE ${where} ORDER BY id`).all() as Raw[];
}

/** Rows as they lie on the server, with their bookkeeping. */
export async function rowsOnServer({ server }: Pick<Pair, 'server'>, table: string): Promise<Raw[]> {
  const rows = await server.running.server.storage.db
    .selectFrom('syncedRow')
    .selectAll()
    .where('tableName', '=', table)
    .orderBy('id')
    .execute();
  return rows.map(({ id, revision, changedAt, removedAt, body }) => ({
    ...(JSON.parse(body) as Raw),
    ...{ id, revision, changedAt, removedAt },
  }));
}

/** Entries under 'Konflikte', as the counter holds them. */
export function conflictsAt(counter: TestCounter) {
  return rowsAt(counter, 'conflict').map(({ reason, refusal, table, rowId, field, claims, theirs }) => ({
    ...{ reason, refusal, table, rowId, field },
    claims: JSON.parse(String(claims)) as { value: Raw | null; changeSetId: string }[],
    theirs: JSON.parse(String(theirs)) as Raw | null,
  }));
}
