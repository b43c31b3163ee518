// Never more than ten passwords of one code, however the tries fall between counting and looking up the count.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TRIES } from '../../src-server/app-access/lock.ts';
import { Tries } from '../../src-server/app-access/tries.ts';

test('an eleventh does not slip in with a count that was looked up before others ended', () => {
  const tries = new Tries();
  const slow = tries.announce('code');
  const lookedUp = 0;
  for (let at = 0; at < TRIES; at += 1) {
    const one = tries.announce('code');
    expect(tries.begin(one, at)).toBe(true);
    tries.end(one, false);
  }
  expect(tries.begin(slow, lookedUp)).toBe(false);
  tries.end(slow, false);
});

test('another code has a count of its own, and one that all have left begins anew', () => {
  const tries = new Tries();
  const ten = Array.from({ length: TRIES }, () => tries.announce('code'));
  expect(ten.every((one) => tries.begin(one, 0))).toBe(true);
  const other = tries.announce('another');
  expect(tries.begin(other, 0)).toBe(true);
  for (const one of [...ten, other]) tries.end(one, false);
  const next = tries.announce('code');
  expect(tries.begin(next, TRIES - 1)).toBe(true);
});

test('in any order of announcing, looking up, beginning and ending no more than ten are checked', () => {
  const step = fc.tuple(fc.constantFrom('announce', 'lookUp', 'begin', 'end'), fc.nat(40));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const tries = new Tries();
      /** In the database. */
      let wrong = 0;
      let checked = 0;
      const announced: ReturnType<Tries['announce']>[] = [];
      const lookedUp: { one: ReturnType<Tries['announce']>; wrong: number }[] = [];
      const begun: ReturnType<Tries['announce']>[] = [];
      for (const [kind, at] of steps) {
        const from = <T>(some: T[]) => some.splice(at % Math.max(1, some.length), 1)[0];
        if (kind === 'announce') announced.push(tries.announce('code'));
        const looking = kind === 'lookUp' ? from(announced) : undefined;
        if (looking) lookedUp.push({ one: looking, wrong });
        const beginning = kind === 'begin' ? from(lookedUp) : undefined;
        if (beginning && tries.begin(beginning.one, beginning.wrong)) {
          checked += 1;
          begun.push(beginning.one);
        } else if (beginning) tries.end(beginning.one, false);
        const ending = kind === 'end' ? from(begun) : undefined;
        if (!ending) continue;
        wrong += 1;
        tries.end(ending, false);
      }
      expect(checked).toBeLessThanOrEqual(TRIES);
    }),
  );
});
