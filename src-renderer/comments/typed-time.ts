// Day and time of a comment as they are typed: '21.11.2026', '10:42', '1042', '9'. Both blank means now.
import { readDay, showDay, startOfDay } from '../../src-shared/calendar/day.ts';
import { localDay } from '../../src-shared/customers/rules.ts';

export type TypedTime = { day: string; time: string };

/** `at` null = now. A day alone means its present time of day, a time alone means today. */
export function readTypedTime(
  { day, time }: TypedTime,
  now: number,
): { ok: true; at: number | null } | { ok: false; field: 'day' | 'time' } {
  if (day.trim() === '' && time.trim() === '') return { ok: true, at: null };
  const date = day.trim() === '' ? localDay(now) : readDay(day);
  if (date === null) return { ok: false, field: 'day' };
  const clock = time.trim() === '' ? timeOf(now) : time.trim();
  const [, hours = '', minutes = '0'] = /^(\d{1,2})(?:[:. ]?(\d{2}))?$/.exec(clock) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return { ok: false, field: 'time' };
  const at = new Date(startOfDay(date));
  at.setHours(Number(hours), Number(minutes));
  return { ok: true, at: at.getTime() };
}

/** How an instant is shown in the two fields. */
export function typedTimeOf(at: number): TypedTime {
  return { day: showDay(localDay(at)), time: timeOf(at) };
}

function timeOf(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
