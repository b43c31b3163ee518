// Whether a time from one day to another can be.

/** @param from, to 'YYYY-MM-DD', both inclusive; null = open */
export function periodProblem(from: string | null, to: string | null): 'day.beforeItBegins' | null {
  return from !== null && to !== null && to < from ? 'day.beforeItBegins' : null;
}
