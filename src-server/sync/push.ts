// Takes a counter's change sets: one transaction a batch, each set judged once. A repeat is given the answer it was given
// before; whatever else a crash leaves is all or nothing.
import type { PushAnswer, Refusal, SetAnswer, WireRow, WireSet } from '../../src-shared/sync/protocol.ts';
import { confirmAccess } from '../app-access/confirm.ts';
import { cardKeysIn, cardsWithKeys } from '../cards.ts';
import { alsoRenewed, renewEmployees, shownInBranch } from '../employees.ts';
import { erasedAmong, subjectsOf, withoutErased } from '../erasure/tombstones.ts';
import { bearersOfExternal } from '../external-numbers.ts';
import { endInvitations } from '../invitation/ended.ts';
import { type Aimed, aimed } from '../merge/late-push.ts';
import { provenBy } from '../proof-window.ts';
import type { Db, Dialect, Trx } from '../storage/storage.ts';
import type { ServerTables } from '../storage/tables.ts';
import { enterRefusal, seenBy } from './conflicts.ts';
import { freeNumbers, takenNumbers } from './numbers.ts';
import { type Projection, projectRows } from './projections.ts';
import { branchesOf, chunks, rowsById, rowsOfSubjects, writeRows } from './rows.ts';
import { type Judgement, type Pusher, takeSet, type Verdict } from './take-set.ts';
import { type Held, type Person, World } from './world.ts';

export type PushParts = {
  db: Db;
  dialect: Dialect;
  now: () => number;
  newId: () => string;
  projections: readonly Projection[];
};

export type KnownPusher = Pusher & { readonly chainId: string };

export class ChainGone extends Error {
  override readonly name = 'ChainGone';
}

/** @throws ChainGone, the driver's error, and then nothing was taken */
export async function push(
  parts: PushParts,
  pusher: KnownPusher,
  sets: readonly WireSet[],
  /** What the workstation shows for those who have typed their PIN there. */
  proofs: readonly string[] = [],
): Promise<PushAnswer> {
  const { db, dialect } = parts;
  return db.transaction().execute(async (trx) => {
    const chain = await dialect.lockChain(trx, pusher.chainId);
    if (!chain) throw new ChainGone(pusher.chainId);
    const before = await answersBefore(trx, chain.id, sets);
    const given = sets.filter(({ id }, at) => !before.has(id) && sets.findIndex((one) => one.id === id) === at);
    const aims = await aimed(trx, chain.id, given);
    const fresh = aims.map(({ set }) => set);
    const erased = await erasedAmong(trx, chain.id, subjectsOf(fresh));
    const { world, taken } = await worldFor(trx, chain, fresh, pusher);
    const persons = personsOf(world, pusher.branchId);
    const numbers = await freeNumbers(trx, chain, fresh, taken);
    const proven = await provenBy(trx, parts.now(), pusher, proofs);
    const judgement: Judgement = {
      ...{ now: parts.now(), newId: parts.newId },
      person: (employeeId) => persons(employeeId),
      proven: (employeeId) => proven.has(employeeId),
      freeNumber: numbers.next,
    };
    const judged: Judged[] = [];
    for (const aim of aims) {
      const set = withoutErased(aim.set, erased);
      const answer = set
        ? judge(world, { ...aim, set }, pusher, judgement)
        : refuse(world, aim.set, pusher, judgement, 'erased' satisfies Refusal);
      judged.push({ ...aim, answer });
    }
    await keep(trx, parts, { chain, world, pusher, judged, nextNumber: numbers.after() });
    if (world.revision > chain.revision) await dialect.announce(trx, chain.id, world.revision, branchesOf(world.dirty));
    const answers = new Map([...before, ...judged.map(({ answer }) => [answer.id, answer] as const)]);
    return {
      head: {
        epoch: chain.epoch,
        epochFrom: chain.epochFrom,
        epochBefore: chain.epochBefore,
        revision: world.revision,
        now: parts.now(),
      },
      answers: sets.flatMap(({ id }) => answers.get(id) ?? []),
      rows: await rowsTouched(trx, pusher, world, [...sets, ...fresh], before),
    };
  });
}

// --- details

type Judged = Aimed & { readonly answer: SetAnswer };

function judge(world: World, { set, marks, isAboutStub }: Aimed, pusher: KnownPusher, judgement: Judgement): SetAnswer {
  const foreign = set.workstationId !== null && set.workstationId !== pusher.workstationId && pusher.foundedAt === null;
  const refusal: Refusal | null = foreign ? 'notAllowed' : isAboutStub ? 'notAboutThis' : null;
  const verdict: Verdict = refusal ? { kind: 'refused', refusal } : takeSet(world, set, pusher, judgement);
  if (verdict.kind === 'refused') return refuse(world, set, pusher, judgement, verdict.refusal);
  renewEmployees(world, set.changes, judgement.now);
  confirmAccess(world, set, judgement.now);
  endInvitations(world, set, judgement.now);
  const logged = logRow(world, { ...set, changes: [...set.changes, ...marks] }, judgement.now, pusher.branchId);
  world.put(logged);
  world.accept();
  return { id: set.id, verdict, revision: logged.revision };
}

/** The entry says who, where and how much; of what was said nothing. */
function refuse(world: World, set: WireSet, pusher: KnownPusher, judgement: Judgement, refusal: Refusal): SetAnswer {
  enterRefusal({ world, set, pusher, judgement }, refusal);
  const [entry] = world.accept();
  return { id: set.id, verdict: { kind: 'refused', refusal }, revision: entry?.revision ?? world.revision };
}

/** The set as it comes down to others: the same history everywhere, without secrets. */
function logRow(world: World, set: WireSet, now: number, branchId: string): Held {
  const own = set.changes.some(({ table, rowId }) => world.row(table as Held['table'], rowId)?.branchId !== null);
  const { id, at, employeeId, workstationId, doing, undoes, changes } = set;
  return {
    ...{ table: 'changeSet', id, branchId: own ? branchId : null, subjectId: changes[0]?.subjectId ?? id },
    ...{ revision: 0, changedAt: now, removedAt: null, marks: {} },
    body: {
      ...{ at, employeeId, branchId: set.branchId, workstationId, doing, undoes },
      changes: JSON.stringify(set.doing === 'import' ? birthsInShort(changes) : changes),
    },
  };
}

/**
 * An imported customer's birth is one entry without values, with all that was born with him, as the importing counter logs it
 * itself (customer-import/bulk-rows.ts): the rows hold the values, and a million of them need not travel twice.
 */
function birthsInShort(changes: WireSet['changes']): WireSet['changes'] {
  const born = new Set(
    changes.flatMap(({ table, kind, rowId }) => (table === 'customer' && kind === 'create' ? [rowId] : [])),
  );
  return changes.flatMap((change) => {
    if (change.kind !== 'create' || !born.has(change.subjectId)) return [change];
    return change.table === 'customer' ? [{ ...change, to: null }] : [];
  });
}

async function answersBefore(
  trx: Trx,
  chainId: string,
  sets: readonly WireSet[],
): Promise<ReadonlyMap<string, SetAnswer>> {
  const found = new Map<string, SetAnswer>();
  for (const some of chunks(
    sets.map(({ id }) => id),
    1000,
  )) {
    const rows = await trx
      .selectFrom('judgedSet')
      .select(['id', 'revision', 'verdict'])
      .where('chainId', '=', chainId)
      .where('id', 'in', some)
      .execute();
    for (const { id, revision, verdict } of rows)
      found.set(id, { id, revision, verdict: JSON.parse(verdict) as Verdict });
  }
  return found;
}

/** Fetches what the sets name: the rows, their customers, open conflicts about them, the people, the numbers. */
async function worldFor(
  trx: Trx,
  chain: ServerTables['chain'],
  sets: readonly WireSet[],
  { foundedAt }: KnownPusher,
): Promise<{ world: World; taken: ReadonlyMap<string, string> }> {
  if (sets.length === 0) return { world: new World(chain.revision, [], []), taken: new Map() };
  const keys = new Map<string, Set<string>>();
  const want = (table: string, id: string) => {
    const ids = keys.get(table) ?? new Set<string>();
    keys.set(table, ids.add(id));
  };
  /** Of whom more is looked at than the rows that are named. */
  const [customers, textBlocks, employees] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const concerned = new Set<string>();
  for (const { changes, employeeId } of sets) {
    if (employeeId) want('employee', employeeId);
    if (employeeId) employees.add(employeeId);
    for (const change of changes) {
      const { table, subjectId, kind } = change;
      for (const one of alsoRenewed(change)) want(one.table, one.rowId);
      want('customer', subjectId);
      // What founds a chain meets nothing that could contradict it.
      if (kind !== 'create' || foundedAt === null) concerned.add(subjectId);
      // An invitation dies with the address it was sent to.
      if (change.field === 'email' || kind === 'remove') want('appAccess', subjectId);
      if (table === 'textBlockVersion') textBlocks.add(subjectId);
      if (table === 'employeeRole') employees.add(subjectId);
      if (table !== 'appAccess' && table !== 'consentEntry') continue;
      customers.add(subjectId);
      want('appAccess', subjectId);
    }
  }
  for (const cardId of await cardsWithKeys(trx, chain.id, cardKeysIn(sets))) want('customerCard', cardId);
  for (const customerId of await bearersOfExternal(trx, chain.id, sets)) want('customer', customerId);
  const held = await rowsById(trx, chain.id, keys);
  for (const { subjectId } of held) concerned.add(subjectId);
  for (const [table, ids] of [
    ['conflict', concerned],
    ['consentEntry', customers],
    ['appDevice', customers],
    ['textBlockVersion', textBlocks],
    ['employeeRole', employees],
  ] as const)
    held.push(...(await rowsOfSubjects(trx, chain.id, table, [...ids])));
  const taken = await takenNumbers(trx, chain.id, sets);
  return { world: new World(chain.revision, unique(held), taken), taken };
}

function unique(rows: readonly Held[]): Iterable<Held> {
  return new Map(rows.map((row) => [`${row.table} ${row.id}`, row])).values();
}

/** Who somebody is in a branch, as the server knows it at this moment of the batch. */
export function personsOf(world: World, branchId: string): (employeeId: string) => Person | undefined {
  return (employeeId) => {
    const found = world.row('employee', employeeId);
    if (!found || found.removedAt !== null) return undefined;
    for (const role of world.rowsOf('employeeRole'))
      if (role.body.employeeId === employeeId && role.body.branchId === branchId && role.removedAt === null)
        return {
          role: role.body.role as Person['role'],
          blocked: found.body.blockedAt !== null || found.body.technical === 1,
        };
    return undefined;
  };
}

type Taken = {
  chain: ServerTables['chain'];
  world: World;
  pusher: KnownPusher;
  judged: readonly Judged[];
  nextNumber: number;
};

async function keep(trx: Trx, parts: PushParts, { chain, world, pusher, judged, nextNumber }: Taken): Promise<void> {
  if (judged.length === 0) return;
  const dirty = [...world.dirty];
  // What the server made of a push, the pusher hears with the next pull, too: the answer may be lost, and a repeated one
  // carries the named rows only.
  const named = new Set(judged.flatMap(({ set }) => set.changes.map(({ table, rowId }) => `${table} ${rowId}`)));
  // A set that has landed elsewhere than it was aimed: whoever pushed it has to hear where.
  const turned = new Set(judged.flatMap(({ set, marks }) => (marks.length > 0 ? [set.id] : [])));
  const isOwn = ({ table, id }: Held) =>
    table === 'changeSet' ? !turned.has(id) : turned.size === 0 && named.has(`${table} ${id}`);
  await writeRows(trx, chain.id, dirty.filter(isOwn), pusher.workstationId);
  await writeRows(
    trx,
    chain.id,
    dirty.filter((row) => !isOwn(row)),
    null,
  );
  await projectRows(trx, chain.id, dirty, parts);
  const receivedAt = parts.now();
  for (const some of chunks(judged, 1000))
    await trx
      .insertInto('judgedSet')
      .values(
        some.map(({ answer: { id, revision, verdict } }) => ({
          ...{ chainId: chain.id, id, workstationId: pusher.workstationId, revision, receivedAt },
          verdict: JSON.stringify(verdict),
        })),
      )
      .execute();
  await trx
    .updateTable('chain')
    .set({ revision: world.revision, nextCustomerNumber: nextNumber })
    .where('id', '=', chain.id)
    .execute();
}

/**
 * What an answer carries: rows of this batch as they are now, and for repeated sets as they are in the database. A set may
 * name any id: rows that this workstation may not hold are not among them.
 */
async function rowsTouched(
  trx: Trx,
  pusher: KnownPusher,
  world: World,
  sets: readonly WireSet[],
  before: ReadonlyMap<string, SetAnswer>,
): Promise<WireRow[]> {
  const rows = new Map<string, Held>();
  const again = new Map<string, Set<string>>();
  const add = (held: Held) => {
    if (seenBy(held, pusher)) rows.set(`${held.table} ${held.id}`, held);
  };
  for (const { id, changes } of sets)
    for (const { table, rowId } of changes.flatMap(alsoRenewed)) {
      const held = before.has(id) ? undefined : world.row(table as Held['table'], rowId);
      if (held) add(held);
      else if (before.has(id)) again.set(table, (again.get(table) ?? new Set()).add(rowId));
    }
  for (const held of await rowsById(trx, pusher.chainId, again)) add(held);
  for (const held of world.dirty) if (held.table !== 'changeSet') add(held);
  return shownInBranch(trx, pusher.chainId, pusher.branchId, [...rows.values()]);
}
