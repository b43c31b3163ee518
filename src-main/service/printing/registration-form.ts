// The form with the 'Anmeldecode' as QR code and in type. It never carries the password. Without a public
// address there is nothing to connect to, and the form is refused.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { type ConnectLink, connectLink } from '../../../src-shared/printing/rules.ts';
import { closing, type FormInput, greeting, infoRows } from './form-input.ts';
import { type LetterPress, makeLetter } from './letter.ts';
import { LETTER_TEXTS } from './letter-texts.ts';

export type RegistrationFormInput = FormInput & {
  readonly appName: string;
  /** The chain's setting, 'https://app.example.com'. */
  readonly publicAddress: string;
  /** At least 128 bits, in letters, digits, '-' and '_'. */
  readonly loginCode: string;
};

/** Thrown for inputs that `connectLink` refuses; callers that ask the rule first never see it. */
export class FormRefused extends Error {
  readonly reason: Extract<ConnectLink, { ok: false }>['reason'];
  constructor(reason: Extract<ConnectLink, { ok: false }>['reason']) {
    super(`registration form refused: ${reason}`);
    this.name = 'FormRefused';
    this.reason = reason;
  }
}

/** @throws FormRefused without a usable public address or login code */
export async function makeRegistrationForm(press: LetterPress, input: RegistrationFormInput): Promise<MadeForm> {
  const texts = LETTER_TEXTS.registrationForm;
  const link = connectLink(input.publicAddress, input.loginCode);
  if (!link.ok) throw new FormRefused(link.reason);
  return makeLetter(press, {
    title: texts.title,
    letterhead: input.letterhead,
    address: input.address,
    info: infoRows(input),
    subject: texts.subject(input.appName),
    blocks: [
      greeting(input),
      { kind: 'paragraph', text: texts.opening(input.appName) },
      { kind: 'space', height: 2 },
      {
        kind: 'qr',
        payload: link.url,
        alternative: texts.figure,
        caption: texts.caption,
        typed: [
          { label: texts.orOpen, value: link.url.replace(/^https:\/\//, '').replace(/#.*$/, '') },
          { label: texts.orType, value: input.loginCode, groups: true },
        ],
      },
      { kind: 'heading', text: texts.stepsHeading },
      { kind: 'steps', items: texts.steps(input.appName) },
      { kind: 'paragraph', text: texts.several },
      ...closing(input),
    ],
  });
}
