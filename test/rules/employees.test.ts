// Who can be told apart, who can administer, and that a program never sits at a counter; and which branch is the headquarters.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headquartersOf } from '../../src-shared/branches/rules.ts';
import type { Role } from '../../src-shared/calls.ts';
import {
  accountsInUse,
  allLicencesTaken,
  type Colleague,
  type EmployeeForm,
  employeeProblems,
} from '../../src-shared/employees/rules.ts';

const FORM: EmployeeForm = {
  ...{ name: 'Bernd Bussard', role: 'employee', elsewhere: [], technical: false, blocked: false, pin: null },
};
const anna: Colleague = { ...FORM, id: 'anna', name: 'Anna Amsel', role: 'administrator' };
const bernd: Colleague = { ...FORM, id: 'bernd' };
const words = (
  id: string | null,
  form: Partial<EmployeeForm>,
  colleagues: Colleague[] = [anna, bernd],
  actor = 'anna',
) => employeeProblems(id, { ...FORM, ...form }, colleagues, actor).map(({ field, problem }) => `${field} ${problem}`);

test('one name may be borne twice where the two never meet in one list', () => {
  const elsewhere = [{ branchId: 'markt', role: 'employee' as Role }];
  const pin = '2345';
  expect(words(null, { name: ' bernd  BUSSARD ', pin })).toEqual(['name nameTaken']);
  expect(words(null, { role: null, elsewhere, pin })).toEqual([]);
  const dora = { ...bernd, id: 'dora', role: null, elsewhere };
  expect(words(null, { role: null, elsewhere, pin }, [anna, dora])).toEqual(['name nameTaken']);
});

test('a person has a role somewhere and a PIN; a program needs neither', () => {
  expect(words(null, { role: null, name: 'Carla' })).toEqual(['role missing', 'pin missing']);
  expect(words(null, { role: null, name: 'Kasse', technical: true })).toEqual([]);
  expect(words(null, { name: 'Kasse', technical: true, pin: '1' })).toEqual([]);
  // A program that becomes a person needs one.
  const program = { ...bernd, technical: true };
  expect(words('bernd', { technical: false }, [anna, program])).toEqual(['pin missing']);
});

test('nobody blocks himself, makes himself a program, or takes his own role here away', () => {
  const me = { name: 'Anna Amsel', role: 'administrator' as Role };
  const others = [anna, { ...bernd, role: 'administrator' as Role }];
  expect(words('anna', { ...me, blocked: true }, others)).toEqual(['blocked yourself']);
  expect(words('anna', { ...me, technical: true }, others)).toEqual(['technical yourself']);
  expect(words('anna', { ...me, role: null, elsewhere: [{ branchId: 'b', role: 'administrator' }] }, others)).toEqual([
    'role yourself',
  ]);
});

test('people and programs need a licence, blocked ones none; without a number there is always one left [B-43]', () => {
  const all = [anna, { ...bernd, technical: true }, { ...bernd, id: 'carla', blocked: true }];
  expect(accountsInUse(all)).toBe(2);
  expect([1, 2, 3, null].map((licensed) => allLicencesTaken(all, licensed))).toEqual([true, true, false, false]);
});

test('an administrator in another branch is one, too', () => {
  const away = { ...bernd, role: null, elsewhere: [{ branchId: 'markt', role: 'administrator' as Role }] };
  const demoted = { name: 'Anna Amsel', role: 'employee' as Role };
  expect(words('anna', demoted, [anna, away])).toEqual([]);
  expect(words('anna', demoted, [anna, { ...away, blocked: true }])).toEqual(['role lastAdministrator']);
  expect(words('anna', demoted, [anna, { ...away, technical: true }])).toEqual(['role lastAdministrator']);
});

test('whatever is saved without a problem leaves an administrator who can sign in', () => {
  const role = fc.constantFrom<Role | null>(null, 'employee', 'accounting', 'administrator');
  const rights = fc.record({ role, away: role, technical: fc.boolean(), blocked: fc.boolean() });
  const colleague = (
    id: string,
    { away, ...one }: { away: Role | null } & Omit<Colleague, 'id' | 'name' | 'elsewhere'>,
  ) => ({
    ...{ id, name: id, ...one, elsewhere: away ? [{ branchId: 'markt', role: away }] : [] },
  });
  const administers = ({ role, elsewhere, technical, blocked }: Colleague) =>
    !technical && !blocked && [role, ...elsewhere.map((one) => one.role)].includes('administrator');
  fc.assert(
    fc.property(fc.array(rights, { minLength: 1, maxLength: 4 }), rights, (people, wanted) => {
      const all = people.map((one, at) => colleague(`p${at}`, one));
      fc.pre(all.some(administers));
      const next = colleague('p0', wanted);
      const refused = employeeProblems('p0', { ...next, pin: '2345' }, all, 'nobody').length > 0;
      const after = [next, ...all.slice(1)];
      return refused || after.some(administers);
    }),
  );
});

test('exactly one of any branches is the headquarters, the same in every order', () => {
  const branches = fc.uniqueArray(fc.record({ id: fc.uuid({ version: 7 }), headquarters: fc.boolean() }), {
    selector: ({ id }) => id,
    minLength: 1,
  });
  fc.assert(
    fc.property(branches, fc.gen(), (some, gen) => {
      const chosen = headquartersOf(some);
      const shuffled = gen(fc.shuffledSubarray, some, { minLength: some.length });
      const marked = some.filter((one) => one.headquarters);
      const candidates = marked.length > 0 ? marked : some;
      return candidates.some(({ id }) => id === chosen) && headquartersOf(shuffled) === chosen;
    }),
  );
  expect(headquartersOf([])).toBe(null);
});
