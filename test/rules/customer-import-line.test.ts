// Lines of customer lists become customers; what cannot be taken as it stands is named and kept.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ImportField, importFields } from '../../src-shared/customer-import/fields.ts';
import { type ImportedCustomer, lineReader } from '../../src-shared/customer-import/line.ts';
import { customerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm, formProblems, storedForm } from '../../src-shared/customers/rules.ts';

const TODAY = '2026-11-21';
const NOW = new Date(2026, 10, 21, 9, 30).getTime();

function read(line: Partial<Record<ImportField, string>>, areaCode: string | null = null) {
  const fields = Object.keys(line) as ImportField[];
  return lineReader({ mapping: fields, headings: fields, today: TODAY, areaCode })(Object.values(line));
}

function customer(line: Partial<Record<ImportField, string>>): ImportedCustomer {
  const reading = read(line);
  if (reading.kind !== 'customer') throw new Error(reading.kind);
  return reading.customer;
}

test('a whole line', () => {
  const reading = read({
    ...{ number: '4711', salutation: 'Frau', title: 'Dr.', lastName: 'Müller', firstName: 'Anna' },
    ...{ birthDate: '3.4.61', street: 'Sonnenstr. 4', postcode: '80331', town: 'München' },
    ...{ phonePrivate: '030 23125 100', phoneMobile: '0170/2312510', email: 'anna@example.com' },
    ...{ kvnr: 'a123 456 780', note: 'kommt dienstags' },
  });
  expect(reading).toEqual({
    kind: 'customer',
    problems: [],
    customer: {
      ...{ number: '4711', kind: 'natural', salutation: 'Frau', title: 'Dr.', firstName: 'Anna', lastName: 'Müller' },
      ...{ birthDate: '1961-04-03', email: 'anna@example.com', kvnr: 'A123456780', note: 'kommt dienstags' },
      address: {
        ...{ street: 'Sonnenstr.', houseNumber: '4', addition: null, district: null },
        ...{ postcode: '80331', town: 'München', country: null },
      },
      phones: [
        { label: 'mobil', e164: '+491702312510', sms: true },
        { label: 'privat', e164: '+493023125100', sms: false },
      ],
    },
  });
});

test('letters written as several, or as their twins, become the ones that are stored', () => {
  // 'ü' as 'u' with a mark after it; the eta with tonos of Greek Extended.
  const reading = customer({ lastName: 'Mu\u0308ller', firstName: '\u1fcb', note: 'Stu\u0308ck' });
  expect(reading).toMatchObject({ lastName: 'Müller', firstName: '\u0389', note: 'Stück' });
});

test('a remark column needs no introduction, another one taken into the note does', () => {
  const reader = lineReader({
    mapping: ['lastName', 'note', 'note'],
    headings: ['Nachname', 'Bemerkung', 'Krankenkasse'],
    today: TODAY,
    areaCode: null,
  });
  const reading = reader(['Müller', 'kommt dienstags', 'AOK Bayern']);
  expect(reading).toMatchObject({ customer: { note: 'kommt dienstags\nKrankenkasse: AOK Bayern' } });
});

describe('a bad optional value goes to the note', () => {
  test.each([
    ['phone', 'abc', 'unreadable', 'Telefon: abc'],
    ['phone', '23125100', 'noAreaCode', 'Telefon: 23125100'],
    ['birthDate', '31.02.1961', 'unreadable', 'Geburtsdatum: 31.02.1961'],
    ['kvnr', 'A123456781', 'unreadable', 'KVNR: A123456781'],
    ['postcode', '123', 'unreadable', 'PLZ: 123'],
    ['postcode', '00000', 'unreadable', 'PLZ: 00000'],
    ['email', 'anna(at)example', 'unreadable', 'E-Mail: anna(at)example'],
    ['houseNumber', '4'.repeat(21), 'tooLong', `Hausnummer: ${'4'.repeat(21)}`],
    ['number', '9'.repeat(31), 'tooLong', `Kundennummer: ${'9'.repeat(31)}`],
  ] as const)('%s %s', (field, value, problem, note) => {
    const reading = read({ lastName: 'Müller', [field]: value });
    expect(reading).toMatchObject({ kind: 'customer', problems: [{ field, problem, value }], customer: { note } });
  });
});

test('only a missing last name rejects a line', () => {
  expect(read({ lastName: ' ', firstName: 'Anna' })).toEqual({
    kind: 'rejected',
    problems: [{ field: 'lastName', problem: 'lastNameMissing', value: '' }],
  });
  expect(read({ lastName: '', firstName: ' ' })).toEqual({ kind: 'empty' });
});

test('zeros that a spreadsheet took come back and are named', () => {
  const reading = read({ lastName: 'Müller', postcode: '1067', phoneMobile: '1702312510' });
  expect(reading).toMatchObject({
    customer: { address: { postcode: '01067' }, phones: [{ e164: '+491702312510' }], note: null },
    problems: [
      { field: 'postcode', problem: 'zeroAdded', value: '1067' },
      { field: 'phoneMobile', problem: 'zeroAdded', value: '1702312510' },
    ],
  });
});

test('four digits abroad are a postcode', () => {
  expect(customer({ lastName: 'Huber', postcode: 'A-1010', town: 'Wien' }).address).toMatchObject({
    postcode: '1010',
    country: 'Österreich',
  });
  expect(customer({ lastName: 'Huber', postcode: '8001', country: 'CH', phone: '044 668 18 00' })).toMatchObject({
    address: { postcode: '8001', country: 'Schweiz' },
    phones: [{ e164: '+41446681800' }],
  });
});

test('a company has a name, an address and numbers, what only people have goes to the note', () => {
  const reading = read({ salutation: 'Firma', lastName: 'Sonnenhof GmbH', firstName: 'Anna', birthDate: '1.1.1970' });
  expect(reading).toMatchObject({
    customer: { kind: 'legal', salutation: null, firstName: null, birthDate: null, lastName: 'Sonnenhof GmbH' },
    problems: [
      { field: 'firstName', problem: 'notForCompanies' },
      { field: 'birthDate', problem: 'notForCompanies' },
    ],
  });
  expect(customer({ company: 'Sonnenhof GmbH', lastName: '' })).toMatchObject({
    kind: 'legal',
    lastName: 'Sonnenhof GmbH',
  });
  expect(customer({ company: 'Sonnenhof GmbH', lastName: 'Müller' })).toMatchObject({
    kind: 'natural',
    note: 'Firma: Sonnenhof GmbH',
  });
});

test('more cells than headings are named', () => {
  const reader = lineReader({ mapping: ['lastName'], headings: ['Nachname'], today: TODAY, areaCode: null });
  expect(reader(['Müller', '', ''])).toMatchObject({ problems: [] });
  expect(reader(['Müller', 'Anna'])).toMatchObject({
    problems: [{ field: null, problem: 'extraCells', value: 'Anna' }],
  });
});

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', ' ', 'Müller', 'Firma', 'Frau', '1067', '03.04.1961', '0170 2312510', 'x'.repeat(300), '22374'),
);
const line = fc.dictionary(fc.constantFrom(...importFields), cell, { noNullPrototype: true });

test('whatever a line holds, the customer made of it can be saved as it is', () => {
  fc.assert(
    fc.property(line, fc.option(fc.constant('089')), (cells, areaCode) => {
      const reading = read(cells, areaCode);
      if (reading.kind !== 'customer') return;
      const { number: _, address, phones, ...person } = reading.customer;
      const form = {
        ...emptyForm('natural', 'active'),
        ...person,
        addresses: address ? [{ id: null, label: null, ...address }] : [],
        homeAddress: address ? 0 : null,
        phones: phones.map(({ label, e164, sms }) => ({ id: null, label, number: e164, sms })),
      };
      expect(formProblems(form, NOW)).toEqual([]);
      expect(customerForm.parse(form)).toEqual(form);
      expect(storedForm(form)).toEqual(form);
    }),
    { numRuns: 3000 },
  );
});

test('no value is lost: what is not taken over stands in the note', () => {
  const single = fc.constantFrom('birthDate', 'kvnr', 'postcode', 'email', 'phone', 'number', 'town', 'title');
  fc.assert(
    fc.property(single, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (field, value) => {
      fc.pre(/[\p{L}\p{N}]/u.test(value));
      const reading = read({ lastName: 'Müller', [field]: value });
      if (reading.kind !== 'customer') throw new Error(reading.kind);
      const nothingKept = JSON.stringify(reading.customer) === JSON.stringify(customer({ lastName: 'Müller' }));
      if (nothingKept) expect(value.trim()).toMatch(/^(0+|unbekannt|n\/?a|k\.? ?a\.?|null)$/i);
    }),
    { numRuns: 1500 },
  );
});
