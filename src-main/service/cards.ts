// Cards of customers: whose a number is, what keeps the mask's cards and programmes from being saved, and what follows when a
// card is put in. Which card counts and who may change what stands in cards/ and programs/ of the shared rules.
import { dayBefore } from '../../src-shared/calendar/day.ts';
import type { Role } from '../../src-shared/calls.ts';
import type { CardAnswer, TakenCard } from '../../src-shared/cards/calls.ts';
import { type CardFacts, cardKey, cardState, isInUse } from '../../src-shared/cards/in-use.ts';
import { cardChangeProblems } from '../../src-shared/cards/rules.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { type FieldProblem, listName, localDay } from '../../src-shared/customers/rules.ts';
import { membershipChangeProblems, type ProgramFacts } from '../../src-shared/programs/rules.ts';
import { foldCode } from '../../src-shared/search/query.ts';
import type { Row } from '../../src-shared/tables.ts';
import { statusRulesOf } from './customer-status.ts';
import { rawRow, statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import { askPrivacy } from './privacy-asking.ts';
import type { procedures } from './procedures.ts';
import { factIds } from './search/fact-walks.ts';
import { setting } from './settings.ts';

export function cardHandlers(os: typeof procedures.cards) {
  return {
    bearer: os.bearer.handler(({ context, input }) => {
      const house = opened(context);
      const customerId = bearerOf(house, input.number, input.besides);
      return customerId === null ? null : personOf(house, customerId);
    }),

    take: os.take.handler(({ context, input }) => takeCard(opened(context), input)),
  };
}

/** What keeps the cards and programmes of the mask from being saved; `before` undefined for a new customer. */
export function cardFormProblems(
  house: House,
  role: Role,
  form: CustomerForm,
  before: { id: string; form: CustomerForm } | undefined,
): FieldProblem[] {
  const today = localDay(house.now());
  return [
    ...cardChangeProblems(before?.form.cards ?? [], form.cards, {
      ...{ today, externalCards: setting(house, 'externalCards') },
      bearer: (number) => bearerOf(house, number, before?.id ?? null),
    }),
    ...membershipChangeProblems(before?.form.memberships ?? [], form.memberships, {
      program: (id) => programOf(house, id),
      cards: new Set(form.cards.flatMap((card) => (card.id !== null && isInUse(card, today) ? [card.id] : []))),
      settings: {
        programsFixed: setting(house, 'programsFixed'),
        programsNeedCard: setting(house, 'programsNeedCard'),
      },
      role,
    }),
  ];
}

/**
 * A card was put in: finds whose it is, brings him over from another branch where the chain wants that (E-58, T-14), renews
 * his membership with the payer (E-83), and asks for the privacy dialog.
 */
export async function takeCard(house: House, card: TakenCard): Promise<CardAnswer> {
  const today = localDay(house.now());
  const known = cardsOf(house, card.number).filter(({ kind }) => kind === card.kind);
  const valid = known.find((one) => cardState(one, today) === 'valid');
  const found = valid?.customerId ?? (card.kind === 'insurance' ? insuredOf(house, card.number) : null);
  if (found !== null) return welcome(house, found, card, null);
  const [other] = known;
  if (other) return { kind: 'notValid', state: cardState(other, today), ...personOf(house, other.customerId) };
  if (card.kind !== 'insurance' || !setting(house, 'takeOverByCard')) return { kind: 'unknown' };
  const moved = await bringOver(house, card.number);
  return typeof moved === 'string' ? { kind: moved } : welcome(house, moved.customerId, card, moved.fromBranchName);
}

// --- details

type KnownCard = CardFacts & Pick<Row<'customerCard'>, 'id' | 'customerId' | 'kind'>;
type StoredCard = Pick<
  Row<'customerCard'>,
  'id' | 'customerId' | 'kind' | 'number' | 'validFrom' | 'validTo' | 'lockedAt' | 'invalidAt' | 'replacedById'
>;

/** Newest first. */
function cardsOf(house: House, number: string): KnownCard[] {
  const rows = statement(
    house.db.sqlite,
    `SELECT k.id, k.customerId, k.kind, k.number, k.validFrom, k.validTo, k.lockedAt, k.invalidAt, k.replacedById
     FROM customerCard k JOIN customer c ON c.id = k.customerId
     WHERE k.number = ? AND k.removedAt IS NULL AND c.removedAt IS NULL ORDER BY k.id DESC`,
  ).all(cardKey(number)) as StoredCard[];
  return rows.map(({ lockedAt, invalidAt, ...card }) => ({
    ...card,
    ...{ locked: lockedAt !== null, invalid: invalidAt !== null },
  }));
}

function bearerOf(house: House, number: string, besides: string | null): string | null {
  const today = localDay(house.now());
  const found = cardsOf(house, number).find((card) => card.customerId !== besides && isInUse(card, today));
  return found?.customerId ?? null;
}

/** By the insured number of the mask; of two with one number nobody can say who stands there. */
function insuredOf(house: House, number: string): string | null {
  const key = cardKey(number);
  const found = factIds(house.db.sqlite, { field: 'code', code: foldCode(number) }, 20).flatMap((at) => {
    const row = statement(
      house.db.sqlite,
      `SELECT c.id, c.kvnr FROM searchRow r JOIN customer c ON c.id = r.customerId
       WHERE r.id = ? AND c.removedAt IS NULL AND c.kvnr IS NOT NULL`,
    ).get(at) as { id: string; kvnr: string } | undefined;
    return row && cardKey(row.kvnr) === key ? [row.id] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

function programOf(house: House, id: string): ProgramFacts | undefined {
  const row = rawRow(house.db.sqlite, 'customerProgram', id) as
    | (Pick<Row<'customerProgram'>, 'kind' | 'value'> & { fixedValue: number })
    | undefined;
  return row && { kind: row.kind, value: row.value, fixedValue: row.fixedValue === 1 };
}

function personOf(house: House, customerId: string): { customerId: string; name: string; number: string } {
  const row = rawRow(house.db.sqlite, 'customer', customerId) as unknown as Row<'customer'>;
  return { customerId, name: listName(row), number: row.number };
}

function welcome(house: House, customerId: string, card: TakenCard, tookOverFrom: string | null): CardAnswer {
  const membership = renewMembership(house, customerId, card);
  askPrivacy(house, customerId, 'card');
  return { kind: 'found', tookOverFrom, membership, ...personOf(house, customerId) };
}

/** What is said here goes first, as with every change of branch. */
async function bringOver(
  house: House,
  number: string,
): Promise<{ customerId: string; fromBranchName: string } | 'unknown' | 'offline'> {
  const employeeId = house.session.person?.id ?? '';
  await house.sync.round().catch(() => undefined);
  try {
    const moved = await house.sync.ask((line) => line.branchSearch.takeByCard({ number, employeeId }));
    await house.sync.round();
    return rawRow(house.db.sqlite, 'customer', moved.customerId) ? moved : 'offline';
  } catch (error) {
    const { code } = error as { code?: string };
    return code === 'GONE' || code === 'NOT_ALLOWED' ? 'unknown' : 'offline';
  }
}

/** The card names another payer than the customer's current one: that one ends, a new one begins today. A record for reading stays. */
function renewMembership(
  house: House,
  customerId: string,
  { kind, number, payerIk }: TakenCard,
): 'same' | 'renewed' | 'payerUnknown' {
  if (kind !== 'insurance' || payerIk === null || statusRulesOf(house, customerId)?.editable === false) return 'same';
  const payer = statement(
    house.db.sqlite,
    'SELECT id FROM payer WHERE ik = ? AND removedAt IS NULL AND endedAt IS NULL',
  ).get(payerIk.replace(/\s/g, '')) as { id: string } | undefined;
  if (!payer) return 'payerUnknown';
  const today = localDay(house.now());
  const lines = statement(
    house.db.sqlite,
    'SELECT * FROM customerPayer WHERE customerId = ? AND removedAt IS NULL ORDER BY rank, id',
  ).all(customerId) as Row<'customerPayer'>[];
  const customer = rawRow(house.db.sqlite, 'customer', customerId) as unknown as Row<'customer'>;
  const current = lines.find(({ id }) => id === customer.standardPayerId) ?? null;
  const insuredNumber = cardKey(number);
  const runs = current !== null && (current.validTo === null || current.validTo >= today);
  if (runs && current.payerId === payer.id && (current.insuredNumber ?? insuredNumber) === insuredNumber) return 'same';
  house.save('card.take', (unit) => {
    if (runs) {
      const ended = current.validFrom === today ? today : dayBefore(today);
      unit.update('customerPayer', current.id, { validTo: ended });
    }
    const id = house.newId();
    const rank = Math.max(-1, ...lines.map((line) => line.rank)) + 1;
    unit.create('customerPayer', {
      ...{ id, customerId, rank, payerId: payer.id, insuredNumber, validFrom: today, validTo: null },
    });
    unit.update('customer', customerId, { standardPayerId: id });
  });
  return 'renewed';
}
