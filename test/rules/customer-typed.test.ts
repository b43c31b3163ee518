// What typed text becomes before it reaches the service: the words of the search box as a new customer, and the mask's texts
// as a form and back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDraft } from '../../src-renderer/contacts/draft-content.ts';
import { differingFields, fromMaskForm, type MaskForm, toMaskForm } from '../../src-renderer/contacts/mask-form.ts';
import { blankBankAccount, blankPayer } from '../../src-renderer/contacts/mask-lists.ts';
import { typedCustomer } from '../../src-renderer/contacts/typed-customer.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { contactRoles, emptyForm, formProblems, storedForm } from '../../src-shared/customers/rules.ts';

const TODAY = '2026-11-21';
const NOW = new Date(2026, 10, 21, 9, 30).getTime();

const postcode = (code: string) => ({ addresses: [expect.objectContaining({ postcode: code })] });
const phone = (number: string, sms = false) => ({ phones: [expect.objectContaining({ number, sms })] });

describe('the search box as a new customer', () => {
  test.each([
    ['', {}],
    ['müller', { lastName: 'Müller' }],
    ['mül ann 80331', { lastName: 'Mül', firstName: 'Ann', ...postcode('80331') }],
    ['Müller, Anna', { lastName: 'Müller', firstName: 'Anna' }],
    ['von der heide karl', { lastName: 'von der Heide', firstName: 'Karl' }],
    ['Von der Heide', { lastName: 'Von der Heide' }],
    ['müller-brandt anna maria', { lastName: 'Müller-Brandt', firstName: 'Anna Maria' }],
    ['McDonald Ian', { lastName: 'McDonald', firstName: 'Ian' }],
    ['weiß 3.4.61', { lastName: 'Weiß', birthDate: '03.04.1961' }],
    ['weiß 3. april 1961', { lastName: 'Weiß', birthDate: '03.04.1961' }],
    ['weiß 03041961', { lastName: 'Weiß', birthDate: '03.04.1961' }],
    ['0170 12345678', phone('0170 12345678', true)],
    ['+49 (0)30 23125-101 meier', { lastName: 'Meier', ...phone('030 23125101') }],
    [
      'meier 030 23125 101 3.4.1961 10115',
      { lastName: 'Meier', birthDate: '03.04.1961', ...phone('030 23125101'), ...postcode('10115') },
    ],
    ['a123456780', { kvnr: 'A123456780' }],
    ['a123456789', {}],
    ['anna@example.com', { email: 'anna@example.com' }],
  ])('%j', (text, expected) => {
    expect(typedCustomer(text, TODAY)).toEqual(expected);
  });

  test('whatever is typed, nothing breaks and nothing long is made of it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const fields = typedCustomer(text, TODAY);
        const words = `${fields.lastName ?? ''}${fields.firstName ?? ''}`;
        expect(words.length).toBeLessThanOrEqual(text.normalize('NFC').length * 2);
      }),
    );
  });
});

const words = fc.option(fc.constantFrom('Sonnenstr.', 'Łukasz', 'Şahin-Größl', 'd’Angelo', '4 a', 'x'));
const aForm: fc.Arbitrary<CustomerForm> = fc
  .record({
    ...{ salutation: words, title: words, firstName: words, note: words },
    lastName: fc.constantFrom('Müller', 'von der Heide'),
    birthDate: fc.option(fc.constantFrom('1961-04-03', '2000-02-29', '1930-01-01')),
    kvnr: fc.option(fc.constant('A123456780')),
    email: fc.option(fc.constant('anna@example.com')),
    status: fc.constantFrom('active', 'deceased'),
    responsibleEmployeeId: fc.option(fc.constant('employee-1')),
    addresses: fc.array(
      fc.record({
        id: fc.option(fc.uuid()),
        street: fc.constantFrom('Talstr.', 'Sonnenstr.'),
        ...{
          label: words,
          houseNumber: words,
          addition: words,
          district: words,
          town: words,
          country: fc.constant(null),
        },
        postcode: fc.option(fc.constantFrom('80331', '01067')),
      }),
      { maxLength: 3 },
    ),
    home: fc.nat({ max: 2 }),
    phones: fc.array(
      fc.record({
        id: fc.option(fc.uuid()),
        label: words,
        number: fc.constantFrom('+493023125101', '+491701234567', '+43123456789', '+4989123456'),
        sms: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    ...{ externalNumber: words, careHome: words, dunningBlock: fc.boolean(), reportNeutral: fc.boolean() },
    insuranceStatus: fc.option(fc.constantFrom('member', 'selfPayer')),
    preferredPayment: fc.option(fc.constantFrom('cash', 'directDebit')),
    preferredChannel: fc.option(fc.constantFrom('sms', 'email')),
    contactRoles: fc.subarray([...contactRoles]),
    lastVisit: fc.option(fc.constant('2026-11-21')),
    payers: fc.array(
      fc.record({
        ...{ id: fc.option(fc.uuid()), payerId: fc.constantFrom('one', 'two'), insuredNumber: words },
        ...{ validFrom: fc.option(fc.constant('2026-01-01')), validTo: fc.option(fc.constant('2026-12-31')) },
      }),
      { maxLength: 2 },
    ),
    bankAccounts: fc.array(
      fc.record({
        ...{ id: fc.option(fc.uuid()), holder: words, bic: fc.option(fc.constant('COBADEFFXXX')), bankName: words },
        iban: fc.constantFrom('DE89370400440532013000', 'AT611904300234573201'),
        ...{ mandateReference: fc.constant('M-1'), mandateOn: fc.constant('2026-02-03') },
        mandateEndedOn: fc.option(fc.constant('2026-03-01')),
      }),
      { maxLength: 2 },
    ),
    cards: fc.array(
      fc.record({
        ...{ id: fc.option(fc.uuid()), kind: fc.constantFrom('nfc', 'external'), number: fc.constant('4711') },
        ...{ label: words, validFrom: fc.constant(null), validTo: fc.option(fc.constant('2026-12-31')) },
        ...{ locked: fc.boolean(), invalid: fc.boolean(), replacedById: fc.option(fc.uuid()) },
      }),
      { maxLength: 2 },
    ),
    memberships: fc.array(
      fc.record({
        ...{ id: fc.option(fc.uuid()), programId: fc.constant('program'), cardId: fc.option(fc.uuid()) },
        value: fc.option(fc.nat({ max: 5000 })),
        ...{ validFrom: fc.option(fc.constant('2026-01-01')), validTo: fc.constant(null) },
      }),
      { maxLength: 2 },
    ),
    properties: fc.subarray(['red', 'blue']),
    patients: fc.array(
      fc.record({
        ...{ id: fc.option(fc.uuid()), name: fc.constantFrom('Bello', 'Mia'), species: words, breed: words },
        ...{ sex: fc.option(fc.constantFrom('female', 'male')), birthDate: fc.option(fc.constant('2020-05-01')) },
        ...{ chipNumber: words, note: words, diedOn: fc.option(fc.constant('2026-10-01')) },
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ home, ...one }) => ({
    ...emptyForm('natural', 'active'),
    ...one,
    standardPayer: one.payers.length === 0 ? null : home % one.payers.length,
    homeAddress: one.addresses.length === 0 ? null : home % one.addresses.length,
  }));

/** Key order is of no matter; a form is what it says. */
const sameForm = (one: CustomerForm, other: CustomerForm) => expect(one).toEqual(other);

describe('the mask’s texts', () => {
  test('a record that is opened and saved untouched is stored as it was', () => {
    fc.assert(
      fc.property(aForm, (form) => {
        const { form: sent, problems } = fromMaskForm(toMaskForm(form), NOW, TODAY);
        expect(problems).toEqual([]);
        expect(formProblems(sent, NOW)).toEqual([]);
        sameForm(storedForm(sent), form);
        expect(differingFields(toMaskForm(storedForm(sent)), toMaskForm(form))).toEqual([]);
      }),
    );
  });

  test('blank lines are left out, and the Wohnanschrift and every problem stay at their lines', () => {
    const [address, number] = [
      toMaskForm(emptyForm('natural', 'active')).addresses[0],
      toMaskForm(emptyForm('natural', 'active')).phones[0],
    ];
    if (!address || !number) throw new Error('a mask has a blank line where a list is empty');
    const mask: MaskForm = {
      ...toMaskForm({ ...emptyForm('natural', 'active'), lastName: 'Müller' }),
      addresses: [address, { ...address, street: 'Talstr.' }, address, { ...address, street: 'Weg', postcode: '8033' }],
      homeAddress: 3,
      phones: [number, { ...number, number: '12' }],
    };
    const { form, problems, atMask } = fromMaskForm(mask, NOW, TODAY);
    expect(form.addresses.map((one) => one.street)).toEqual(['Talstr.', 'Weg']);
    expect(form.homeAddress).toBe(1);
    expect(problems.map((one) => one.field)).toEqual(['addresses.3.postcode', 'phones.1.number']);
    expect(atMask('addresses.0.town')).toBe('addresses.1.town');
    expect(atMask('lastName')).toBe('lastName');
  });

  test('a line that was added and left blank is not sent, and the others keep their places and problems', () => {
    const mask: MaskForm = {
      ...toMaskForm({ ...emptyForm('natural', 'active'), lastName: 'Müller' }),
      payers: [blankPayer, { ...blankPayer, payerId: 'one', validTo: 'morgen' }],
      standardPayer: 1,
      bankAccounts: [
        blankBankAccount,
        { ...blankBankAccount, lineId: 'known', iban: '**** **** **** **** **30 00' },
        { ...blankBankAccount, iban: '**** **** **** **** **30 00' },
      ],
    };
    const { form, problems } = fromMaskForm(mask, NOW, TODAY);
    expect(form.payers.map(({ payerId }) => payerId)).toEqual(['one']);
    expect(form.standardPayer).toBe(0);
    expect(form.bankAccounts.map(({ iban }) => iban)).toEqual(['******************3000', '******************3000']);
    expect(problems).toEqual([
      { field: 'bankAccounts.2.iban', problem: 'iban.hidden' },
      { field: 'payers.1.validTo', problem: 'day.unreadable' },
    ]);
    expect(readDraft(JSON.stringify({ fields: mask, appActive: null }))?.fields).toEqual(mask);
  });

  test('a birth date half typed is a problem of its field, not a date', () => {
    const mask = { ...toMaskForm({ ...emptyForm('natural', 'active'), lastName: 'Müller' }), birthDate: '3.4.' };
    const { form, problems } = fromMaskForm(mask, NOW, TODAY);
    expect(form.birthDate).toBeNull();
    expect(problems).toEqual([{ field: 'birthDate', problem: 'birthDate.partial' }]);
  });

  test('a company keeps nothing of a person', () => {
    const mask: MaskForm = {
      ...toMaskForm({ ...emptyForm('natural', 'active'), lastName: 'Abendrot' }),
      ...{ kind: 'legal', firstName: 'Anna', salutation: 'Frau', title: 'Dr.', birthDate: '31.2.', kvnr: 'X' },
    };
    const { form, problems } = fromMaskForm(mask, NOW, TODAY);
    expect(problems).toEqual([]);
    expect(form).toMatchObject({
      kind: 'legal',
      firstName: null,
      salutation: null,
      title: null,
      birthDate: null,
      kvnr: null,
    });
  });
});
