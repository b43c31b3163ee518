// Fills an empty data folder with a sample branch: three employees, two hundred invented customers, a few consents. It
// refuses a folder that holds anything already. Everything is one save: there whole, or not at all.
import type { EntryKind } from '../../src-shared/consent/rules.ts';
import { declarationOf } from './consent/declarations.ts';
import { addEntry } from './consent/ledger.ts';
import { writeLocal } from './database/local.ts';
import type { UnitOfWork } from './database/save.ts';
import type { DemoRefusal } from './demo-folder.ts';
import { type DemoConsent, type DemoCustomer, demoCustomers } from './demo-people.ts';
import type { House } from './house.ts';
import { dayOf } from './printing/customer-form-input.ts';
import { hashSecret } from './secrets.ts';
import type { Counter } from './service.ts';
import { readSeat } from './sign-in.ts';
import { seedTextBlocks } from './text-blocks.ts';

const FIRST_NUMBER = 10_001;
const DAY = 86_400_000;

export const DEMO_PEOPLE = [
  { name: 'Anna Amsel', role: 'administrator', pin: '1234' },
  { name: 'Bernd Bussard', role: 'employee', pin: '2345' },
  { name: 'Carla Dohle', role: 'accounting', pin: '3456' },
] as const;

/** @returns null when the sample is in the folder; nobody is signed in then */
export async function fillWithDemo(counter: Counter): Promise<DemoRefusal | null> {
  const { house, session } = counter;
  if (!house) return 'er lässt sich nicht öffnen';
  if (session.seat !== null) return 'der Ordner enthält schon Daten';
  const pinHashes = await Promise.all(DEMO_PEOPLE.map(({ pin }) => hashSecret(pin)));
  house.save('demo', (unit) => fill(house, unit, pinHashes));
  session.seat = readSeat(house);
  house.announce({ kind: 'seat' });
  counter.ownServer?.look();
  return null;
}

function fill(house: House, unit: UnitOfWork, pinHashes: readonly string[]): void {
  const year = new Date(unit.now).getFullYear();
  const branchId = house.newId();
  const workstationId = house.newId();
  unit.create('branch', {
    ...{ id: branchId, name: 'Sonnen-Apotheke', headquarters: true },
    ...{ street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München', phone: '030 23125900' },
    ...{ email: 'sonnen-apotheke@example.com', website: 'https://sonnen-apotheke.example.com' },
    openingHours: 'Mo–Fr 8:00–18:30 Uhr\nSa 9:00–13:00 Uhr',
    licenceUntil: `${year + 1}-12-31`,
  });
  unit.create('workstation', { id: workstationId, branchId, code: 'T1', name: 'Tresen 1' });
  const employeeIds = DEMO_PEOPLE.map(({ name, role }, at) => {
    const employeeId = house.newId();
    unit.create('employee', { id: employeeId, name, pinHash: pinHashes[at] ?? null });
    unit.create('employeeRole', { id: house.newId(), employeeId, branchId, role });
    return employeeId;
  });
  unit.create('chainSetting', { id: 'appAddress', value: JSON.stringify('https://app.example.com') });
  seedTextBlocks(house, unit);
  writeLocal(house.db.sqlite, 'workstationId', workstationId);
  const customers = demoCustomers(year);
  for (const [at, one] of customers.entries()) addCustomer(house, unit, one, { at, branchId, employeeIds });
  writeLocal(house.db.sqlite, 'nextCustomerNumber', String(FIRST_NUMBER + customers.length));
}

type Place = { at: number; branchId: string; employeeIds: readonly string[] };

function addCustomer(house: House, unit: UnitOfWork, one: DemoCustomer, { at, branchId, employeeIds }: Place): void {
  const customerId = house.newId();
  const { addresses, phones, consents, lastVisit, ...fields } = one;
  const addressIds = addresses.map(() => house.newId());
  unit.create('customer', {
    ...{ ...fields, id: customerId, branchId, number: String(FIRST_NUMBER + at) },
    lastVisit: lastVisit === null ? null : dayOf(unit.now - lastVisit * DAY),
    homeAddressId: addressIds[0] ?? null,
    responsibleEmployeeId: at % 3 === 0 ? (employeeIds[at % employeeIds.length] ?? null) : null,
  });
  for (const [rank, address] of addresses.entries())
    unit.create('customerAddress', { ...address, id: addressIds[rank] ?? house.newId(), customerId, rank });
  for (const [rank, phone] of phones.entries())
    unit.create('customerPhone', { ...phone, id: house.newId(), customerId, rank });
  addConsents(house, unit, customerId, consents, employeeIds[at % employeeIds.length] ?? '');
}

const STEPS: Readonly<Record<DemoConsent, readonly EntryKind[]>> = {
  none: [],
  printed: ['printed'],
  granted: ['printed', 'granted'],
  withdrawn: ['printed', 'granted', 'withdrawn'],
};

function addConsents(
  house: House,
  unit: UnitOfWork,
  customerId: string,
  of: DemoCustomer['consents'],
  by: string,
): void {
  for (const purpose of ['storage', 'app'] as const) {
    if (of[purpose] === 'none') continue;
    const version = declarationOf(house, purpose).current;
    for (const [at, kind] of STEPS[of[purpose]].entries())
      addEntry(house, unit, {
        ...{ customerId, purpose, kind, version, capturedBy: by, capturedHow: 'paper' },
        // One after the other: the order decides.
        capturedAt: unit.now + at,
      });
  }
}
