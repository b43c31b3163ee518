// How often somebody may try, with a clock that the test moves.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, createLimiter } from '../../src-server/http/limits.ts';

const MINUTE = 60_000;

test('ten tries in a quarter of an hour; then it says when the next one may be made', () => {
  const clock = { now: 1_000_000 };
  const limiter = createLimiter({ most: 10, withinMs: 15 * MINUTE }, () => clock.now);
  for (let turn = 0; turn < 10; turn++) {
    expect(limiter.refusedFor('a')).toBeNull();
    limiter.count('a');
    clock.now += MINUTE;
  }
  expect(limiter.refusedFor('a')).toBe(5 * 60);
  expect(limiter.refusedFor('b')).toBeNull();
  clock.now += 5 * MINUTE - 1;
  expect(limiter.refusedFor('a')).toBe(1);
  clock.now += 1;
  expect(limiter.refusedFor('a')).toBeNull();
  limiter.count('a');
  expect(limiter.refusedFor('a')).toBe(60);
  limiter.forget('a');
  expect(limiter.refusedFor('a')).toBeNull();
});

test('within any window nobody makes more tries than allowed, whenever they come', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 200 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 7 }), (pauses, most) => {
      const clock = { now: 0 };
      const limiter = createLimiter({ most, withinMs: 10_000 }, () => clock.now);
      const made: number[] = [];
      for (const pause of pauses) {
        clock.now += pause;
        const wait = limiter.refusedFor('x');
        if (wait !== null) {
          // Whoever waits so long is let in.
          expect(wait).toBeGreaterThan(0);
          expect(made.filter((at) => at > clock.now + wait * 1000 - 10_000).length).toBeLessThan(most);
          continue;
        }
        limiter.count('x');
        made.push(clock.now);
        expect(made.filter((at) => at > clock.now - 10_000).length).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('it holds no more keys than it may, and forgets the longest untouched one first', () => {
  const limiter = createLimiter({ most: 1, withinMs: MINUTE }, () => 5_000_000, 100);
  for (let turn = 0; turn < 100; turn++) limiter.count(`k${turn}`);
  limiter.count('k0');
  limiter.count('k100');
  expect(limiter.size).toBe(100);
  expect(limiter.refusedFor('k0')).not.toBeNull();
  expect(limiter.refusedFor('k1')).toBeNull();
});

test('a clock that is put back locks nobody out', () => {
  const clock = { now: 100 * MINUTE };
  const limiter = createLimiter({ most: 1, withinMs: MINUTE }, () => clock.now);
  limiter.count('a');
  clock.now = 0;
  expect(limiter.refusedFor('a')).toBeNull();
});

test('one address is an IPv4 address or a network of 64 bits', () => {
  expect(addressKey('203.0.113.7')).toBe('203.0.113.7');
  expect(addressKey('::ffff:203.0.113.7')).toBe('203.0.113.7');
  const own = addressKey('2001:db8:1:2:3:4:5:6');
  expect(own).toBe('2001:db8:1:2::/64');
  expect(addressKey('2001:0DB8:1:2::9')).toBe(own);
  expect(addressKey('2001:db8:1:3::9')).not.toBe(own);
  expect(addressKey('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(addressKey('::1')).toBe('0:0:0:0::/64');
});
