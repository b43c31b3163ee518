// Who is known already: the customers of the database as they were when the import began, and the lines read since. Answers
// whether a line's person or customer number has been met before, and where.
import type { ImportedCustomer } from '../../../src-shared/customer-import/line.ts';
import type { Sqlite } from '../database/connection.ts';
import { numberKey, type Person, type PersonKeys, personKeys, unborn } from './identity.ts';
import { bits32, KeyTable } from './key-table.ts';
import type { GatePass } from './write-gate.ts';

/** Where somebody was met: a row of the table `customer` (its rowid), or a line of the list. */
export type Met = { kind: 'stored'; row: number } | { kind: 'line'; line: number };

export type Acquaintance = {
  /** The same person. */
  person: Met | null;
  /** Somebody else with the line's customer number. */
  numberOf: Met | null;
  keys: PersonKeys;
};

export class KnownPeople {
  readonly #keysOf = personKeys();
  readonly #table: KeyTable;
  /** By number of acquaintance: the rowid, or minus the line. */
  #origins: Int32Array;
  #names: Uint32Array;
  #count = 0;
  /** The highest number of up to eight digits anybody has; new numbers begin after it. */
  #highest = 0;

  constructor(expected: number) {
    this.#table = new KeyTable(expected * KEYS_EACH);
    this.#origins = new Int32Array(expected + 1024);
    this.#names = new Uint32Array(expected + 1024);
  }

  get highestNumber(): number {
    return this.#highest;
  }

  meet(customer: ImportedCustomer): Acquaintance {
    const keys = this.#keysOf(personOf(customer));
    const same = this.#samePerson(keys);
    const holder = customer.number === null ? -1 : this.#table.get(numberKey(customer.number));
    // One number and one name are one person, whatever else the list says of him.
    const byNumber = holder >= 0 && this.#names[holder] === bits32(keys.name);
    return {
      person: same >= 0 ? this.#met(same) : byNumber ? this.#met(holder) : null,
      numberOf: holder >= 0 && !byNumber ? this.#met(holder) : null,
      keys,
    };
  }

  /** From now on the line's person is known. `number` null = he has none of his own yet. */
  rememberLine(line: number, keys: PersonKeys, number: string | null): void {
    this.#remember(-line, keys, number);
  }

  rememberStored(row: number, person: Person, number: string): void {
    this.#remember(row, this.#keysOf(person), number);
  }

  /** The number of somebody who is no longer a customer is never given again. */
  rememberNumber(row: number, number: string): void {
    const acquaintance = this.#next(row, 0);
    this.#table.add(numberKey(number), acquaintance);
    this.noteNumber(number);
  }

  /** Also of lines that make no customer: corrected, they come again. */
  noteNumber(number: string): void {
    if (/^\d{1,8}$/.test(number)) this.#highest = Math.max(this.#highest, Number(number));
  }

  #samePerson({ born, lives, bare }: PersonKeys): number {
    if (born !== null) {
      const found = this.#table.get(born);
      if (found >= 0) return found;
      return lives === null ? -1 : this.#table.get(unborn(lives));
    }
    if (lives !== null) {
      const found = this.#table.get(unborn(lives));
      return found >= 0 ? found : this.#table.get(lives);
    }
    return bare === null ? -1 : this.#table.get(bare);
  }

  #remember(origin: number, keys: PersonKeys, number: string | null): void {
    const acquaintance = this.#next(origin, bits32(keys.name));
    if (keys.born !== null) this.#table.add(keys.born, acquaintance);
    if (keys.lives !== null) this.#table.add(keys.born === null ? unborn(keys.lives) : keys.lives, acquaintance);
    if (keys.bare !== null) this.#table.add(keys.bare, acquaintance);
    if (number === null) return;
    this.#table.add(numberKey(number), acquaintance);
    this.noteNumber(number);
  }

  #next(origin: number, name: number): number {
    if (this.#count === this.#origins.length) {
      this.#origins = grown(this.#origins, new Int32Array(this.#count * 2));
      this.#names = grown(this.#names, new Uint32Array(this.#count * 2));
    }
    this.#origins[this.#count] = origin;
    this.#names[this.#count] = name;
    return this.#count++;
  }

  #met(acquaintance: number): Met {
    const origin = this.#origins[acquaintance] ?? 0;
    return origin < 0 ? { kind: 'line', line: -origin } : { kind: 'stored', row: origin };
  }
}

/** Everybody in the database, read once from the beginning to the end. @throws Stopped */
export function knownPeople(sqlite: Sqlite, linesExpected: number, gate: GatePass): KnownPeople {
  const { total } = sqlite.prepare('SELECT count(*) AS total FROM customer').get() as { total: number };
  const known = new KnownPeople(total + linesExpected);
  if (total === 0) return known;
  const phones = sqlite
    .prepare('SELECT e164 FROM customerPhone WHERE customerId = ? AND removedAt IS NULL ORDER BY e164')
    .pluck();
  const rows = sqlite
    .prepare(
      `SELECT c.rowid, c.id, c.number, c.removedAt, c.lastName, c.firstName, c.birthDate, c.email,
         a.street, a.houseNumber, a.postcode
       FROM customer c LEFT JOIN customerAddress a ON a.id = c.homeAddressId ORDER BY c.rowid`,
    )
    .raw()
    .iterate() as IterableIterator<StoredPerson>;
  const bare: [row: number, id: string, number: string, person: Person][] = [];
  for (const [
    row,
    id,
    number,
    removedAt,
    lastName,
    firstName,
    birthDate,
    email,
    street,
    houseNumber,
    postcode,
  ] of rows) {
    if (row % LOOKS_UP_EVERY === 0) gate.goOn();
    if (removedAt !== null) {
      known.rememberNumber(row, number);
      continue;
    }
    const person = { lastName, firstName, birthDate, email, street, houseNumber, postcode, phones: [] };
    // Their telephone numbers are read when this reading is over: a connection does one thing at a time.
    if (birthDate === null && (street === null || postcode === null)) bare.push([row, id, number, person]);
    else known.rememberStored(row, person, number);
  }
  for (const [row, id, number, person] of bare)
    known.rememberStored(row, { ...person, phones: phones.all(id) as string[] }, number);
  return known;
}

// --- details

/** Birth, address or both, and the number. */
const KEYS_EACH = 3;
/** Rows between two looks whether to stop. */
const LOOKS_UP_EVERY = 10_000;

type StoredPerson = [
  row: number,
  id: string,
  number: string,
  removedAt: number | null,
  lastName: string,
  firstName: string | null,
  birthDate: string | null,
  email: string | null,
  street: string | null,
  houseNumber: string | null,
  postcode: string | null,
];

function personOf({ lastName, firstName, birthDate, email, address, phones }: ImportedCustomer): Person {
  const [street, houseNumber, postcode] = address
    ? [address.street, address.houseNumber, address.postcode]
    : [null, null, null];
  return {
    ...{ lastName, firstName, birthDate, email, street, houseNumber, postcode },
    phones: phones.map((phone) => phone.e164),
  };
}

function grown<T extends Int32Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
