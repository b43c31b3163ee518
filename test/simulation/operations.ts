// What people do at a counter in the storm: through the same calls the screen makes, or, where a call would print paper or
// hash a password first, through the same save behind it. Each says nothing of the network.

import { endAppAccess } from '../../src-main/service/app-access/access.ts';
import { addEntry } from '../../src-main/service/consent/ledger.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { customerForm } from '../support/data-folder.ts';
import { type Chance, oneOf, weighed } from './chance.ts';
import { PREPARED_HASH, type Till } from './shop.ts';

const WEIGHTS = {
  create: 12,
  edit: 16,
  address: 10,
  phone: 10,
  order: 8,
  grant: 7,
  withdraw: 4,
  accessOn: 8,
  accessOff: 4,
  password: 8,
  undo: 7,
  remove: 5,
  employee: 4,
  setting: 5,
  textBlock: 3,
  decide: 1,
};
export type Operation = keyof typeof WEIGHTS;
export const OPERATIONS = Object.keys(WEIGHTS) as Operation[];

export type Acting = {
  readonly till: Till;
  readonly chance: Chance;
  /** Counts up, so that no two values are alike by accident. */
  readonly number: () => number;
};

/** One step of one person. It may find that there is nothing to do. */
export async function operate(acting: Acting): Promise<Operation> {
  // What waits is seldom there, and then it is decided often: that is where two decide the same.
  const waits = acting.chance() < 0.4 && (await acting.till.client.conflicts.count()) > 0;
  const operation = waits ? 'decide' : weighed(acting.chance, WEIGHTS);
  await DO[operation](acting);
  return operation;
}

// --- details

const DO: Record<Operation, (acting: Acting) => Promise<void> | void> = {
  create: async ({ till, chance, number }) => {
    const more = { note: oneOf(chance, [null, 'neu']), phones: chance() < 0.5 ? [phone(chance)] : [] };
    await save(till, null, customerForm(`Neu${number()}`, more));
  },
  edit: async ({ till, chance, number }) => {
    const field = oneOf(chance, ['lastName', 'firstName', 'note', 'email'] as const);
    const value = field === 'email' ? `m${number()}@example.com` : `${field}${Math.floor(chance() * 4)}`;
    await change(till, chance, (form) => ({ ...form, [field]: value }));
  },
  address: async ({ till, chance, number }) => {
    await change(till, chance, ({ addresses, ...form }) => {
      const which = weighed(chance, {
        add: 3,
        edit: addresses.length === 0 ? 0 : 4,
        drop: addresses.length === 0 ? 0 : 2,
      });
      const at = Math.floor(chance() * addresses.length);
      if (which === 'add') return { ...form, addresses: [...addresses, address(chance, number())] };
      if (which === 'drop') return { ...form, homeAddress: null, addresses: addresses.filter((_, one) => one !== at) };
      const field = oneOf(chance, ['street', 'houseNumber', 'town', 'label'] as const);
      const value = field === 'label' ? oneOf(chance, ['privat', 'Arbeit']) : `${field}${Math.floor(chance() * 4)}`;
      return { ...form, addresses: addresses.map((one, place) => (place === at ? { ...one, [field]: value } : one)) };
    });
  },
  phone: async ({ till, chance }) => {
    await change(till, chance, ({ phones, ...form }) => {
      const which = weighed(chance, { add: 3, edit: phones.length === 0 ? 0 : 4, drop: phones.length === 0 ? 0 : 2 });
      const at = Math.floor(chance() * phones.length);
      if (which === 'add') return { ...form, phones: [...phones, phone(chance)] };
      if (which === 'drop') return { ...form, phones: phones.filter((_, one) => one !== at) };
      const { number: digits } = phone(chance);
      return { ...form, phones: phones.map((one, place) => (place === at ? { ...one, number: digits } : one)) };
    });
  },
  order: async ({ till, chance }) => {
    await change(till, chance, ({ phones, addresses, homeAddress, ...form }) => {
      const home = addresses[homeAddress ?? -1];
      const moved = turned(addresses, chance);
      // There is nothing to move where there are not two: then the second one comes now.
      const more = phones.length < 2 ? [phone(chance)] : [];
      return {
        ...{ ...form, phones: [...more, ...turned(phones, chance)], addresses: moved },
        homeAddress: home ? moved.indexOf(home) : null,
      };
    });
  },
  grant: ({ till, chance }) => {
    const customerId = someCustomer(till, chance);
    if (customerId) grant(till, customerId);
  },
  withdraw: ({ till, chance }) => {
    const customerId = someCustomer(till, chance, "id IN (SELECT customerId FROM consentEntry WHERE purpose = 'app')");
    if (!customerId) return;
    till.house.save('consent.withdraw', (unit) => {
      addEntry(till.house, unit, {
        ...{ customerId, purpose: 'app', kind: 'withdrawn', version: null, capturedAt: unit.now },
        ...{ capturedHow: 'oral', capturedBy: person(till) },
      });
      endAppAccess(till.house, unit, customerId);
    });
  },
  accessOn: async ({ till, chance }) => {
    const customerId = someCustomer(till, chance);
    if (!customerId) return;
    if (chance() < 0.8) grant(till, customerId);
    await save(till, customerId, await formOf(till, customerId), true);
  },
  accessOff: async ({ till, chance }) => {
    const customerId = someCustomer(till, chance, ACTIVE);
    if (customerId) await save(till, customerId, await formOf(till, customerId), false);
  },
  password: async ({ till, chance, number }) => {
    const customerId = someCustomer(till, chance, ACTIVE);
    if (!customerId) return;
    // The letter lies printed on the counter.
    till.house.db.sqlite
      .prepare(
        'INSERT INTO pendingSecret (id, customerId, ownerId, passwordHash, letterNumber, printedAt) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(
        ...[till.house.newId(), customerId, person(till), `${PREPARED_HASH}${number()}`],
        ...[`${till.name}-${number()}`, till.house.now()],
      );
    await save(till, customerId, await formOf(till, customerId));
  },
  undo: async ({ till, chance }) => takeBack(till, chance, "doing = 'customer.save'"),
  remove: async ({ till, chance }) => takeBack(till, chance, "doing = 'customer.create'"),
  employee: ({ till, chance }) => {
    const { house } = till;
    if (house.session.person?.role !== 'administrator') return;
    const bruno = house.db.sqlite.prepare("SELECT id, blockedAt FROM employee WHERE name LIKE 'Bruno%'").get() as
      | { id: string; blockedAt: number | null }
      | undefined;
    if (!bruno) return;
    const change = () =>
      house.save('employee.save', (unit) => {
        if (chance() < 0.6)
          unit.update('employee', bruno.id, { blockedAt: bruno.blockedAt === null ? unit.now : null });
        else unit.update('employee', bruno.id, { name: `Bruno ${Math.floor(chance() * 3)}` });
      });
    return Promise.resolve()
      .then(change)
      .then(() => undefined, expected('SERVER_NEEDED'));
  },
  setting: async ({ till, chance }) => {
    if (till.house.session.person?.role !== 'administrator') return;
    const changes = oneOf(chance, [
      { appName: `App ${Math.floor(chance() * 3)}` },
      { missingConsentHint: chance() < 0.5 },
      { quickSearchAllBranches: chance() < 0.5 },
    ]);
    await till.client.settings.save({ changes }).catch(expected('SERVER_NEEDED'));
  },
  textBlock: async ({ till, chance, number }) => {
    if (till.house.session.person?.role !== 'administrator') return;
    const blocks = await till.client.textBlocks.all();
    const block = oneOf(chance, blocks.slice(0, 2));
    const today = new Date(till.house.now() + 86_400_000).toISOString().slice(0, 10);
    await till.client.textBlocks
      .save({
        textBlockId: block.id,
        after: block.versions[0]?.number ?? 1,
        body: `Fassung ${number()}`,
        validFrom: today,
      })
      .catch(expected('INVALID', 'CHANGED_SINCE'));
  },
  decide: async ({ till, chance }) => {
    const { entries } = await till.client.conflicts.open();
    // The same few at every counter: two decide what neither knows of the other.
    const entry = entries[Math.floor(chance() * Math.min(entries.length, 3))];
    if (!entry) return;
    const { id, seen, ways, claims } = entry;
    const way = ways.kind === 'read' ? 'read' : chance() < 0.5 ? 'mine' : 'theirs';
    const claim = Math.floor(chance() * claims.length);
    await till.client.conflicts
      .decide({ id, seen, decision: way === 'mine' ? { kind: way, claim } : { kind: way } })
      // About a person or a setting: what gives rights is decided with the server.
      .catch(expected('NOT_OFFERED', 'SERVER_NEEDED'));
  },
};

/** From another place on: every line gets another one, where there are two. */
function turned<T>(all: readonly T[], chance: Chance): T[] {
  const from = 1 + Math.floor(chance() * (all.length - 1));
  return [...all.slice(from), ...all.slice(0, from)];
}

const ACTIVE = 'id IN (SELECT customerId FROM appAccess WHERE active = 1)';

function someCustomer(till: Till, chance: Chance, where = '1'): string | undefined {
  const all = till.house.db.sqlite
    .prepare(`SELECT id FROM customer WHERE removedAt IS NULL AND ${where} ORDER BY length(lastName), lastName, id`)
    .pluck()
    .all() as string[];
  // The same few again and again: that is where counters meet.
  return all.length === 0 ? undefined : oneOf(chance, all.slice(0, 4));
}

function person(till: Till): string {
  return till.house.session.person?.id ?? '';
}

function grant(till: Till, customerId: string): void {
  till.house.save('consent.sign', (unit) =>
    addEntry(till.house, unit, {
      ...{ customerId, purpose: 'app', kind: 'granted', version: null, capturedAt: unit.now },
      ...{ capturedHow: 'paper', capturedBy: person(till) },
    }),
  );
}

async function formOf(till: Till, id: string): Promise<CustomerForm> {
  return (await till.client.customers.byId({ id })).form;
}

async function change(till: Till, chance: Chance, edit: (form: CustomerForm) => CustomerForm): Promise<void> {
  const id = someCustomer(till, chance);
  if (id) await save(till, id, edit(await formOf(till, id)));
}

async function save(
  till: Till,
  id: string | null,
  form: CustomerForm,
  appActive: boolean | null = null,
): Promise<void> {
  await till.client.customers
    .save({ id, form, basedOn: null, appActive, draftId: null })
    .catch(expected('REFUSED', 'GONE'));
}

async function takeBack(till: Till, chance: Chance, which: string): Promise<void> {
  const own = till.house.db.sqlite
    .prepare(`SELECT id FROM changeSet WHERE ${which} ORDER BY id DESC LIMIT 4`)
    .pluck()
    .all() as string[];
  if (own.length > 0)
    await till.client.customers.undo({ changeSetId: oneOf(chance, own) }).catch(expected('CANNOT_UNDO'));
}

/** What the program says no to is no failure here. */
function expected(...codes: string[]) {
  return (error: unknown): undefined => {
    if (codes.includes((error as { code?: string }).code ?? '')) return undefined;
    throw error;
  };
}

function phone(chance: Chance): CustomerForm['phones'][number] {
  return { id: null, label: null, number: `+49 30 23125 ${100 + Math.floor(chance() * 40)}`, sms: chance() < 0.3 };
}

function address(chance: Chance, number: number): CustomerForm['addresses'][number] {
  return {
    ...{
      id: null,
      label: oneOf(chance, ['privat', null]),
      street: `Straße ${number}`,
      houseNumber: '1',
      addition: null,
    },
    ...{ district: null, postcode: '80331', town: oneOf(chance, ['München', 'Berlin']), country: null },
  };
}
