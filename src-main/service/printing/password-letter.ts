// The 'Passwortschreiben': the one place where a password is readable. It never carries the login code, which is on a
// sheet of its own, and nothing of it is kept here.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { closing, type FormInput, greeting, infoRows } from './form-input.ts';
import { type LetterPress, makeLetter } from './letter.ts';
import { LETTER_TEXTS } from './letter-texts.ts';

export type PasswordLetterInput = FormInput & {
  /** Name of the customer app, 'Meine Apotheke'. */
  readonly appName: string;
  /** 'T2-0007'. */
  readonly letterNumber: string;
  readonly password: string;
  /** A password was valid before: the letter says what becomes of it and of connected devices. */
  readonly replacesEarlier: boolean;
};

export function makePasswordLetter(press: LetterPress, input: PasswordLetterInput): Promise<MadeForm> {
  const texts = LETTER_TEXTS.passwordLetter;
  return makeLetter(press, {
    title: texts.title(input.letterNumber),
    letterhead: input.letterhead,
    address: input.address,
    info: infoRows(input, [[LETTER_TEXTS.letterNumber, input.letterNumber]]),
    subject: texts.subject(input.appName),
    blocks: [
      greeting(input),
      { kind: 'paragraph', text: texts.opening(input.appName) },
      { kind: 'space', height: 1 },
      { kind: 'secret', caption: texts.caption, secret: input.password },
      { kind: 'heading', text: texts.stepsHeading },
      { kind: 'steps', items: texts.steps(input.appName) },
      { kind: 'paragraph', text: texts.delay, tone: 'strong' },
      ...(input.replacesEarlier ? [{ kind: 'paragraph', text: texts.replaces } as const] : []),
      { kind: 'paragraph', text: texts.care },
      ...closing(input),
    ],
  });
}
