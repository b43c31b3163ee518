// Answers the calls of the search contract.
import type { ImplementerInternalWithMiddlewares } from '@orpc/server';
import { localDay } from '../../../src-shared/customers/rules.ts';
import { statusMeaning } from '../../../src-shared/customers/status.ts';
import type { searchContract } from '../../../src-shared/search/contract.ts';
import { type CustomerFilter, narrowingParts } from '../../../src-shared/search/filter.ts';
import { readQuery } from '../../../src-shared/search/query.ts';
import type { IndexRow } from '../../../src-shared/search/search-row.ts';
import type { House } from '../house.ts';
import { ownStatuses } from '../lists.ts';
import { opened } from '../opened.ts';
import type { CallContext } from '../procedures.ts';
import { setting } from '../settings.ts';
import { unwrittenStatuses } from '../unwritten.ts';
import { searchDeleted } from './deleted.ts';
import { findDuplicates } from './duplicates.ts';
import { narrowing } from './narrowing.ts';
import { countHits, type SearchPage, searchCustomers } from './search.ts';
import { streetsBeginning } from './streets.ts';
import { townsForPostcode } from './towns.ts';

type Procedures = ImplementerInternalWithMiddlewares<typeof searchContract, CallContext, CallContext>;

export function searchHandlers(os: Procedures) {
  return {
    find: os.find.handler(({ context, input }) => {
      const house = opened(context);
      const { rows, reasons } = foundCustomers(house, input);
      return {
        rows: lines(house, rows),
        reasons: reasons.map((reason) => ({ ...reason, fields: [...reason.fields] })),
      };
    }),

    count: os.count.handler(({ context, input }) => {
      const house = opened(context);
      const { query, narrowed } = asked(house, input);
      if (input.filter.deleted) {
        const { length } = searchDeleted(house.db.sqlite, query, input.filter, dayOf(house)).rows;
        return { count: Math.min(length, input.cap), more: length > input.cap };
      }
      const count = countHits(house.db.sqlite, query, input.cap + 1, narrowed);
      return { count: Math.min(count, input.cap), more: count > input.cap };
    }),

    towns: os.towns.handler(({ context, input }) => townsForPostcode(opened(context).db.sqlite, input.postcode)),

    streets: os.streets.handler(({ context, input }) => streetsBeginning(opened(context).db.sqlite, input.typed)),

    duplicates: os.duplicates.handler(({ context, input }) => {
      const house = opened(context);
      const settings = { sameBirthDateAlwaysReported: setting(house, 'sameBirthDateIsDuplicate') };
      const found = findDuplicates(house.db.sqlite, input.entered, input.exceptId, settings);
      const rows = lines(
        house,
        found.map(({ row }) => row),
      );
      return found.flatMap((one, at) => (rows[at] ? [{ ...one, row: rows[at] }] : []));
    }),
  };
}

/** A page of those who fit text and filter. */
export function foundCustomers(
  house: House,
  input: { text: string; filter: CustomerFilter; limit: number; offset: number },
): SearchPage {
  const { query, narrowed } = asked(house, input);
  const { limit, offset, filter } = input;
  if (!filter.deleted) return searchCustomers(house.db.sqlite, query, { limit, offset, narrowed });
  const { rows, reasons } = searchDeleted(house.db.sqlite, query, filter, dayOf(house));
  return { rows: rows.slice(offset, offset + limit), reasons: reasons.slice(offset, offset + limit) };
}

// --- details

/** What an own status means stands in the chain's list, which may be changed or come in after the customers. */
function lines<R extends IndexRow>(house: House, rows: readonly R[]): (R & { locked: boolean })[] {
  const own = ownStatuses(house);
  return rows.map((row) => ({ ...row, locked: statusMeaning(row.status, own) === 'blocked' }));
}

function dayOf(house: House) {
  return { today: localDay(house.now()), unwritten: unwrittenStatuses(house) };
}

function asked(house: House, { text, filter }: { text: string; filter: CustomerFilter }) {
  const day = dayOf(house);
  const narrows = narrowingParts(filter).length > 0;
  return {
    query: readQuery(text, day.today),
    narrowed: narrows ? narrowing(house.db.sqlite, filter, day) : null,
  };
}
