// What typed text becomes before it reaches the service: the words of the search box as a new customer, and the mask's texts
// as a form and back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differingFields, fromMaskForm, type MaskForm, toMaskForm } from '../../src-renderer/contacts/mask-form.ts';
import { typedCustomer } from '../../src-renderer/contacts/typed-customer.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm, formProblems, storedForm } from '../../src-shared/customers/rules.ts';

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
  })
  .map(({ home, ...one }) => ({
    ...emptyForm('natural', 'active'),
    ...one,
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
