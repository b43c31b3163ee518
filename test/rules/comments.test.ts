// Who may change which comment, which one is the latest, and which time it may bear.
import { expect, test } from 'vitest';
import {
  type CommentFacts,
  decideCommentTime,
  latestComment,
  mayChangeComment,
  saysWhoTyped,
} from '../../src-shared/comments/rules.ts';

const anna = { id: 'anna', role: 'administrator' } as const;
const bernd = { id: 'bernd', role: 'employee' } as const;
const carla = { id: 'carla', role: 'accounting' } as const;
const of = (id: string, authorId: string, more: Partial<CommentFacts> = {}): CommentFacts => ({
  ...{ id, authorId, enteredBy: null, origin: 'customer' },
  ...more,
});

test('with the setting on only the latest comment is changed, by its author; administrators change every one [E-53 E-54] [setting:onlyLatestComment]', () => {
  const [first, last] = [of('1', 'bernd'), of('2', 'bernd')];
  const latest = latestComment([first, last]);
  expect(latest).toBe('2');
  expect(mayChangeComment(last, latest, bernd, true)).toEqual({ allowed: true });
  expect(mayChangeComment(first, latest, bernd, true)).toEqual({ allowed: false, reason: 'notLatest' });
  expect(mayChangeComment(last, latest, carla, true)).toEqual({ allowed: false, reason: 'notOwn' });
  expect(mayChangeComment(first, latest, anna, true)).toEqual({ allowed: true });
});

test('with the setting off everybody changes every comment [E-55] [setting:onlyLatestComment]', () => {
  expect(mayChangeComment(of('1', 'bernd'), '2', carla, false)).toEqual({ allowed: true });
});

test('whoever typed a comment for a colleague changes it like its author [B-44]', () => {
  const typed = of('1', 'carla', { enteredBy: 'bernd' });
  expect(mayChangeComment(typed, '1', bernd, true)).toEqual({ allowed: true });
  expect(mayChangeComment(typed, '1', carla, true)).toEqual({ allowed: true });
  expect(saysWhoTyped(typed, 'bernd')).toBe(true);
  expect(saysWhoTyped(typed, 'carla')).toBe(false);
  expect(saysWhoTyped(of('1', 'carla'), 'bernd')).toBe(false);
});

test('a comment of an appointment is changed there by nobody here, and is never the latest [E-57]', () => {
  const appointment = of('9', 'anna', { origin: 'appointment' });
  expect(latestComment([appointment, of('3', 'bernd')])).toBe('3');
  expect(latestComment([appointment])).toBeNull();
  expect(mayChangeComment(appointment, '3', anna, false)).toEqual({ allowed: false, reason: 'ofAppointment' });
});

test('day and time are the moment of writing, unless the chain lets them be typed; never in the future [E-56] [setting:commentTimeEditable]', () => {
  expect(decideCommentTime(null, 1000, false)).toEqual({ allowed: true, at: 1000 });
  expect(decideCommentTime(900, 1000, false)).toEqual({ allowed: false, reason: 'timeFixed' });
  expect(decideCommentTime(900, 1000, true)).toEqual({ allowed: true, at: 900 });
  expect(decideCommentTime(1001, 1000, true)).toEqual({ allowed: false, reason: 'inTheFuture' });
});
