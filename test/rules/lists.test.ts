// What an entry of the chain's lists must hold: names that are told apart, an IK whose check digit is right, values by kind.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCENTS } from '../../src-shared/branches/rules.ts';
import { customerStatuses } from '../../src-shared/customers/rules.ts';
import { isKnownStatus, STATUS_RULES, statusMeaning } from '../../src-shared/customers/status.ts';
import { readIk } from '../../src-shared/lists/ik.ts';
import {
  entryProblems,
  type ListForms,
  PROGRAM_KINDS,
  programValueText,
  readProgramValue,
  storedEntry,
} from '../../src-shared/lists/rules.ts';

describe('an IK', () => {
  // Payers in gematik's examples (facts 6).
  test.each(['104178397', '105413578', '107403308', '106877150', '109519005', '100980006'])('%s is right', (ik) => {
    expect(readIk(ik)).toEqual({ ok: true, ik });
    expect(readIk(`${ik.slice(0, 3)} ${ik.slice(3, 6)} ${ik.slice(6)}`)).toEqual({ ok: true, ik });
  });

  test('with another check digit it is wrong, whichever of the other nine', () => {
    for (let digit = 0; digit < 10; digit++)
      if (digit !== 7) expect(readIk(`10417839${digit}`)).toEqual({ ok: false, problem: 'wrongCheckDigit' });
  });

  test.each(['', '10417839', '1041783977', '004178397', '10417839A', '104-178-397'])('%j is none', (text) => {
    expect(readIk(text)).toEqual({ ok: false, problem: 'notAnIk' });
  });
});

describe('an entry', () => {
  const payer = (more: Partial<ListForms['payer']> = {}): ListForms['payer'] => ({
    ...{ name: 'Muster-Kasse', ik: null, kind: 'statutory' },
    ...more,
  });

  test('needs a name that its list does not have yet, however it is spelled', () => {
    const others = [payer()];
    expect(entryProblems('payer', payer({ name: ' ' }), [])).toEqual([{ field: 'name', problem: 'missing' }]);
    expect(entryProblems('payer', payer({ name: '  muster-KASSE' }), others)).toEqual([
      { field: 'name', problem: 'taken' },
    ]);
    expect(entryProblems('payer', payer({ name: 'x'.repeat(81) }), [])).toEqual([
      { field: 'name', problem: 'tooLong' },
    ]);
  });

  test('of payers bears a right IK, and nobody else’s', () => {
    const others = [payer({ ik: '104178397' })];
    const named = (ik: string) => payer({ name: 'Beispiel-Kasse', ik });
    expect(entryProblems('payer', named('104178397'), others)).toEqual([{ field: 'ik', problem: 'taken' }]);
    expect(entryProblems('payer', named('104178398'), [])).toEqual([{ field: 'ik', problem: 'wrongCheckDigit' }]);
    expect(storedEntry('payer', named(' 105 413 578 '))).toEqual(named('105413578'));
  });

  test('of states is not called as a built-in one, in either language [E-11]', () => {
    const named = (name: string) => entryProblems('customerStatus', { name, meaning: 'active' }, []);
    for (const name of ['Aktiv', 'gesperrt', 'Deceased'])
      expect(named(name)).toEqual([{ field: 'name', problem: 'reserved' }]);
    expect(named('Stammkunde')).toEqual([]);
  });

  test('of properties has a short abbreviation of its own and one of the colours [E-76]', () => {
    const property = { name: 'Diabetes', abbreviation: 'DIA', colour: ACCENTS.red as string };
    expect(entryProblems('property', property, [])).toEqual([]);
    const twice = entryProblems('property', { ...property, name: 'Diagnose' }, [property]);
    expect(twice).toEqual([{ field: 'abbreviation', problem: 'taken' }]);
    const long = { ...property, abbreviation: 'DIABE', colour: '#123456' };
    expect(entryProblems('property', long, [])).toEqual([
      { field: 'abbreviation', problem: 'tooLong' },
      { field: 'colour', problem: 'notAColour' },
    ]);
  });

  test('of programmes has the value that its kind needs, and none that it cannot have [E-86]', () => {
    const program = { name: 'Treue', kind: 'discount', value: 30, article: null, fixedValue: true } as const;
    expect(entryProblems('customerProgram', program, [])).toEqual([]);
    const value = (more: Partial<ListForms['customerProgram']>) =>
      entryProblems('customerProgram', { ...program, ...more }, []).map(({ field, problem }) => `${field} ${problem}`);
    expect(value({ value: 1001 })).toEqual(['value outOfRange']);
    expect(value({ value: 0 })).toEqual(['value outOfRange']);
    expect(value({ kind: 'counter', value: null })).toEqual(['value missing']);
    expect(value({ kind: 'voucher', value: null })).toEqual([]);
    expect(value({ kind: 'article' })).toEqual(['article missing']);
    expect(storedEntry('customerProgram', { ...program, kind: 'article', article: ' Batterie ' })).toEqual({
      ...{ name: 'Treue', kind: 'article', value: null, article: 'Batterie', fixedValue: false },
    });
    expect(storedEntry('customerProgram', { ...program, value: null }).fixedValue).toBe(false);
  });

  test('of case types keeps its items in order, without empty lines', () => {
    const items = ['Anpassen ', '', '  Probe   tragen'];
    expect(storedEntry('caseType', { name: 'Brille', items })).toEqual({
      name: 'Brille',
      items: ['Anpassen', 'Probe tragen'],
    });
    expect(entryProblems('caseType', { name: 'Brille', items: Array(51).fill('x') }, [])).toEqual([
      { field: 'items', problem: 'tooMany' },
    ]);
  });
});

test('a value of a programme is read as people type it, and shown so that it is read again', () => {
  expect(readProgramValue('discount', '12,5 %')).toBe(125);
  expect(readProgramValue('voucher', '20')).toBe(2000);
  expect(readProgramValue('voucher', '1.234,00')).toBeNaN();
  expect(readProgramValue('counter', '10')).toBe(10);
  expect(readProgramValue('counter', '2,5')).toBeNaN();
  expect(readProgramValue('discount', ' ')).toBeNull();
  fc.assert(
    fc.property(fc.constantFrom(...PROGRAM_KINDS.filter((kind) => kind !== 'article')), fc.nat(999), (kind, value) => {
      expect(readProgramValue(kind, programValueText(kind, value))).toBe(value);
    }),
  );
});

test('a state of the chain’s own forbids what its meaning forbids; an unknown one forbids nothing [A-33 A-36]', () => {
  const own = customerStatuses.map((meaning) => ({ id: `own-${meaning}`, meaning }));
  for (const meaning of customerStatuses) {
    expect(statusMeaning(meaning, own)).toBe(meaning);
    expect(statusMeaning(`own-${meaning}`, own)).toBe(meaning);
    expect(isKnownStatus(`own-${meaning}`, own)).toBe(true);
  }
  expect(statusMeaning('still on its way', own)).toBe('active');
  expect(isKnownStatus('still on its way', own)).toBe(false);
  expect(STATUS_RULES.blocked).toEqual({ editable: false, writtenTo: false, served: false });
  expect(STATUS_RULES.deceased).toEqual({ editable: true, writtenTo: false, served: false });
  expect(STATUS_RULES.inactive).toEqual(STATUS_RULES.active);
});
