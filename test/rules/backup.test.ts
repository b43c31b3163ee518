// Which backups stay and when the next is due, over long invented histories.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type BackupName,
  backupName,
  instantOf,
  isBackupDue,
  KEPT,
  localTime,
  outdatedBackups,
  readBackupName,
} from '../../src-shared/backup/rules.ts';

const regular = (at: string) => ({ at, kind: 'regular' as const });

test('a backup carries workstation, local time and key in its name', () => {
  const facts: BackupName = { kind: 'regular', workstation: 'T1', at: '2026-11-21T09:30:05', keyId: '3f9a1c22' };
  expect(backupName(facts)).toBe('Tresen-T1-2026-11-21-093005-3f9a1c22.backup');
  expect(readBackupName(backupName(facts))).toEqual(facts);
  const safety = { ...facts, kind: 'beforeUpdate' as const };
  expect(readBackupName(backupName(safety))).toEqual(safety);
  for (const other of ['tresen.db', 'Tresen-T1-2026-11-21-093005-3f9a1c22.backup.3f9a1c22.unfinished', 'x.backup'])
    expect(readBackupName(other)).toBeNull();
});

test('local time and instants are the same, also around the change of clocks', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }), (at) => {
      const second = Math.floor(at / 1000) * 1000;
      const again = instantOf(localTime(second));
      // In the doubled hour of autumn the name stands for the first of the two.
      expect(Math.abs(again - second) === 0 || Math.abs(again - second) === 3_600_000).toBe(true);
      expect(localTime(again)).toBe(localTime(second));
    }),
  );
});

test.each([
  ['never made', null, '2026-11-21T07:59:00', true],
  ['made yesterday evening', '2026-11-20T18:00:10', '2026-11-21T07:59:00', true],
  ['made this morning, not yet the hour', '2026-11-21T07:59:00', '2026-11-21T17:59:59', false],
  ['made this morning, the hour has come', '2026-11-21T07:59:00', '2026-11-21T18:00:00', true],
  ['made at the hour', '2026-11-21T18:00:00', '2026-11-21T23:59:59', false],
  ['dated in the future by a wrong clock', '2031-01-01T00:00:00', '2026-11-21T08:00:00', true],
])('a backup is due: %s', (_, last, now, due) => {
  expect(isBackupDue({ last, now, hour: 18 })).toBe(due);
});

test('seven days and four weeks stay of half a year of daily backups', () => {
  let there: { at: string; kind: 'regular' }[] = [];
  const first = new Date(2026, 0, 5, 8, 0).getTime();
  for (let day = 0; day < 180; day++) {
    there.push(regular(localTime(first + day * 86_400_000)), regular(localTime(first + day * 86_400_000 + 36_000_000)));
    const gone = outdatedBackups(there, there.at(-1)?.at ?? '');
    there = there.filter((one) => !gone.includes(one));
  }
  const days = there.map((one) => one.at.slice(0, 10)).sort();
  // 3 July 2026 is a Friday: seven days back to Saturday, the rest of that week by its Friday, older weeks by their Sunday.
  expect([...new Set(days)]).toEqual([
    ...['2026-06-07', '2026-06-14', '2026-06-21', '2026-06-26'],
    ...['2026-06-27', '2026-06-28', '2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02', '2026-07-03'],
  ]);
  expect(there).toHaveLength(12); // of the newest day both
});

test('whatever the history: the newest stays, no more than the limit stays, and no week loses its last one too early', () => {
  const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 23 })), {
    minLength: 1,
    maxLength: 150,
  });
  fc.assert(
    fc.property(history, (steps) => {
      let there: { at: string; kind: 'regular' }[] = [];
      let day = new Date(2026, 0, 1).getTime();
      for (const [days, hour] of steps) {
        day += days * 86_400_000;
        const made = regular(localTime(day + hour * 3_600_000));
        there.push(made);
        const before = [...there];
        const gone = outdatedBackups(there, made.at);
        there = there.filter((one) => !gone.includes(one));
        const newest = before
          .map((one) => one.at)
          .sort()
          .at(-1);
        expect(there.some((one) => one.at === newest)).toBe(true);
        expect(there.length).toBeLessThanOrEqual(KEPT.days + KEPT.weeks + KEPT.ofToday - 1);
        const newestDays = [...new Set(before.map((one) => one.at.slice(0, 10)))].sort().slice(-KEPT.days);
        for (const one of newestDays) expect(there.some((kept) => kept.at.startsWith(one))).toBe(true);
      }
    }),
  );
});

test('safety copies before an update are counted by themselves: the last three stay', () => {
  const copies = ['01', '02', '03', '04', '05'].map((day) => ({
    at: `2026-02-${day}T08:00:00`,
    kind: 'beforeUpdate' as const,
  }));
  const gone = outdatedBackups([...copies, regular('2026-03-01T08:00:00')], '2026-03-01T08:00:00');
  expect(gone.map((one) => one.at.slice(8, 10))).toEqual(['02', '01']);
});

test('what a clock running years ahead has made does not push the true ones out', () => {
  const ahead = ['02', '03', '04', '05', '06', '07', '08'].map((day) => regular(`2031-05-${day}T08:00:00`));
  const week = ['16', '17', '18', '19', '20', '21'].map((day) => regular(`2026-11-${day}T08:00:00`));
  const gone = outdatedBackups([...ahead, ...week], '2026-11-21T08:00:00');
  expect(gone.map((one) => one.at.slice(0, 4))).toEqual(Array(6).fill('2031'));
});
