// A real encrypted search index on a file of its own, customers to put into it, and the plain filter it is judged by.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Sqlite } from '../../src-main/service/database/connection.ts';
import { searchIndexSql } from '../../src-main/service/search/schema.ts';
import { phoneSearchDigits } from '../../src-shared/customers/phone.ts';
import { fold } from '../../src-shared/search/fold.ts';
import { customerMatcher, type SearchKeys } from '../../src-shared/search/match.ts';
import { birthDayNumber, foldCode, type SearchQuery } from '../../src-shared/search/query.ts';
import { type SearchEntry, TIERS, type Tier } from '../../src-shared/search/search-row.ts';

export const TODAY = '2026-11-21';

/** `again`: another connection to the same file. */
export function openIndex(): { sqlite: Sqlite; close: () => void; again: () => Sqlite } {
  const directory = mkdtempSync(join(tmpdir(), 'tresen-search-'));
  const [file, key] = [join(directory, 'index.db'), randomBytes(32)];
  const sqlite = connect(file, key);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = OFF');
  sqlite.exec(searchIndexSql);
  return {
    sqlite,
    again: () => connect(file, key),
    close: () => {
      sqlite.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** An entry with everything empty but what is given. */
export function entry(given: Partial<SearchEntry> & { id: string }): SearchEntry {
  return {
    number: given.id,
    kind: 'natural',
    lastName: 'Niemand',
    firstName: '',
    birthDate: null,
    street: '',
    postcode: '',
    town: '',
    appConnected: false,
    consentGiven: false,
    missing: [],
    status: 'active',
    branchId: 'branch-1',
    phones: [],
    codes: [],
    responsibleId: null,
    lastVisit: null,
    consents: {},
    propertyIds: [],
    ...given,
  };
}

/** The plain filter: every entry looked at, grouped by tier. */
export function filterAll(entries: Iterable<SearchEntry>, query: SearchQuery): Map<Tier, Set<string>> {
  const tiers = new Map<Tier, Set<string>>(TIERS.map((tier) => [tier, new Set()]));
  const matchOf = customerMatcher(query);
  for (const each of entries) {
    const match = matchOf(keysOf(each));
    if (match) tiers.get(match.tier)?.add(each.id);
  }
  return tiers;
}

function keysOf(each: SearchEntry): SearchKeys {
  return {
    last: fold(each.lastName),
    first: fold(each.firstName),
    birthDay: each.birthDate === null ? null : birthDayNumber(each.birthDate),
    postcode: each.postcode,
    phones: each.phones.map(phoneSearchDigits),
    codes: [each.number, ...each.codes].map(foldCode),
  };
}
