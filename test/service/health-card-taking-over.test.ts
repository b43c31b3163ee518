// Taking over what stands on a health card, on the real service: the fields that were chosen, in one save that can be taken back, and
// what is refused.
import { expect, test } from 'vitest';
import { CARD_FIELDS } from '../../src-shared/health-card/record.ts';
import { asOnTheCard, codeOf, healthCardDesk, KVNR } from '../support/health-card-desk.ts';
import { kvnrOf } from '../support/health-cards.ts';
import { signIn } from '../support/people.ts';

const { at, openHouse, make, save, recordOf, put, compared, takeOver, asked } = healthCardDesk();

test('taking over writes the fields that were chosen, in one save that can be taken back; the rest stays noted [A-49 A-50 E-64]', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04', title: 'Prof.', insuranceStatus: 'family' });
  const event = await compared({ title: 'Dr. med.' });
  const [candidate] = event.candidates;
  const taken = await takeOver(event.readingId, {
    ...{ customerId: zofie.id, fields: ['birthDate', 'insuranceStatus'], basedOn: candidate?.version ?? -1 },
  });
  expect(taken).toMatchObject({
    customerId: zofie.id,
    answer: { kind: 'found', customerId: zofie.id, membership: 'same' },
  });
  expect(await recordOf(zofie.id)).toMatchObject({
    ...{ cardDiffers: ['title'], form: { birthDate: '1961-04-03', title: 'Prof.', insuranceStatus: 'member' } },
  });
  // Twice would be twice.
  expect(await codeOf(takeOver(event.readingId, { customerId: zofie.id }))).toBe('READING_GONE');
  await at.counter.client.customers.undo({ changeSetId: taken.changeSetId ?? '' });
  expect(await recordOf(zofie.id)).toMatchObject({
    ...{
      cardDiffers: ['title', 'birthDate', 'insuranceStatus'],
      form: { birthDate: '1961-03-04', insuranceStatus: 'family' },
    },
  });
  const again = await compared({ title: 'Dr. med.' });
  expect(await takeOver(again.readingId, { customerId: zofie.id })).toMatchObject({ customerId: zofie.id });
  expect(await recordOf(zofie.id)).toMatchObject({ cardDiffers: [], form: { title: 'Dr. med.' } });
});

test('somebody unknown becomes a customer as the mask would make him, or a walk-in one [A-44 A-47 E-64 E-71]', async () => {
  const postBox = { postBox: '9821', postcode: '8055', town: 'Graz', country: 'A' };
  const event = await compared({ postBox, title: 'Dr.' });
  expect(event.candidates).toEqual([]);
  expect(event.offered.map(({ field, state }) => [field, state])).toEqual(
    CARD_FIELDS.map((field) => [field, 'missing']),
  );
  const privacy = asked();
  const { customerId, answer } = await takeOver(event.readingId, { fields: [] });
  expect(answer).toMatchObject({ kind: 'found', membership: 'same', tookOverFrom: null });
  expect(privacy).toEqual([customerId]);
  const record = await recordOf(customerId);
  expect(record.number).toMatch(/^\d+$/);
  expect(record).toMatchObject({
    cardDiffers: [],
    form: {
      ...{ lastName: 'von Müßig-Škoda', firstName: 'Žofie Änne', title: 'Dr.', kvnr: KVNR, birthDate: '1961-04-03' },
      ...{ insuranceStatus: 'member', contactRoles: [], homeAddress: 0, standardPayer: 0, status: 'active' },
      addresses: [
        { street: 'Œuvre-Straße', houseNumber: '4a', postcode: '80331', town: 'München', country: null },
        { label: 'Postfach', street: 'Postfach 9821', postcode: '8055', town: 'Graz', country: 'Österreich' },
      ],
      payers: [{ payerId: 'aok', insuredNumber: KVNR, validFrom: '2026-11-21', validTo: null }],
    },
  });
  expect((await put({ postBox, title: 'Dr.' })).kind).toBe('agrees');

  const walkIn = await compared({ kvnr: kvnrOf('Y11111111') });
  const made = await takeOver(walkIn.readingId, { as: 'walkIn' });
  expect((await recordOf(made.customerId)).form.contactRoles).toEqual(['walkIn']);
});

test('what the mask would refuse is refused, by field, and the reading stays [A-47]', async () => {
  const { readingId } = await compared({ street: { street: 'Weg', postcode: '3013', town: 'Bern', country: 'D' } });
  const refused = await takeOver(readingId).catch((error: { code: string; data: unknown }) => error);
  expect(refused).toMatchObject({
    code: 'INVALID',
    data: { problems: [{ field: 'addresses.0.postcode', problem: 'postcode.notFiveDigits' }] },
  });
  // What was wrong before the card came is nothing that it brought.
  openHouse().saveByItself('import', (unit) =>
    unit.create('customer', {
      ...{
        id: 'old',
        number: '77777',
        branchId: openHouse().session.seat?.branch.id ?? '',
        lastName: 'von Müßig-Škoda',
      },
      ...{ firstName: 'Žofie', birthDate: '1961-04-03', email: 'kein-at' },
    }),
  );
  const event = await compared();
  expect(event.candidates.map(({ customerId }) => customerId)).toEqual(['old']);
  expect(await codeOf(takeOver(event.readingId, { customerId: 'old', fields: ['kvnr'] }))).toBe('done');
  expect((await recordOf('old')).form).toMatchObject({ kvnr: KVNR, email: 'kein-at' });
});

test('another payer on the card ends the membership when it is taken over, and only then [E-83]', async () => {
  make('payer', { id: 'tk', name: 'TK', ik: '101575519', kind: 'statutory' });
  const payers = [{ id: null, payerId: 'tk', insuredNumber: KVNR, validFrom: '2015-01-01', validTo: null }];
  const zofie = await save({ ...asOnTheCard, payers });
  const event = await compared();
  expect((await recordOf(zofie.id)).form.payers).toHaveLength(1);
  expect(await takeOver(event.readingId, { customerId: zofie.id, fields: ['payer'] })).toMatchObject({
    answer: { membership: 'renewed' },
  });
  expect((await recordOf(zofie.id)).form).toMatchObject({
    standardPayer: 1,
    payers: [
      { payerId: 'tk', validTo: '2026-11-20' },
      { payerId: 'aok', validFrom: '2026-11-21', validTo: null },
    ],
  });
  const unknown = { payerIk: '104178397', payerName: 'Beispielkasse', kind: '1' };
  const foreign = await compared({ insurance: unknown });
  expect(foreign.candidates[0]?.fields.find(({ field }) => field === 'payer')).toMatchObject({ state: 'differs' });
  expect(await takeOver(foreign.readingId, { customerId: zofie.id })).toMatchObject({
    answer: { membership: 'payerUnknown' },
  });
  expect((await recordOf(zofie.id)).cardDiffers).toEqual(['payer']);
});

test('a blocked record is shown and marked, and nothing of it is taken over [A-33 A-50]', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04' });
  await save({ status: 'blocked' }, undefined, zofie.id);
  await signIn(at.counter, 'Bernd Bussard', '2345');
  const event = await compared();
  expect(event.candidates).toMatchObject([{ customerId: zofie.id, readOnly: true }]);
  expect((await recordOf(zofie.id)).cardDiffers).toEqual(['birthDate']);
  expect(await codeOf(takeOver(event.readingId, { customerId: zofie.id }))).toBe('CUSTOMER_STATUS');
  expect((await recordOf(zofie.id)).form.birthDate).toBe('1961-03-04');
});

test('whoever saved meanwhile is not overwritten, and who is gone is gone', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04' });
  const event = await compared();
  const basedOn = event.candidates[0]?.version ?? -1;
  await save({ note: 'x' }, undefined, zofie.id);
  expect(await codeOf(takeOver(event.readingId, { customerId: zofie.id, basedOn }))).toBe('CHANGED_SINCE');
  expect((await recordOf(zofie.id)).form.birthDate).toBe('1961-03-04');
  expect(await codeOf(takeOver(event.readingId, { customerId: 'nobody' }))).toBe('GONE');
});
