// Who may be meant by a health card: the insured number is the key; where nobody has it, who is called the same and was born
// on that day, or lives at that address. What differs between card and customer stands in compare.ts.

import type { HealthCard } from '../../../src-shared/health-card/record.ts';
import { fold } from '../../../src-shared/search/fold.ts';
import { birthDayNumber, type Fact, type SearchQuery } from '../../../src-shared/search/query.ts';
import type { IndexRow } from '../../../src-shared/search/search-row.ts';
import type { House } from '../house.ts';
import { searchCustomers } from '../search/search.ts';
import { spelledStreet } from './compare.ts';

export type Likely = { customerId: string; why: 'nameAndBirth' | 'nameAndAddress' };

/** Born on one day are some thirty of a million; of one name in one postcode no more. */
const MOST_LOOKED_AT = 500;
const MOST_SHOWN = 8;

/** Those who are probably the bearer of a card whose number nobody has; the likeliest first. */
export function likelyBearers(house: House, card: HealthCard): Likely[] {
  const found = new Map<string, Likely>();
  for (const { id } of bornThatDay(house, card).filter((row) => isCalledSo(card, row)))
    found.set(id, { customerId: id, why: 'nameAndBirth' });
  for (const row of calledSoNearby(house, card))
    if (!found.has(row.id) && isCalledSo(card, row) && livesThere(card, row))
      found.set(row.id, { customerId: row.id, why: 'nameAndAddress' });
  return [...found.values()].slice(0, MOST_SHOWN);
}

// --- details

function bornThatDay(house: House, { birthDate }: HealthCard): IndexRow[] {
  if (birthDate === null) return [];
  return asked(house, null, { field: 'birthDate', days: [birthDayNumber(birthDate)], ranges: [] });
}

function calledSoNearby(house: House, { lastName, firstName, street }: HealthCard): IndexRow[] {
  if (!street?.postcode) return [];
  const first = fold(firstName).split(' ')[0] ?? '';
  return asked(house, { kind: 'ordered', last: fold(lastName), first }, { field: 'postcode', digits: street.postcode });
}

function asked({ db }: House, names: SearchQuery['names'], fact: Fact): IndexRow[] {
  return searchCustomers(db.sqlite, { names, readings: [[fact]] }, { limit: MOST_LOOKED_AT, offset: 0 }).rows;
}

/** A card has all first names and the 'von'; what staff typed once may have neither. */
function isCalledSo({ lastName, firstName }: HealthCard, row: IndexRow): boolean {
  const [ours, theirs] = [fold(row.lastName), fold(lastName)];
  const last = ours === theirs || theirs.endsWith(` ${ours}`);
  return ours !== '' && last && sharesTheFirst(fold(row.firstName), fold(firstName));
}

function sharesTheFirst(one: string, other: string): boolean {
  return (
    one === other ||
    (one !== '' && other !== '' && (`${other} `.startsWith(`${one} `) || `${one} `.startsWith(`${other} `)))
  );
}

function livesThere({ street }: HealthCard, row: IndexRow): boolean {
  const line = spelledStreet([street?.street, street?.houseNumber].filter(Boolean).join(' '));
  return line !== '' && row.postcode === street?.postcode && spelledStreet(row.street) === line;
}
