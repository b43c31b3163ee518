// Two chains on one real server, each with two branches, people of every kind and customers, and tokens that are worth
// nothing: whoever may ask what is tried against them (test/server/rights*.test.ts). It decides nothing.
import { createHash } from 'node:crypto';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { issueCode } from '../../src-server/joining.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { bodySchema } from '../../src-shared/row-schemas.ts';
import { PROTOCOL_VERSION, type WireChange, type WireSet } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { openCounter, PIN, type TestCounter } from './counter.ts';
import { customerForm } from './data-folder.ts';
import { sampleOf } from './schema-samples.ts';
import { foundingCounter, joinedCounter, openServer, round, SERVER_ADDRESS, type TestServer } from './sync.ts';

export const PEOPLE = ['administrator', 'employee', 'accounting', 'blocked', 'technical', 'elsewhere'] as const;
export type Person = (typeof PEOPLE)[number];

export type Place = { branchId: string; workstationId: string; customerId: string; token: string };
export type Chain = Place & {
  counter: TestCounter;
  chainId: string;
  /** A second branch, its workstation, a customer of it. */
  other: Place;
  people: Record<Person, string>;
  /** Of the administrator at this workstation. */
  proof: string;
};

export type TwoChains = {
  readonly server: TestServer;
  readonly own: Chain;
  readonly foreign: Chain;
  /** Tokens that are worth nothing. */
  readonly dead: Readonly<Record<'revoked' | 'replaced', string>>;
  line(token: string | null): ReturnType<typeof serverLine>;
  /** All rows of both chains and all that lets somebody in, as one checksum; what only says 'was there' left out. */
  everything(but?: readonly string[]): Promise<string>;
  /** @returns 'taken' or why not; what is refused has changed nothing but the list of conflicts */
  pushed(chain: Chain, changes: WireChange[], head?: Partial<WireSet>, proofs?: readonly string[]): Promise<string>;
  setOf(chain: Chain, changes: WireChange[], head?: Partial<WireSet>): WireSet;
  creation(table: TableName, place: Pick<Place, 'customerId' | 'branchId'>): WireChange;
  /** Written beside the contract: rows that only the server makes, and rows of other branches. @returns its id */
  plantedRow(chain: Chain, table: TableName, place: Pick<Place, 'customerId' | 'branchId'>): Promise<string>;
  close(): Promise<void>;
};

export const HELLO = { protocol: PROTOCOL_VERSION, version: 'test' };

/** @param database of PostgreSQL; SQLite unless given */
export async function openTwoChains(database?: string): Promise<TwoChains> {
  const server = await openServer(
    database === undefined ? {} : { dialect: () => postgresDialect(database, () => undefined) },
  );
  const opened: TestCounter[] = [];
  const line = (token: string | null) => serverLine(server.road.fetch, SERVER_ADDRESS, () => token);
  const chain = (counter: TestCounter) => chainOf(server, line, counter, opened);
  const own = await chain(await foundingCounter(server));
  const { storage } = server.running.server;
  const { code } = await issueCode(storage.db, server.clock.now, null);
  const second = await openCounter({ ports: { road: server.road, sync: 'byHand', now: () => server.clock.now } });
  await second.client.sync.foundChain({ address: SERVER_ADDRESS, code });
  await round(second);
  const foreign = await chain(second);
  const dead = await deadTokens(line, own);
  let births = 0;
  const freshId = () => `made-${++births}`;

  const everything = async (but: readonly string[] = []) => {
    const { db } = server.running.server.storage;
    const rows = await db
      .selectFrom('syncedRow')
      .selectAll()
      .orderBy('chainId')
      .orderBy('tableName')
      .orderBy('id')
      .execute();
    const keys = await db
      .selectFrom('workstationKey')
      .select(['workstationId', 'tokenHash', 'revokedAt', 'branchId'])
      .orderBy('workstationId')
      .execute();
    const codes = await db.selectFrom('activationCode').selectAll().orderBy('codeHash').execute();
    const kept = rows.filter(({ tableName }) => !but.includes(tableName));
    return createHash('sha256')
      .update(JSON.stringify([kept, keys, codes]))
      .digest('hex');
  };
  const setOf = (from: Chain, changes: WireChange[], head: Partial<WireSet> = {}): WireSet => {
    const { branchId, workstationId, people } = from;
    return {
      ...{ id: freshId(), at: server.clock.now, employeeId: people.administrator, branchId, workstationId },
      ...{ doing: 'customer.save', undoes: null, changes, secrets: {} },
      ...head,
    };
  };
  const bodyFor = (table: TableName, { customerId, branchId }: Pick<Place, 'customerId' | 'branchId'>) => {
    const id = freshId();
    const body = { ...(sampleOf(bodySchema(table)) as Record<string, unknown>) };
    const columns = tables[table] as unknown as Record<string, { notNull: boolean; dataType: string } | undefined>;
    for (const name of Object.keys(body)) if (body[name] === 'sample') body[name] = `${name} ${id}`;
    if ('customerId' in columns) body.customerId = customerId;
    if ('branchId' in columns) body.branchId = branchId;
    if ('active' in columns) body.active = 1;
    return body;
  };
  return {
    ...{ server, own, foreign, dead, line, everything, setOf },
    pushed: async (from, changes, head = {}, proofs = [from.proof]) => {
      const before = await everything(['conflict']);
      const sets = [setOf(from, changes, head)];
      const { answers } = await line(from.token).sync.push({ ...HELLO, sets, proofs: [...proofs] });
      const verdict = answers[0]?.verdict;
      if (verdict?.kind !== 'refused') return verdict?.kind ?? 'no verdict';
      if ((await everything(['conflict'])) !== before) throw new Error(`${verdict.refusal}, and yet something changed`);
      return verdict.refusal;
    },
    creation: (table, place) => {
      const body = bodyFor(table, place);
      const { fields = {}, subject } = synced[table];
      const logged = Object.fromEntries(
        Object.entries(body).filter(([name, value]) => value !== null && fields[name] !== 'serverOwned'),
      );
      const rowId = table === 'appAccess' ? place.customerId : freshId();
      const subjectId = String(subject === 'id' ? rowId : (body[subject] ?? rowId));
      const none = { field: null, from: null, groupFrom: null };
      return { table, rowId, subjectId, kind: 'create', to: JSON.stringify(logged), ...none };
    },
    plantedRow: async (to, table, place) => {
      const id = `planted-${freshId()}`;
      const body = bodyFor(table, place);
      const { db } = server.running.server.storage;
      const { revision } = await db
        .updateTable('chain')
        .set((eb) => ({ revision: eb('revision', '+', 1) }))
        .where('id', '=', to.chainId)
        .returning('revision')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('syncedRow')
        .values({
          ...{ chainId: to.chainId, tableName: table, id, revision, removedAt: null, marks: '{}', writtenBy: null },
          branchId: synced[table].scope === 'chain' ? null : place.branchId,
          subjectId: String(body[synced[table].subject] ?? id),
          changedAt: server.clock.now,
          body: JSON.stringify(body),
        })
        .execute();
      return id;
    },
    close: async () => {
      for (const counter of opened) counter.close();
      await server.close();
    },
  };
}

export function update(table: TableName, rowId: string, field: string, to: unknown): WireChange {
  return { table, rowId, subjectId: rowId, kind: 'update', field, from: null, to: JSON.stringify(to), groupFrom: null };
}

export function removal(table: TableName, rowId: string): WireChange {
  return { table, rowId, subjectId: rowId, kind: 'remove', field: null, from: '{}', to: null, groupFrom: null };
}

// --- details

async function chainOf(
  server: TestServer,
  line: TwoChains['line'],
  counter: TestCounter,
  opened: TestCounter[],
): Promise<Chain> {
  opened.push(counter);
  const { client } = counter;
  const state = await client.signIn.state();
  if (state.phase !== 'open') throw new Error('nobody is signed in');
  const form = {
    ...{ name: 'Markt-Apotheke', street: null, houseNumber: null, postcode: null, town: null, phone: null },
    ...{ email: null, website: null, openingHours: null, letterFooter: null, accent: null, licenceUntil: null },
  };
  const { id: otherBranch } = await client.branches.save({ id: null, form, logo: 'keep' });
  // What a setting could forbid is allowed: then it is the rights that refuse.
  await client.settings.save({ changes: { changeBranchInSearch: 'yes', takeOverForAllBranches: true } });
  const hire = async (name: string, more: object) => {
    const { id } = await client.employees.save({ id: null, name, role: 'employee', blocked: false, pin: PIN, ...more });
    return id;
  };
  const people: Record<Person, string> = {
    administrator: state.person.id,
    employee: await hire('Bernd Bussard', {}),
    accounting: await hire('Carla Dohle', { role: 'accounting' }),
    blocked: await hire('Dora Drossel', { role: 'administrator', blocked: true }),
    technical: await hire('Warenwirtschaft', { role: 'administrator', technical: true, pin: null }),
    elsewhere: await hire('Emil Elster', { role: null, elsewhere: [{ branchId: otherBranch, role: 'administrator' }] }),
  };
  const newCustomer = async (at: TestCounter, name: string) =>
    (
      await at.client.customers.save({
        ...{ id: null, form: customerForm(name), basedOn: null, appActive: null, draftId: null },
      })
    ).id;
  const customerId = await newCustomer(counter, 'Müller');
  const two = await joinedCounter(server, counter, { branchId: otherBranch });
  opened.push(two);
  const theirs = await newCustomer(two, 'Weiß');
  await round(two);
  await round(counter);
  const token = counter.service.counter.ports.keyStore.readToken() ?? '';
  const otherState = await two.client.signIn.state();
  const { chainId } = await server.running.server.storage.db
    .selectFrom('workstationKey')
    .select('chainId')
    .where('workstationId', '=', state.seat.workstation.id)
    .executeTakeFirstOrThrow();
  const window = await line(token).employees.prove({ proof: { employeeId: people.administrator, pin: PIN } });
  return {
    ...{ counter, token, chainId, branchId: state.seat.branch.id, workstationId: state.seat.workstation.id },
    other: {
      ...{ branchId: otherBranch, customerId: theirs, token: two.service.counter.ports.keyStore.readToken() ?? '' },
      workstationId: otherState.phase === 'open' ? otherState.seat.workstation.id : '',
    },
    ...{ customerId, people, proof: window.token },
  };
}

async function deadTokens(line: TwoChains['line'], { token, branchId, people }: Chain): Promise<TwoChains['dead']> {
  const proof = { employeeId: people.administrator, pin: PIN };
  const { workstations } = line(token);
  const made = async () => {
    const { code, workstationId } = await workstations.make({ proof, branchId, name: 'Büro' });
    const joined = await line(null).sync.join({ ...HELLO, code, workstation: null });
    return { token: joined.token, workstationId };
  };
  const [revoked, replaced] = [await made(), await made()];
  await workstations.revoke({ proof, workstationId: revoked.workstationId });
  const { code } = await workstations.activate({ proof, workstationId: replaced.workstationId });
  await line(null).sync.join({ ...HELLO, code, workstation: null });
  return { revoked: revoked.token, replaced: replaced.token };
}
