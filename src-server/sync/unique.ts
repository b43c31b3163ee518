// What may be there once only, and what hangs on something that is gone: the later one gives way or waits for a person, and
// is never lost.
import { type CardFacts, cardKey, isInUse } from '../../src-shared/cards/in-use.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { JsonValue, WireSet } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import { enterConflict } from './conflicts.ts';
import { Refused, text } from './set-values.ts';
import type { Held, World } from './world.ts';

type Taking = {
  world: World;
  set: WireSet;
  pusher: { workstationId: string; branchId: string };
  judgement: { now: number; newId: () => string; freeNumber: () => string };
};

/** What may be there once only gives way where it comes second, and never keeps a row from being taken. @returns conflicts */
export function beUnique(taking: Taking, table: TableName, made: Held): number {
  switch (table) {
    case 'customer':
      return giveFreeNumber(taking, made) + leaveExternalNumber(taking, made);
    case 'textBlockVersion':
      return giveFreeVersion(taking, made);
    case 'customerCard':
      return endSecondCard(taking, made);
    case 'appAccess':
      // One a customer, chain-wide: the id is the customer's.
      if (made.id !== made.body.customerId) throw new Refused('badRow');
      return 0;
    default:
      return 0;
  }
}

/** A line for a customer whom somebody has removed meanwhile: it is kept, and somebody has to look at it. */
export function tellOfRemovedParent(taking: Taking, table: TableName, body: Record<string, JsonValue>): number {
  if (synced[table].scope !== 'branch' || table === 'customer') return 0;
  const customer = taking.world.row('customer', text(body.customerId) ?? '');
  if (!customer || customer.removedAt === null) return 0;
  enterConflict(taking, customer, { field: null, fields: [] });
  return 1;
}

// --- details

/** Two counters gave the same number: the later one gets a free one, and staff are told (architecture, 'Numbers'). */
function giveFreeNumber(taking: Taking, made: Held): number {
  const { world, judgement } = taking;
  const wanted = String(made.body.number);
  const bearer = world.bearerOf(wanted);
  if (bearer === undefined || bearer === made.id) return 0;
  made.body = { ...made.body, number: judgement.freeNumber() };
  enterConflict(taking, made, { field: 'number', fields: [['number', wanted]], reason: 'numberTaken' });
  return 1;
}

/** A number that a card in use bears already: the later card stays and counts as invalid until somebody looks at it. */
function endSecondCard(taking: Taking, made: Held): number {
  const { world, judgement } = taking;
  const today = localDay(judgement.now);
  if (made.removedAt !== null || !isInUse(cardOf(made), today)) return 0;
  const wanted = cardOf(made).number;
  for (const one of world.rowsOf('customerCard')) {
    if (one.id === made.id || one.removedAt !== null || !isInUse(cardOf(one), today)) continue;
    if (cardKey(cardOf(one).number) !== cardKey(wanted)) continue;
    made.body = { ...made.body, invalidAt: judgement.now };
    enterConflict(taking, made, { field: 'number', fields: [['number', wanted]], reason: 'numberTaken' });
    return 1;
  }
  return 0;
}

/** An external number is one customer's: where a second one was given it, he has none until somebody decides (E-05). */
function leaveExternalNumber(taking: Taking, made: Held): number {
  const { world } = taking;
  const wanted = text(made.body.externalNumber);
  if (wanted === null || made.removedAt !== null) return 0;
  for (const one of world.rowsOf('customer')) {
    if (one.id === made.id || one.removedAt !== null || one.body.externalNumber !== wanted) continue;
    made.body = { ...made.body, externalNumber: null };
    enterConflict(taking, made, {
      field: 'externalNumber',
      fields: [['externalNumber', wanted]],
      reason: 'numberTaken',
    });
    return 1;
  }
  return 0;
}

/** A card as its rules look at it. */
export function cardOf({ body }: Held): CardFacts {
  return {
    number: String(body.number),
    validFrom: text(body.validFrom),
    validTo: text(body.validTo),
    ...{ locked: (body.lockedAt ?? null) !== null, invalid: (body.invalidAt ?? null) !== null },
    replacedById: text(body.replacedById),
  };
}

/** Two counters wrote version 2 of a declaration: both texts stay, the later one becomes version 3. */
function giveFreeVersion(taking: Taking, made: Held): number {
  const { textBlockId, number: wanted = 0 } = made.body;
  const used = new Set<JsonValue | undefined>();
  for (const one of taking.world.rowsOf('textBlockVersion'))
    if (one.id !== made.id && one.body.textBlockId === textBlockId) used.add(one.body.number);
  if (!used.has(wanted)) return 0;
  let free = Number(wanted);
  while (used.has(free)) free += 1;
  made.body = { ...made.body, number: free };
  enterConflict(taking, made, { field: 'number', fields: [['number', wanted]], reason: 'numberTaken' });
  return 1;
}
