// A counter for the tests of consents: one customer, a printer that keeps what it was given, and the steps of the desk in one
// line each. It refuses to expect anything.
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach } from 'vitest';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type { TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { consentEntry } from '../../src-shared/tables.ts';
import { openCounter, type TestCounter } from './counter.ts';
import { memoryPrinter, print } from './printer.ts';

/** The day on the counter's clock at first. */
export const TODAY = '2026-11-21';
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

type Desk = { counter: TestCounter; printer: ReturnType<typeof memoryPrinter>; customerId: string };

/** A fresh one before each test of the file. */
export function consentDesk() {
  const at = {} as Desk;
  beforeEach(async () => {
    at.printer = memoryPrinter();
    at.counter = await openCounter({ ports: { printers: at.printer } });
    at.customerId = await newCustomer();
  });
  afterEach(() => at.counter.close());

  async function newCustomer(): Promise<string> {
    const address = {
      ...{ id: null, label: null, addition: null, district: null, country: null },
      ...{ street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' },
    };
    const form = {
      ...emptyForm('natural', 'active'),
      ...{ salutation: 'Frau', firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' },
      ...{ addresses: [address], homeAddress: 0 },
    };
    return (await at.counter.client.customers.save({ id: null, form, appActive: null, draftId: null })).id;
  }

  function openHouse() {
    const { house } = at.counter.service.counter;
    if (!house) throw new Error('not open');
    return house;
  }

  const rows = () =>
    openHouse()
      .db.orm.select()
      .from(consentEntry)
      .where(eq(consentEntry.customerId, at.customerId))
      .orderBy(asc(consentEntry.id))
      .all();
  const overview = () => at.counter.client.consent.byCustomer({ customerId: at.customerId });

  async function declaration(key: TextBlockKey) {
    const found = (await overview()).declarations.find((one) => one.key === key);
    if (!found?.current) throw new Error(`no declaration ${key}`);
    return { ...found, current: found.current };
  }

  async function purpose(wanted: Purpose) {
    const found = (await overview()).declarations.flatMap((one) => one.purposes).find((one) => one.purpose === wanted);
    if (!found) throw new Error(wanted);
    return found;
  }

  async function handOut(purposes: Purpose[], scope: string | null = null) {
    const { preview } = await at.counter.client.consent.form({ customerId: at.customerId, purposes, scope });
    await print(at.counter, preview);
    return preview;
  }

  async function sign(
    key: TextBlockKey,
    purposes: Purpose[],
    over: Partial<Parameters<typeof at.counter.client.consent.sign>[0]> = {},
  ) {
    const { signable } = await declaration(key);
    return at.counter.client.consent.sign({
      ...{ customerId: at.customerId, purposes, versionId: signable[0]?.versionId ?? '', signedOn: TODAY },
      ...{ capturedHow: 'paper', filed: false, scan: null, ...over },
    });
  }

  return { at, newCustomer, openHouse, rows, overview, declaration, purpose, handOut, sign };
}
