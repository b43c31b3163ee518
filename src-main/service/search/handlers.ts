// Answers the calls of the search contract.
import type { ImplementerInternalWithMiddlewares } from '@orpc/server';
import { localDay } from '../../../src-shared/customers/rules.ts';
import type { searchContract } from '../../../src-shared/search/contract.ts';
import { readQuery } from '../../../src-shared/search/query.ts';
import { opened } from '../opened.ts';
import type { CallContext } from '../procedures.ts';
import { setting } from '../settings.ts';
import { findDuplicates } from './duplicates.ts';
import { countHits, searchCustomers } from './search.ts';
import { townsForPostcode } from './towns.ts';

type Procedures = ImplementerInternalWithMiddlewares<typeof searchContract, CallContext, CallContext>;

export function searchHandlers(os: Procedures) {
  return {
    find: os.find.handler(({ context, input }) => {
      const house = opened(context);
      const query = readQuery(input.text, localDay(house.now()));
      const { rows, reasons } = searchCustomers(house.db.sqlite, query, input);
      return { rows, reasons: reasons.map((reason) => ({ ...reason, fields: [...reason.fields] })) };
    }),

    count: os.count.handler(({ context, input }) => {
      const house = opened(context);
      const query = readQuery(input.text, localDay(house.now()));
      const count = countHits(house.db.sqlite, query, input.cap + 1, input.statuses);
      return { count: Math.min(count, input.cap), more: count > input.cap };
    }),

    towns: os.towns.handler(({ context, input }) => townsForPostcode(opened(context).db.sqlite, input.postcode)),

    duplicates: os.duplicates.handler(({ context, input }) => {
      const house = opened(context);
      const settings = { sameBirthDateAlwaysReported: setting(house, 'sameBirthDateIsDuplicate') };
      return findDuplicates(house.db.sqlite, input.entered, input.exceptId, settings);
    }),
  };
}
