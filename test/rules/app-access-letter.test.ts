// The way of a password letter (T-09, T-10): whatever is pressed in whatever order, paper and validity keep together.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LetterEvent,
  type LetterState,
  leaveQuestion,
  letterStep,
  replacedBy,
} from '../../src-shared/app-access/password-letter.ts';

const empty: LetterState = { valid: null, pending: null, preview: null };

function pressed(state: LetterState, ...events: LetterEvent[]): LetterState {
  return events.reduce((now, event) => {
    const step = letterStep(now, event);
    if (!step.allowed) throw new Error(step.reason);
    return step.state;
  }, state);
}

const issued = (number: string): LetterEvent => ({ event: 'issued', number });
const printed = (at = 10): LetterEvent => ({ event: 'printed', at });
const closed: LetterEvent = { event: 'previewClosed' };
const saved: LetterEvent = { event: 'saved' };
const discarded: LetterEvent = { event: 'discarded' };

describe('a password letter', () => {
  test('previewed, printed, saved: valid', () => {
    const waiting = pressed(empty, issued('T2-0007'), printed(10), closed);
    expect(waiting).toEqual({ valid: null, pending: { number: 'T2-0007', at: 10 }, preview: null });
    expect(pressed(waiting, saved)).toEqual({ valid: { number: 'T2-0007', at: 10 }, pending: null, preview: null });
  });

  test('closed without printing: as if nothing had been', () => {
    expect(pressed(empty, issued('T2-0007'), closed, saved)).toEqual(empty);
    const before = pressed(empty, issued('T2-0007'), printed(), closed);
    expect(pressed(before, issued('T2-0008'), closed)).toEqual(before);
  });

  test('the old password stays valid until F1, and after "Verwerfen"', () => {
    const old = pressed(empty, issued('T2-0007'), printed(), closed, saved);
    const renewed = pressed(old, issued('T2-0008'), printed(20), closed);
    expect(renewed.valid).toEqual(old.valid);
    expect(pressed(renewed, discarded)).toEqual(old);
    expect(pressed(renewed, saved).valid).toEqual({ number: 'T2-0008', at: 20 });
  });

  test('printing again is possible while the preview is open, and only then', () => {
    const open = pressed(empty, issued('T2-0007'), printed(10), printed(11));
    expect(open.pending).toEqual({ number: 'T2-0007', at: 10 });
    expect(letterStep(pressed(open, closed), printed(12))).toEqual({ allowed: false, reason: 'noPreview' });
  });

  test('an open preview keeps F1 and a second password away', () => {
    const open = pressed(empty, issued('T2-0007'));
    for (const event of [saved, issued('T2-0008')])
      expect(letterStep(open, event)).toEqual({ allowed: false, reason: 'previewOpen' });
  });

  test('switching off ends what is valid and what waits', () => {
    const both = pressed(empty, issued('T2-0007'), printed(), closed, saved, issued('T2-0008'), printed(), closed);
    expect(pressed(both, { event: 'deactivated' })).toEqual(empty);
  });

  test('leaving asks for the printed password first, then for changed fields', () => {
    const waiting = pressed(empty, issued('T2-0007'), printed(), closed);
    expect(leaveQuestion(waiting, false)).toEqual({ ask: 'printedPassword', number: 'T2-0007' });
    expect(leaveQuestion(waiting, true)).toEqual({ ask: 'printedPassword', number: 'T2-0007' });
    expect(leaveQuestion(pressed(waiting, saved), true)).toEqual({ ask: 'unsaved' });
    expect(leaveQuestion(pressed(waiting, discarded), false)).toEqual({ ask: 'nothing' });
  });

  test('a new letter names the ones it replaces', () => {
    const valid = pressed(empty, issued('T2-0007'), printed(), closed, saved);
    expect(replacedBy(empty)).toEqual([]);
    expect(replacedBy(valid)).toEqual(['T2-0007']);
    expect(replacedBy(pressed(valid, issued('T2-0008'), printed(), closed))).toEqual(['T2-0007', 'T2-0008']);
  });

  test('whatever happens: only printed letters become valid, at most one waits, and only F1 or switching off changes what is valid', () => {
    const anyEvent: fc.Arbitrary<(n: number) => LetterEvent> = fc.constantFrom(
      (n: number): LetterEvent => issued(`T2-${n}`),
      (n: number): LetterEvent => printed(n),
      () => closed,
      () => saved,
      () => discarded,
      (): LetterEvent => ({ event: 'deactivated' }),
    );
    let validated = 0;
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 20, maxLength: 30 }), (presses) => {
        const onPaper = new Set<string>();
        let state = empty;
        presses.forEach((press, n) => {
          const event = press(n);
          const step = letterStep(state, event);
          if (!step.allowed) {
            expect(step.reason === 'noPreview').toBe(state.preview === null);
            return;
          }
          if (event.event === 'printed' && state.preview) onPaper.add(state.preview.number);
          if (event.event !== 'saved' && event.event !== 'deactivated') expect(step.state.valid).toEqual(state.valid);
          if (step.state.valid !== state.valid && step.state.valid) validated += 1;
          state = step.state;
          for (const letter of [state.valid, state.pending]) if (letter) expect(onPaper).toContain(letter.number);
        });
      }),
      { numRuns: 3000 },
    );
    expect(validated).toBeGreaterThan(20);
  });
});
