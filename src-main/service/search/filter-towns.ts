// The towns that a filter means by the beginning of a name, and the postcodes they are known with. Some thousands at most, each
// once. It knows no customers.
import { fold } from '../../../src-shared/search/fold.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';

export type Towns = {
  /** JSON, as they are written. */
  names: string;
  /** Of all of them; null = some customers there have none, and are in no order of postcodes. */
  postcodes: readonly string[] | null;
  /** None of these postcodes is another town's besides. */
  alone: boolean;
};

/** null = nothing typed. The filter stays while the text is typed: looked up once until something is written. */
export function townsBeginning(sqlite: Sqlite, typed: string): Towns | null {
  const beginning = fold(typed);
  if (beginning === '') return null;
  const state = writtenSoFar(sqlite);
  const last = lastTowns.get(sqlite);
  if (last?.beginning === beginning && last.state === state) return last.towns;
  const known = statement(sqlite, 'SELECT postcode, town FROM searchTown').all() as {
    postcode: string;
    town: string;
  }[];
  const [meant, others] = [new Set<string>(), new Set<string>()];
  const names = new Set<string>();
  for (const { postcode, town } of known) {
    const fits = fold(town).startsWith(beginning);
    (fits ? meant : others).add(postcode);
    if (fits) names.add(town);
  }
  const towns: Towns = {
    names: JSON.stringify([...names]),
    postcodes: meant.has('') ? null : [...meant],
    alone: ![...meant].some((postcode) => others.has(postcode)),
  };
  lastTowns.set(sqlite, { beginning, state, towns });
  return towns;
}

// --- details

const lastTowns = new WeakMap<Sqlite, { beginning: string; state: string; towns: Towns }>();

/** Another word after every change, by this connection or another one. */
function writtenSoFar(sqlite: Sqlite): string {
  const own = statement(sqlite, 'SELECT total_changes() AS changes').get() as { changes: number };
  return `${own.changes} ${sqlite.pragma('data_version', { simple: true })}`;
}
