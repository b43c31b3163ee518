// The 'Einwilligungserklärung' to be signed at the counter: the declaration in one version, word for word, whose it is,
// and a place to sign. Adds no sentence of its own: what is signed is what the ledger's version says and hashes. It
// refuses to know the ledger.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { tidyLine } from '../../../src-shared/printing/rules.ts';
import { type FormInput, fullName, type InfoRow, infoRows } from './form-input.ts';
import { type LetterPress, makeLetter } from './letter.ts';
import type { Block } from './letter-blocks.ts';
import { germanDate, LETTER_TEXTS } from './letter-texts.ts';

export type ConsentFormInput = FormInput & {
  /** The purpose as staff and customer read it: 'App', 'Datenspeicherung', 'Werbung'. */
  readonly purpose: string;
  readonly version: { readonly number: string; readonly date: string };
  /** Plain text with its placeholders filled; an empty line parts paragraphs, '# ' begins a heading. */
  readonly declaration: string;
  /** Consents within the declaration that are given one by one ('Brief', 'E-Mail' …): printed as empty boxes (B-16). */
  readonly choices?: readonly string[] | undefined;
  /** 'YYYY-MM-DD'; left out when unknown. */
  readonly birthDate?: string | undefined;
};

export function makeConsentForm(press: LetterPress, input: ConsentFormInput): Promise<MadeForm> {
  const texts = LETTER_TEXTS.consentForm;
  return makeLetter(press, {
    title: texts.title(input.purpose, input.version.number),
    letterhead: input.letterhead,
    info: infoRows(input),
    subject: texts.subject,
    blocks: [
      { kind: 'facts', rows: factsOf(input) },
      { kind: 'space', height: 2 },
      ...declarationBlocks(input.declaration),
      ...choiceBlocks(input.choices ?? []),
      { kind: 'signature', labels: [LETTER_TEXTS.placeAndDate, texts.signature] },
    ],
  });
}

function factsOf(input: ConsentFormInput): InfoRow[] {
  const { address } = input;
  const street = [address.street, address.houseNumber].filter(Boolean).join(' ');
  const town = [address.postcode, address.town].filter(Boolean).join(' ');
  const postal = [street, town].filter(Boolean).join(', ');
  const texts = LETTER_TEXTS.consentForm;
  return [
    [LETTER_TEXTS.name, tidyLine(fullName(address))],
    ...(input.birthDate ? [[LETTER_TEXTS.birthDate, germanDate(input.birthDate)] as const] : []),
    ...(postal ? [[LETTER_TEXTS.address, tidyLine(postal)] as const] : []),
    [texts.purpose, input.purpose],
    [texts.version, texts.versionOf(input.version.number, germanDate(input.version.date))],
  ];
}

function declarationBlocks(declaration: string): Block[] {
  return declaration
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) =>
      paragraph.startsWith('# ')
        ? { kind: 'heading', text: paragraph.slice(2).trim() }
        : { kind: 'paragraph', text: paragraph },
    );
}

function choiceBlocks(choices: readonly string[]): Block[] {
  if (choices.length === 0) return [];
  return [
    { kind: 'heading', text: LETTER_TEXTS.consentForm.boxesHeading },
    { kind: 'boxes', items: choices },
  ];
}
