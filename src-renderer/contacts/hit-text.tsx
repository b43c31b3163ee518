// How a hit is written: the parts that the search met in bold. What was met, src-shared/search decides.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { phoneSearchDigits, showPhone } from '../../src-shared/customers/phone.ts';
import { boldInDigits, boldInName, type Stretch } from '../../src-shared/search/match.ts';
import type { SearchQuery } from '../../src-shared/search/query.ts';
import type { HitReason, HitRow } from '../../src-shared/search/search-row.ts';
import { calls } from '../client.ts';
import { useStatusOptions } from '../customer-filter/status-options.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { shownDate } from './mask-form.ts';

export type Hit = { row: HitRow; reason: HitReason };

export function HitName({ hit, query }: { hit: Hit; query: SearchQuery }) {
  const { nameOf, covered } = usePersonNames();
  const name = nameOf(hit.row.id, hit.row);
  const isMet = !covered && hit.reason.fields.includes('name');
  return <Bold text={name} stretches={isMet ? boldInName(query, name) : []} />;
}

export function HitNumber({ hit, query }: { hit: Hit; query: SearchQuery }) {
  const { number } = hit.row;
  return <Bold text={number} stretches={met(hit, query, 'code').map((code) => boldInDigits(number, code))} />;
}

export function HitBorn({ hit }: { hit: Hit }) {
  const { factOf } = usePersonNames();
  const born = factOf(hit.row.id, shownDate(hit.row.birthDate));
  return <Bold text={born} stretches={hit.reason.fields.includes('birthDate') ? [[0, born.length]] : []} />;
}

export function HitAddress({ hit, query }: { hit: Hit; query: SearchQuery }) {
  const { street, postcode, town } = hit.row;
  const { factOf, covered } = usePersonNames();
  const place = [postcode, town].filter(Boolean).join(' ');
  const before = street && place ? `${street}, ` : street;
  const at = before.length;
  const stretches = met(hit, query, 'postcode').map((digits): Stretch | null =>
    postcode.startsWith(digits) ? [at, at + digits.length] : null,
  );
  return <Bold text={factOf(hit.row.id, `${before}${place}`)} stretches={covered ? [] : stretches} />;
}

/** The number that was met, when it is another one than the first. */
export function HitPhone({ hit, query }: { hit: Hit; query: SearchQuery }) {
  const { factOf, covered } = usePersonNames();
  const e164 = hit.reason.phone ?? hit.row.phone;
  if (!e164) return null;
  const shown = showPhone(e164);
  const digits = phoneSearchDigits(e164);
  const stretches = met(hit, query, 'phone').map((asked) =>
    digits.includes(asked) ? boldInDigits(shown, asked) : null,
  );
  return <Bold text={factOf(hit.row.id, shown)} stretches={covered ? [] : stretches} />;
}

export function HitStatus({ hit }: { hit: Hit }) {
  const { status } = hit.row;
  return useStatusOptions().find(({ value }) => value === status)?.label ?? status;
}

export function HitResponsible({ hit }: { hit: Hit }) {
  const { data } = useQuery(calls.customerList.choices.queryOptions());
  return data?.employees.find(({ id }) => id === hit.row.responsibleId)?.name ?? null;
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
