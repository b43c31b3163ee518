// The number that the program gives a new customer.
import { readLocal, writeLocal } from './database/local.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { lentNumbers } from './sync/number-blocks.ts';

const FIRST_NUMBER = 10_001;

/**
 * A number that the branch server has lent; without one, or when all are used up, the program's own. Where kept old numbers are in the way it goes to the
 * end of their row in few steps, however long the row is.
 */
export function nextNumber(house: House): string {
  const lent = lentNumbers(house.db.sqlite);
  const number = lent.next();
  lent.keep();
  return number ?? ownNumber(house);
}

function ownNumber(house: House): string {
  const taken = (number: number) =>
    statement(house.db.sqlite, 'SELECT 1 FROM customer WHERE number = ?').get(String(number)) !== undefined;
  let free = Number(readLocal(house.db.sqlite, 'nextCustomerNumber') ?? FIRST_NUMBER);
  if (taken(free)) {
    let last = free;
    let step = 1;
    while (taken(last + step)) {
      last += step;
      step *= 2;
    }
    free = last + step;
    while (free - last > 1) {
      const middle = Math.floor((last + free) / 2);
      if (taken(middle)) last = middle;
      else free = middle;
    }
  }
  writeLocal(house.db.sqlite, 'nextCustomerNumber', String(free + 1));
  return String(free);
}
