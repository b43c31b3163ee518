// How many keys of the search index go into one transaction: as many as fit into the time that a save at the counter may
// wait. It knows neither the keys nor why that time is long or short.

/** How many keys go into the next transaction, and what the last one took. Each table has a pace of its own. */
export type Pace = { readonly keys: number; took(milliseconds: number): void };

/** As many keys as fit into the time for a transaction. Begins with few, because nobody knows yet what one costs. */
export function timedPace(transactionMs: () => number): Pace {
  let keys = FIRST_KEYS;
  return {
    get keys() {
      return keys;
    },
    took: (milliseconds) => {
      const fitting = (keys * transactionMs()) / Math.max(milliseconds, 0.1);
      keys = Math.round(Math.max(FEWEST_KEYS, Math.min(fitting, keys * 2)));
    },
  };
}

/** The same number each time. */
export function steadyPace(keys: number): Pace {
  return { keys, took: () => undefined };
}

/** Only the transaction counts, not how long it waited for saves. */
export function timed(pace: Pace, transaction: () => void): void {
  const began = performance.now();
  transaction();
  pace.took(performance.now() - began);
}

// --- details

const FIRST_KEYS = 1000;
const FEWEST_KEYS = 100;
