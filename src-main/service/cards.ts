// Cards of customers: whose a number is, what keeps the mask's cards and programmes from being saved, and what follows when a
// card is put in. Which card counts and who may change what stands in cards/ and programs/ of the shared rules.
import type { Role } from '../../src-shared/calls.ts';
import type { CardAnswer, TakenCard } from '../../src-shared/cards/calls.ts';
import { type CardFacts, cardKey, cardState, isInUse } from '../../src-shared/cards/in-use.ts';
import { type CardKind, cardChangeProblems } from '../../src-shared/cards/rules.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { type FieldProblem, listName, localDay } from '../../src-shared/customers/rules.ts';
import { membershipChangeProblems, type ProgramFacts } from '../../src-shared/programs/rules.ts';
import { foldCode } from '../../src-shared/search/query.ts';
import type { Row } from '../../src-shared/tables.ts';
import { rawRow, statement } from './database/save.ts';
import type { House } from './house.ts';
import { renewMembership } from './insurance.ts';
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

    takeNumber: os.takeNumber.handler(({ context, input }) => takeNumber(opened(context), input.number)),
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
  const found = bearerByNumber(house, card.number, [card.kind]);
  if (found)
    return found.kind === 'notValid'
      ? found
      : welcome(house, found.customerId, null, renewMembership(house, found.customerId, card));
  if (card.kind !== 'insurance' || !setting(house, 'takeOverByCard')) return { kind: 'unknown' };
  const moved = await bringOver(house, card.number);
  if (typeof moved === 'string') return { kind: moved };
  return welcome(house, moved.customerId, moved.fromBranchName, renewMembership(house, moved.customerId, card));
}

/** A card was read that says nothing but its number: which of the shop's kinds it is, the reader cannot tell. */
export function takeNumber(house: House, number: string): CardAnswer {
  const found = bearerByNumber(house, number, ['nfc', 'chip', 'external']);
  if (!found) return { kind: 'unknown' };
  return found.kind === 'notValid' ? found : welcome(house, found.customerId, null, 'same');
}

type NotValid = Extract<CardAnswer, { kind: 'notValid' }>;

/** The one whose card counts, or whose card it is and does not count; null = nobody here has it. */
function bearerByNumber(
  house: House,
  number: string,
  kinds: readonly CardKind[],
): { kind: 'valid'; customerId: string } | NotValid | null {
  const today = localDay(house.now());
  const known = cardsOf(house, number).filter(({ kind }) => kinds.includes(kind));
  const valid = known.find((one) => cardState(one, today) === 'valid');
  const [insured, ...others] = kinds.includes('insurance') ? insuredBy(house, number) : [];
  // Of two with one number nobody can say who stands there.
  const customerId = valid?.customerId ?? (others.length === 0 ? insured : undefined);
  if (customerId !== undefined) return { kind: 'valid', customerId };
  const [other] = known;
  return other ? { kind: 'notValid', state: cardState(other, today), ...personOf(house, other.customerId) } : null;
}

/** Everybody here whom the insured number of a health card leads to, by the mask or by a card that counts. */
export function bearersOfInsuredNumber(house: House, number: string): string[] {
  const today = localDay(house.now());
  const cards = cardsOf(house, number).filter((one) => one.kind === 'insurance' && cardState(one, today) === 'valid');
  return [...new Set([...insuredBy(house, number), ...cards.map(({ customerId }) => customerId)])];
}

/** Who stands there is known: he is asked about his data where that is due (E-17), and the screen is told who he is. */
export function welcome(
  house: House,
  customerId: string,
  tookOverFrom: string | null,
  membership: Found['membership'],
): Found {
  askPrivacy(house, customerId, 'card');
  return { kind: 'found', tookOverFrom, membership, ...personOf(house, customerId) };
}

/** Asks the branch server to move the bearer of an insured number here. What is said here goes first, as with every change of branch. */
export async function bringOver(
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

// --- details

type Found = Extract<CardAnswer, { kind: 'found' }>;
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

/** By the insured number of the mask. */
function insuredBy(house: House, number: string): string[] {
  const key = cardKey(number);
  return factIds(house.db.sqlite, { field: 'code', code: foldCode(number) }, 20).flatMap((at) => {
    const row = statement(
      house.db.sqlite,
      `SELECT c.id, c.kvnr FROM searchRow r JOIN customer c ON c.id = r.customerId
       WHERE r.id = ? AND c.removedAt IS NULL AND c.kvnr IS NOT NULL`,
    ).get(at) as { id: string; kvnr: string } | undefined;
    return row && cardKey(row.kvnr) === key ? [row.id] : [];
  });
}

function programOf(house: House, id: string): ProgramFacts | undefined {
  const row = rawRow(house.db.sqlite, 'customerProgram', id) as
    | (Pick<Row<'customerProgram'>, 'kind' | 'value'> & { fixedValue: number })
    | undefined;
  return row && { kind: row.kind, value: row.value, fixedValue: row.fixedValue === 1 };
}

function personOf(house: House, customerId: string): { customerId: string; name: string; number: string } {
  // As the driver gives it: of its columns only texts are read here, which are as the table's type has them.
  const row = rawRow(house.db.sqlite, 'customer', customerId) as unknown as Row<'customer'>;
  return { customerId, name: listName(row), number: row.number };
}
