// Who in the chain may be the person that registers: by the counter's own rule for duplicates, over the chain's keys and over
// what has been written since they were brought up to date. An address or a number alone is nobody's identity (N-10).
import { type DuplicateFacts, foldStreet, judgeDuplicate } from '../../src-shared/customers/duplicates.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { fold } from '../../src-shared/search/fold.ts';
import { birthDayNumber } from '../../src-shared/search/query.ts';
import type { Compared, SentPerson } from '../../src-shared/tasks/rules.ts';
import type { Db, Trx } from '../storage/storage.ts';
import { rowsOfSubjects } from '../sync/rows.ts';
import type { Held } from '../sync/world.ts';
import { placeOf, text } from './shop.ts';

export type Match = {
  readonly customer: Held;
  readonly addresses: readonly Held[];
  readonly phones: readonly Held[];
  readonly score: number;
  readonly agrees: readonly Compared[];
};

export type Matches = {
  /** The likeliest first. */
  readonly found: readonly Match[];
  /** False where too many were to be looked at: then somebody may have been missed, and a person decides. */
  readonly complete: boolean;
};

const MOST = 1000;
/** Whatever the chain has set for warnings at the counter (E-13): in doubt a person decides who somebody is (N-10). */
const SETTINGS = { sameBirthDateAlwaysReported: true };

export async function matchesOf(db: Db | Trx, chainId: string, person: SentPerson): Promise<Matches> {
  const lists = [await bornOn(db, chainId, person), await named(db, chainId, person), await unsorted(db, chainId)];
  const ids = [...new Set(lists.flat())];
  const rows = { customer: new Map<string, Held>(), customerAddress: [] as Held[], customerPhone: [] as Held[] };
  for (const one of await rowsOfSubjects(db, chainId, 'customer', ids))
    if (one.removedAt === null) rows.customer.set(one.id, one);
  for (const table of ['customerAddress', 'customerPhone'] as const)
    rows[table] = (await rowsOfSubjects(db, chainId, table, ids)).filter(({ removedAt }) => removedAt === null);
  const found = [...rows.customer.values()].flatMap((customer) => {
    const of = (table: 'customerAddress' | 'customerPhone') =>
      rows[table]
        .filter(({ subjectId }) => subjectId === customer.id)
        .sort((one, other) => Number(one.body.rank) - Number(other.body.rank));
    const [addresses, phones] = [of('customerAddress'), of('customerPhone')];
    const judgement = judgeDuplicate(sentFacts(person), knownFacts(customer, addresses, phones), SETTINGS);
    if (!judgement) return [];
    const agrees = agreements(person, customer, addresses, phones);
    return [{ customer, addresses, phones, score: judgement.score, agrees }];
  });
  found.sort((one, other) => other.score - one.score || (one.customer.id < other.customer.id ? -1 : 1));
  return { found, complete: lists.every(({ length }) => length < MOST) };
}

/** Which facts are the same on both sides. */
export function agreements(
  person: SentPerson,
  customer: Held,
  addresses: readonly Held[],
  phones: readonly Held[],
): Compared[] {
  const { body } = customer;
  const same = (one: unknown, other: string) => text(one) !== '' && fold(text(one)) === fold(other);
  const agrees: Compared[] = [];
  if (same(body.lastName, person.lastName) && same(body.firstName, person.firstName)) agrees.push('name');
  if (body.birthDate === person.birthDate) agrees.push('birthDate');
  const door = (place: Record<string, unknown>) =>
    `${foldStreet(`${text(place.street)} ${text(place.houseNumber)}`)} ${text(place.postcode)}`;
  if (addresses.some((one) => door(one.body) === door(person))) agrees.push('address');
  if (phones.some((one) => one.body.e164 === person.phone)) agrees.push('phone');
  if (text(body.email).trim().toLowerCase() === person.email.trim().toLowerCase()) agrees.push('email');
  return agrees;
}

/** How a candidate is shown beside what was sent. */
export function shownMatch({ customer, addresses, phones, agrees }: Match) {
  const { body } = customer;
  return {
    ...{ customerId: customer.id, number: text(body.number), agrees: [...agrees] },
    name: [text(body.lastName), text(body.firstName)].filter(Boolean).join(', '),
    birthDate: text(body.birthDate) || null,
    addresses: addresses.map((one) => placeOf(one.body)).filter((line) => line !== ''),
    phones: phones.map((one) => showPhone(text(one.body.e164))),
    email: text(body.email) || null,
  };
}

// --- details

async function bornOn(db: Db | Trx, chainId: string, { birthDate }: SentPerson): Promise<string[]> {
  const day = String(birthDayNumber(birthDate)).padStart(8, '0');
  const found = await db
    .selectFrom('branchSearchKey')
    .select('customerId')
    .where('chainId', '=', chainId)
    .where('kind', '=', 'day')
    .where('key', '=', day)
    .limit(MOST)
    .execute();
  return found.map(({ customerId }) => customerId);
}

/** Both names, in either order: of those whose date is not known, or was mistyped. */
async function named(db: Db | Trx, chainId: string, person: SentPerson): Promise<string[]> {
  const found = await db
    .selectFrom('branchSearchKey as last')
    .innerJoin('branchSearchKey as first', (join) =>
      join
        .onRef('first.chainId', '=', 'last.chainId')
        .onRef('first.customerId', '=', 'last.customerId')
        .onRef('first.kind', '=', 'last.kind'),
    )
    .select('last.customerId')
    .distinct()
    .where('last.chainId', '=', chainId)
    .where('last.kind', '=', 'name')
    .where('last.key', '=', fold(person.lastName))
    .where('first.key', '=', fold(person.firstName))
    .limit(MOST)
    .execute();
  return found.map(({ customerId }) => customerId);
}

/** Written since the keys were made: looked at one by one. */
async function unsorted(db: Db | Trx, chainId: string): Promise<string[]> {
  const found = await db
    .selectFrom('branchSearchDirty')
    .select('customerId')
    .where('chainId', '=', chainId)
    .limit(MOST)
    .execute();
  return found.map(({ customerId }) => customerId);
}

function sentFacts(person: SentPerson): DuplicateFacts {
  return {
    ...{ lastName: person.lastName, firstName: person.firstName, birthDate: person.birthDate },
    ...{ phones: [person.phone], email: person.email, postcode: person.postcode, kvnr: '' },
    street: `${person.street} ${person.houseNumber}`,
  };
}

function knownFacts({ body }: Held, addresses: readonly Held[], phones: readonly Held[]): DuplicateFacts {
  const home = addresses.find(({ id }) => id === body.homeAddressId) ?? addresses[0];
  return {
    ...{ lastName: text(body.lastName), firstName: text(body.firstName), birthDate: text(body.birthDate) || null },
    ...{ phones: phones.map((one) => text(one.body.e164)), email: text(body.email), kvnr: text(body.kvnr) },
    street: [text(home?.body.street), text(home?.body.houseNumber)].filter(Boolean).join(' '),
    postcode: text(home?.body.postcode),
  };
}
