// How a hit is written: the parts that the search met in bold. What was met, src-shared/search decides.
import type { ReactNode } from 'react';
import { phoneSearchDigits, showPhone } from '../../src-shared/customers/phone.ts';
import { listName } from '../../src-shared/customers/rules.ts';
import { boldInDigits, boldInName, type Stretch } from '../../src-shared/search/match.ts';
import type { SearchQuery } from '../../src-shared/search/query.ts';
import type { HitReason, SearchRow } from '../../src-shared/search/search-row.ts';
import { shownDate } from './mask-form.ts';

export type Hit = { row: SearchRow; reason: HitReason };

export function HitName({ hit, query }: { hit: Hit; query: SearchQuery }) {
  const name = listName({ firstName: hit.row.firstName || null, lastName: hit.row.lastName });
  return <Bold text={name} stretches={hit.reason.fields.includes('name') ? boldInName(query, name) : []} />;
}

export function HitNumber({ hit, query }: { hit: Hit; query: SearchQuery }) {
  const { number } = hit.row;
  return <Bold text={number} stretches={met(hit, query, 'code').map((code) => boldInDigits(number, code))} />;
}

export function HitBorn({ hit }: { hit: Hit }) {
  const born = shownDate(hit.row.birthDate);
  return <Bold text={born} stretches={hit.reason.fields.includes('birthDate') ? [[0, born.length]] : []} />;
}

export function HitAddress({ hit, query }: { hit: Hit; query: SearchQuery }) {
  const { street, postcode, town } = hit.row;
  const place = [postcode, town].filter(Boolean).join(' ');
  const before = street && place ? `${street}, ` : street;
  const at = before.length;
  const stretches = met(hit, query, 'postcode').map((digits): Stretch | null =>
    postcode.startsWith(digits) ? [at, at + digits.length] : null,
  );
  return <Bold text={`${before}${place}`} stretches={stretches} />;
}

/** The number that was met, when it is another one than the first. */
export function HitPhone({ hit, query }: { hit: Hit; query: SearchQuery }) {
  const e164 = hit.reason.phone ?? hit.row.phone;
  if (!e164) return null;
  const shown = showPhone(e164);
  const digits = phoneSearchDigits(e164);
  const stretches = met(hit, query, 'phone').map((asked) =>
    digits.includes(asked) ? boldInDigits(shown, asked) : null,
  );
  return <Bold text={shown} stretches={stretches} />;
}

/** What was asked of a field, where the hit is there because of it. */
function met(hit: Hit, query: SearchQuery, field: 'code' | 'postcode' | 'phone'): string[] {
  if (!hit.reason.fields.includes(field)) return [];
  return query.readings.flat().flatMap((fact) => {
    if (fact.field !== field) return [];
    return [fact.field === 'code' ? fact.code : fact.digits];
  });
}

function Bold({ text, stretches }: { text: string; stretches: readonly (Stretch | null)[] }) {
  const parts: ReactNode[] = [];
  let done = 0;
  const found = stretches.filter((one) => one !== null).toSorted((a, b) => a[0] - b[0]);
  for (const [from, to] of found) {
    if (from < done) continue;
    parts.push(text.slice(done, from), <b key={from}>{text.slice(from, to)}</b>);
    done = to;
  }
  return <>{[...parts, text.slice(done)]}</>;
}
