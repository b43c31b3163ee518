// Whether pages that were found with a filter are right: against the plain filter over everybody in the shop's own tables. It asks
// no index. Texts are names.
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import { allEntries } from '../../src-main/service/search/customer-entries.ts';
import { SOUND_BELOW } from '../../src-main/service/search/search.ts';
import { type CustomerFilter, fitsFilter } from '../../src-shared/search/filter.ts';
import { fold } from '../../src-shared/search/fold.ts';
import { namesMatcher } from '../../src-shared/search/match.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import { TIERS, type Tier } from '../../src-shared/search/search-row.ts';
import { FILTER_DAY, TODAY } from './sample-database.ts';

export const PAGE = 20;

/** A first page as it was given; the empty text is the filter alone. */
export type GivenPage = { text: string; ids: readonly string[] };
export type GivenPages = { name: string; filter: CustomerFilter; pages: readonly GivenPage[] };
/** How many fit, and the texts of those pages that are not right. */
export type CheckedPages = { fit: number; wrong: string[] };

/** In the order given. */
export function checkPages(sqlite: Sqlite, given: readonly GivenPages[]): CheckedPages[] {
  const texts = new Set(given.flatMap(({ pages }) => pages.map(({ text }) => text)));
  const tierOf = [...texts].map((text) => {
    const { names } = readQuery(text, TODAY);
    return [text, names ? namesMatcher(names) : () => 'exact' as const] as const;
  });
  const checks = given.map(({ filter, pages }) => ({ filter, fit: 0, pages: pages.map(pageCheck) }));
  // In the order of the index, so that of two with one name the same one comes first.
  for (const entry of allEntries(sqlite)) {
    const person = { last: fold(entry.lastName), first: fold(entry.firstName) };
    const tiers = new Map(tierOf.map(([text, of]) => [text, of(person)]));
    for (const check of checks) {
      if (!fitsFilter(check.filter, entry, FILTER_DAY)) continue;
      check.fit += 1;
      for (const page of check.pages) {
        const tier = tiers.get(page.text);
        if (tier) page.meet(entry.id, `${person.last}\0${person.first}`, tier);
      }
    }
  }
  return checks.map(({ fit, pages }) => ({ fit, wrong: pages.flatMap((page) => (page.isRight() ? [] : page.text)) }));
}

// --- details

type PageCheck = { text: string; meet: (id: string, name: string, tier: Tier) => void; isRight: () => boolean };

/** A filter alone gives everybody in the order of names; a text gives the best tiers, and within each in an order of its own. */
function pageCheck({ text, ids }: GivenPage): PageCheck {
  const given = new Set(ids);
  const tierOfGiven = new Map<string, Tier>();
  const met = new Map<Tier, number>(TIERS.map((tier) => [tier, 0]));
  const byName: { id: string; name: string }[] = [];
  const wantedTiers = () => {
    const better = TIERS.reduce((sum, tier) => sum + (tier === 'sound' ? 0 : (met.get(tier) ?? 0)), 0);
    const shown = TIERS.filter((tier) => tier !== 'sound' || better < SOUND_BELOW);
    return shown.flatMap((tier) => Array.from({ length: Math.min(met.get(tier) ?? 0, PAGE) }, () => tier));
  };
  return {
    text,
    meet: (id, name, tier) => {
      met.set(tier, (met.get(tier) ?? 0) + 1);
      if (given.has(id)) tierOfGiven.set(id, tier);
      const behind = byName.findIndex((one) => one.name > name);
      if (behind >= 0) byName.splice(behind, 0, { id, name });
      else if (byName.length < PAGE) byName.push({ id, name });
      byName.length = Math.min(byName.length, PAGE);
    },
    isRight: () => {
      if (given.size !== ids.length) return false;
      if (text === '') return ids.join() === byName.map(({ id }) => id).join();
      return ids.map((id) => tierOfGiven.get(id)).join() === wantedTiers().slice(0, PAGE).join();
    },
  };
}
