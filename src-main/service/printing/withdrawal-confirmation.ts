// The confirmation of a withdrawn consent (N-03): what was withdrawn, when, who took it, and what follows. It refuses to
// know the ledger.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { closing, type FormInput, greeting, type InfoRow, infoRows } from './form-input.ts';
import { type LetterPress, makeLetter } from './letter.ts';
import { germanDate, LETTER_TEXTS } from './letter-texts.ts';

export type WithdrawalConfirmationInput = FormInput & {
  readonly purpose: string;
  /** 'YYYY-MM-DD', each. */
  readonly grantedOn?: string | undefined;
  readonly withdrawnOn: string;
  readonly receivedBy: string;
  readonly versionNumber?: string | undefined;
  /** What ends for this purpose, in a sentence each: 'Ihre verbundenen Telefone werden getrennt.' */
  readonly effects: readonly string[];
};

export function makeWithdrawalConfirmation(press: LetterPress, input: WithdrawalConfirmationInput): Promise<MadeForm> {
  const texts = LETTER_TEXTS.withdrawalConfirmation;
  const withdrawnOn = germanDate(input.withdrawnOn);
  const facts: InfoRow[] = [
    [texts.purpose, input.purpose],
    ...(input.versionNumber ? [[texts.version, input.versionNumber] as const] : []),
    ...(input.grantedOn ? [[texts.grantedOn, germanDate(input.grantedOn)] as const] : []),
    [texts.withdrawnOn, withdrawnOn],
    [texts.receivedBy, input.receivedBy],
  ];
  return makeLetter(press, {
    title: texts.title(input.purpose),
    letterhead: input.letterhead,
    address: input.address,
    info: infoRows(input),
    subject: texts.subject,
    blocks: [
      greeting(input),
      { kind: 'paragraph', text: texts.opening(input.purpose, withdrawnOn) },
      { kind: 'facts', rows: facts },
      { kind: 'heading', text: texts.effectsHeading },
      { kind: 'paragraph', text: [texts.effect, ...input.effects].join(' ') },
      { kind: 'paragraph', text: texts.again },
      ...closing(input),
    ],
  });
}
