// A counter for the tests of health cards, whose readers a test holds and whose log it reads: puts Žofie's card in and asks what came
// of it. Nothing that stands on a card may be in the log of any test.
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, expect } from 'vitest';
import type { CardEvent } from '../../src-shared/card-readers/contract.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { CARD_FIELDS, type CardField } from '../../src-shared/health-card/record.ts';
import type { NewRow, TableName } from '../../src-shared/tables.ts';
import { cardOf, type TestReaders, testReaders } from './card-port.ts';
import { openCounter, type TestCounter } from './counter.ts';
import { kvnrOf } from './health-cards.ts';
import { hire } from './people.ts';

export const KVNR = kvnrOf('Z12345678');
export const MINUTE = 60_000;

const blank = { id: null, label: null, addition: null, district: null, country: null };
/** Žofie as her card has her. */
export const asOnTheCard: Partial<CustomerForm> = {
  ...{ firstName: 'Žofie Änne', kvnr: KVNR, birthDate: '1961-04-03', insuranceStatus: 'member' },
  addresses: [{ ...blank, street: 'Œuvre-Str.', houseNumber: '4a', postcode: '80331', town: 'München' }],
  payers: [{ id: null, payerId: 'aok', insuredNumber: KVNR, validFrom: '2015-01-01', validTo: null }],
  standardPayer: 0,
};

/** A fresh one before each test of the file, with her payer and with 'Bernd Bussard' besides the administrator. */
export function healthCardDesk() {
  const at = {} as { counter: TestCounter; readers: TestReaders };
  let logged = '';
  beforeEach(async () => {
    at.readers = testReaders();
    logged = '';
    const log = pino(
      { level: 'trace' },
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          logged += chunk.toString();
          done();
        },
      }),
    );
    at.counter = await openCounter({ ports: { cardReaders: at.readers.port, log } });
    await hire(at.counter);
    make('payer', { id: 'aok', name: 'AOK Nordost', ik: '109519005', kind: 'statutory' });
  });
  afterEach(() => {
    at.counter.close();
    // Codes and kinds, never what stands on a card (the log of every test).
    for (const secret of [KVNR, 'Škoda', 'Œuvre', '109519005']) expect(logged).not.toContain(secret);
  });

  function openHouse() {
    const { house } = at.counter.service.counter;
    if (!house) throw new Error('not open');
    return house;
  }
  function make<T extends TableName>(table: T, row: NewRow<T>) {
    return openHouse().save('lists.save', (unit) => unit.create(table, row));
  }

  async function save(more: Partial<CustomerForm> = {}, lastName = 'von Müßig-Škoda', id: string | null = null) {
    at.counter.clock.now += 1000;
    const known = id === null ? emptyForm('natural', 'active') : (await recordOf(id)).form;
    const form = { ...known, lastName, ...more };
    return at.counter.client.customers.save({ id, form, basedOn: null, appActive: null, draftId: null });
  }
  const recordOf = (id: string) => at.counter.client.customers.byId({ id });

  /** Waits until all that was put in has been judged. */
  const judged = async () => {
    at.readers.lying = [];
    await at.counter.client.cardReaders.read();
  };
  async function put(more: Parameters<typeof cardOf>[0] = {}): Promise<CardEvent> {
    at.readers.put(await cardOf(more));
    await judged();
    return (await at.counter.client.cardReaders.arrived()).at(-1) ?? { kind: 'none' };
  }
  async function compared(more: Parameters<typeof cardOf>[0] = {}) {
    const event = await put(more);
    if (event.kind !== 'compare') throw new Error(event.kind);
    return event;
  }
  const takeOver = (
    readingId: string,
    more: {
      customerId?: string | null;
      as?: 'customer' | 'walkIn';
      fields?: CardField[];
      basedOn?: number | null;
    } = {},
  ) =>
    at.counter.client.cardReaders.takeOver({
      ...{ readingId, customerId: null, as: 'customer', fields: [...CARD_FIELDS], basedOn: null },
      ...more,
    });

  /** For whom the privacy dialog was asked, from now on. */
  function asked(): string[] {
    const heard: string[] = [];
    at.counter.service.counter.news.subscribe('news', (item) => {
      if (item.kind === 'privacyDue') heard.push(item.customerId);
    });
    return heard;
  }

  return { at, openHouse, make, save, recordOf, judged, put, compared, takeOver, asked };
}

/** 'done', or the code it was refused with. */
export function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
}
