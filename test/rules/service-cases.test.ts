// What a case may hold, whether there may be one, which data are asked for before, and for how long nobody asks again.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Asked,
  askedAgainFrom,
  isDataAsked,
  type KnownData,
  missingWanted,
  monthsLater,
  wantedData,
} from '../../src-shared/service-cases/missing-data.ts';
import { caseNumber, caseProblems, caseRefusal, readQuantity } from '../../src-shared/service-cases/rules.ts';

const nothingWanted = {
  ...{ caseWantsFirstName: false, caseWantsAddress: false, caseWantsEmail: false },
  ...{ caseWantsPhone: false, caseWantsBirthDate: false },
};
const everythingWanted = {
  ...{ caseWantsFirstName: true, caseWantsAddress: true, caseWantsEmail: true },
  ...{ caseWantsPhone: true, caseWantsBirthDate: true },
};
const nobody: KnownData = {
  ...{ kind: 'natural', firstName: null, birthDate: null, email: null, home: undefined, phones: 0 },
};
const known: KnownData = {
  ...{ kind: 'natural', firstName: 'Anna', birthDate: '1961-04-03', email: 'anna@example.com', phones: 1 },
  home: { postcode: '80331', town: 'München' },
};

test('each of the five data is asked for only where the chain wants it and it is not there [E-32 E-33]', () => {
  expect(missingWanted(everythingWanted, nobody)).toEqual(['firstName', 'address', 'email', 'phone', 'birthDate']);
  expect(missingWanted(everythingWanted, known)).toEqual([]);
  expect(missingWanted(nothingWanted, nobody)).toEqual([]);
  const each = {
    ...{ caseWantsFirstName: 'firstName', caseWantsAddress: 'address', caseWantsEmail: 'email' },
    ...{ caseWantsPhone: 'phone', caseWantsBirthDate: 'birthDate' },
  };
  for (const [setting, missing] of Object.entries(each))
    expect(missingWanted({ ...nothingWanted, [setting]: true }, nobody)).toEqual([missing]);
});

test('an address is one with postcode and town; a company has neither first name nor birth date [E-32]', () => {
  const halves = [
    { postcode: '80331', town: null },
    { postcode: ' ', town: 'München' },
  ];
  for (const home of halves) expect(missingWanted(everythingWanted, { ...known, home })).toEqual(['address']);
  expect(wantedData(everythingWanted, 'legal')).toEqual(['address', 'email', 'phone']);
});

test('the months count from the day it was ticked, or else from the day the dialog was first shown [T-16 E-37 E-38]', () => {
  const shown: Asked = { what: 'data', day: '2026-11-21' };
  const ticked: Asked = { what: 'dataDeclined', day: '2026-11-25' };
  expect(askedAgainFrom([], 24)).toBeNull();
  expect(askedAgainFrom([shown], 24)).toBe('2028-11-21');
  expect(askedAgainFrom([shown, ticked], 24)).toBe('2028-11-25');
  expect(askedAgainFrom([ticked, shown], 24)).toBe('2028-11-25');
  // Shown at another workstation within the same months: of two the earliest counts.
  expect(askedAgainFrom([shown, { what: 'data', day: '2027-02-01' }], 24)).toBe('2028-11-21');
  // A new time begins when the months are over.
  expect(askedAgainFrom([shown, ticked, { what: 'data', day: '2028-11-25' }], 24)).toBe('2030-11-25');
  expect(askedAgainFrom([shown], 1)).toBe('2026-12-21');
});

test('the order in which workstations hear of each other changes nothing [T-16]', () => {
  const day = fc
    .integer({ min: 0, max: 2000 })
    .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
  const asked = fc.record({ what: fc.constantFrom('data' as const, 'dataDeclined' as const), day });
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 8 }), fc.integer({ min: 1, max: 36 }), (list, months) => {
      const again = askedAgainFrom(list, months);
      expect(askedAgainFrom([...list].reverse(), months)).toBe(again);
      // Nobody is left alone for longer than the months after the last time he was asked.
      const last = list
        .map((one) => one.day)
        .sort()
        .at(-1);
      if (again !== null && last !== undefined) expect(again <= monthsLater(last, months)).toBe(true);
    }),
  );
});

test('a month without such a day ends on its last one', () => {
  expect(monthsLater('2026-08-31', 6)).toBe('2027-02-28');
  expect(monthsLater('2024-02-29', 24)).toBe('2026-02-28');
  expect(monthsLater('2026-11-21', 1)).toBe('2026-12-21');
});

test('it is asked until there is an answer: Esc is none, OK and the tick are [E-36 E-37 T-16]', () => {
  const facts = { missing: ['phone'], asked: [], openedSince: false, today: '2026-11-21' } as const;
  const shown = { what: 'data', day: '2026-11-21' } as const;
  const ticked = { what: 'dataDeclined', day: '2026-11-21' } as const;
  expect(isDataAsked(facts, 24)).toBe(true);
  expect(isDataAsked({ ...facts, missing: [] }, 24)).toBe(false);
  expect(isDataAsked({ ...facts, asked: [shown] }, 24)).toBe(true);
  expect(isDataAsked({ ...facts, asked: [shown], openedSince: true }, 24)).toBe(false);
  expect(isDataAsked({ ...facts, asked: [shown, ticked] }, 24)).toBe(false);
  const later = { ...facts, asked: [shown, ticked], openedSince: true };
  expect(isDataAsked({ ...later, today: '2028-11-20' }, 24)).toBe(false);
  expect(isDataAsked({ ...later, today: '2028-11-21' }, 24)).toBe(true);
});

test('blocked and deceased customers open no case, and without an address only where the chain allows it [E-41 A-36]', () => {
  expect(caseRefusal({ meaning: 'blocked', hasAddress: true }, false)).toBe('blocked');
  expect(caseRefusal({ meaning: 'deceased', hasAddress: true }, false)).toBe('deceased');
  expect(caseRefusal({ meaning: 'inactive', hasAddress: false }, false)).toBeNull();
  expect(caseRefusal({ meaning: 'active', hasAddress: false }, true)).toBe('addressMissing');
  expect(caseRefusal({ meaning: 'active', hasAddress: true }, true)).toBeNull();
});

test('a case needs a title, and each of its items a text and a number', () => {
  expect(caseProblems({ title: 'Einlagen', items: [] })).toEqual([]);
  expect(caseProblems({ title: ' ', items: [{ body: '', quantity: 0 }] })).toEqual([
    { field: 'title', problem: 'missing' },
    { field: 'items.0.quantity', problem: 'notANumber' },
    { field: 'items.0.body', problem: 'missing' },
  ]);
  expect([' 2 ', '', '0', '1,5', 'zwei', '99999'].map(readQuantity)).toEqual([2, 1, null, null, null, null]);
  expect(caseNumber('T2', 7)).toBe('V-T2-0007');
  expect(caseNumber('T2', 12345)).toBe('V-T2-12345');
});
