// Finds the customers who might be the one being entered: by name, birth date, telephone, address and insurance number. Who
// of them is reported, and why, judgeDuplicate decides.
import {
  type DuplicateFacts,
  type DuplicateJudgement,
  type DuplicateSettings,
  judgeDuplicate,
} from '../../../src-shared/customers/duplicates.ts';
import { phoneSearchDigits } from '../../../src-shared/customers/phone.ts';
import { fold } from '../../../src-shared/search/fold.ts';
import { birthDayNumber, type Fact, foldCode, type SearchQuery } from '../../../src-shared/search/query.ts';
import type { IndexRow } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { duplicateFactsOf } from './customer-entries.ts';
import { searchCustomers } from './search.ts';

/** Of each kind at most so many are looked at: somebody born on the same day is reported only with more in common. */
const MOST_OF_A_KIND = 200;
const MOST_REPORTED = 5;

export type Duplicate = {
  row: IndexRow;
  verdict: DuplicateJudgement['verdict'];
  reasons: DuplicateJudgement['reasons'];
};

/** The likeliest first. `exceptId` is the customer being edited, null for a new one. */
export function findDuplicates(
  sqlite: Sqlite,
  entered: DuplicateFacts,
  exceptId: string | null,
  settings: DuplicateSettings,
): Duplicate[] {
  const candidates = new Map<string, IndexRow>();
  for (const query of questionsAbout(entered)) {
    const { rows, reasons } = searchCustomers(sqlite, query, { limit: MOST_OF_A_KIND, offset: 0 });
    for (const [at, row] of rows.entries()) if (reasons[at]?.tier === 'exact') candidates.set(row.id, row);
  }
  if (exceptId !== null) candidates.delete(exceptId);
  const judged = [...candidates.values()].flatMap((row) => {
    const known = duplicateFactsOf(sqlite, row.id);
    const judgement = known && judgeDuplicate(entered, known, settings);
    return judgement ? [{ row, ...judgement }] : [];
  });
  judged.sort((a, b) => rankOf(a) - rankOf(b) || b.score - a.score || (a.row.number < b.row.number ? -1 : 1));
  return judged.slice(0, MOST_REPORTED).map(({ row, verdict, reasons }) => ({ row, verdict, reasons }));
}

function rankOf({ verdict }: { verdict: DuplicateJudgement['verdict'] }): number {
  return verdict === 'probable' ? 0 : 1;
}

/** One exact question for everything that could lead to the same person. */
function questionsAbout(entered: DuplicateFacts): SearchQuery[] {
  const [last, first] = [fold(entered.lastName), fold(entered.firstName)];
  const questions: SearchQuery[] = [];
  const ask = (names: SearchQuery['names'], facts: readonly Fact[]) => questions.push({ names, readings: [facts] });
  if (last !== '' && first !== '') {
    ask({ kind: 'ordered', last, first }, []);
    ask({ kind: 'ordered', last: first, first: last }, []);
  }
  if (last !== '' && first === '' && entered.postcode !== '') {
    ask({ kind: 'ordered', last, first: '' }, [{ field: 'postcode', digits: entered.postcode }]);
  }
  if (entered.birthDate !== null) {
    const days = [birthDayNumber(entered.birthDate)];
    ask(null, [{ field: 'birthDate', days, ranges: [] }]);
  }
  for (const phone of entered.phones) ask(null, [{ field: 'phone', digits: phoneSearchDigits(phone) }]);
  if (entered.kvnr !== '') ask(null, [{ field: 'code', code: foldCode(entered.kvnr) }]);
  return questions;
}
