// A save as the bench measures it: five fields of one of many customers, in one transaction through the one write path, with
// the change log and the search index, and the idle work that belongs to it.
import { v7 as newId } from 'uuid';
import { checkpoint, IdleWork, keepLogShort } from '../../src-main/service/database/idle-work.ts';
import type { Db } from '../../src-main/service/database/open.ts';
import { save } from '../../src-main/service/database/save.ts';
import { searchProjection } from '../../src-main/service/search/customer-entries.ts';
import { searchIdleTask } from '../../src-main/service/search/idle.ts';
import { randomFrom } from './customers.ts';
import { openSample } from './sample-database.ts';

const PEOPLE = 2_000;

export function savingIn(directory: string): {
  db: Db;
  idle: IdleWork;
  /** What each step of idle work has taken, in milliseconds. */
  steps: number[];
  saveOne: () => void;
} {
  const db = openSample(directory);
  const steps: number[] = [];
  const tasks = [keepLogShort(db.sqlite), searchIdleTask(db.sqlite), checkpoint(db.sqlite)].map(({ name, step }) => ({
    name,
    step: () => {
      const began = performance.now();
      const more = step();
      steps.push(performance.now() - began);
      return more;
    },
  }));
  const idle = new IdleWork(tasks, (_task, error) => {
    throw error;
  });
  const environment = {
    db,
    now: Date.now,
    newId: () => newId(),
    projections: [searchProjection],
    announce: () => undefined,
  };
  const actor = { employeeId: 'bench', branchId: 'bench', workstationId: 'bench' };
  const random = randomFrom(process.pid);
  const people = somePeople(db, random);
  const saveOne = () => {
    const one = people[Math.floor(random() * people.length)];
    if (!one) throw new Error('no customers to save');
    const some = Math.floor(random() * 1e7);
    save(environment, actor, 'customer.save', (unit) => {
      unit.update('customer', one.id, { email: `kunde${some}@example.com`, note: `Notiz ${some}` });
      unit.update('customerAddress', one.addressId, { street: `Weg ${some}`, houseNumber: String(some % 200) });
      unit.update('customerPhone', one.phoneId, { e164: `+49300${String(some).padStart(7, '0')}` });
    });
  };
  return { db, idle, steps, saveOne };
}

type Person = { id: string; addressId: string; phoneId: string };

function somePeople({ sqlite }: Db, random: () => number): Person[] {
  const found = sqlite.prepare(
    `SELECT c.id, c.homeAddressId AS addressId, p.id AS phoneId FROM customer c
     JOIN customerPhone p ON p.customerId = c.id WHERE c.rowid = ?`,
  );
  const { most } = sqlite.prepare('SELECT max(rowid) AS most FROM customer').get() as { most: number };
  const people: Person[] = [];
  while (people.length < PEOPLE) {
    const one = found.get(1 + Math.floor(random() * most)) as Person | undefined;
    if (one) people.push(one);
  }
  return people;
}
