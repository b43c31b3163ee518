// The 'Einwilligungserklärung' to be signed at the counter: the declaration in one version, word for word, whose it is,
// and a place to sign. Adds no sentence of its own: what is signed is what the ledger's version says and hashes. It
// refuses to know the ledger.
import { textParts } from '../../../src-shared/consent/text-block.ts';
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
  /** What the consent is limited to, in the shop's words: 'Filiale Talstraße'. */
  readonly restriction?: string | undefined;
};

export function makeConsentForm(press: LetterPress, input: ConsentFormInput): Promise<MadeForm> {
  const texts = LETTER_TEXTS.consentForm;
  return makeLetter(press, {
    title: texts.title(input.purpose, input.version.number),
    letterhead: input.letterhead,
    info: infoRows(input),
    subject: texts.subject,
    blocks: [
      { kind: 'facts', rows: factsOf(input), tone: 'dense' },
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
  const born = input.birthDate ? texts.born(germanDate(input.birthDate)) : '';
  const version = texts.versionOf(input.version.number, germanDate(input.version.date));
  return [
    [LETTER_TEXTS.name, [tidyLine(fullName(address)), born].filter(Boolean).join(', ')],
    ...(postal ? [[LETTER_TEXTS.address, tidyLine(postal)] as const] : []),
    [texts.purpose, `${input.purpose}, ${texts.version} ${version}`],
    ...(input.restriction ? [[texts.restriction, tidyLine(input.restriction)] as const] : []),
  ];
}

function declarationBlocks(declaration: string): Block[] {
  const parts = textParts(declaration).flatMap((part, index, all) =>
    index === all.length - 1 ? splitEnd(part.text).map((text) => ({ ...part, text })) : [part],
  );
  return parts.map(({ kind, text }, index): Block => {
    if (kind === 'heading') return { kind, text, tone: 'dense' };
    return { kind, text, tone: 'dense', keepWithNext: index === parts.length - 1 };
  });
}

/** Characters, about ten lines and three: what stays with the signature at most, and at least. */
const LONGEST_END = 1000;
const SHORTEST_END = 300;

/** Nobody signs an otherwise empty page: the end of the text stays with the signature, so it must not be too long itself. */
function splitEnd(paragraph: string): string[] {
  if (paragraph.length <= LONGEST_END) return [paragraph];
  const sentenceEnd = paragraph.lastIndexOf('. ', paragraph.length - SHORTEST_END);
  const wordEnd = paragraph.lastIndexOf(' ', paragraph.length - SHORTEST_END);
  const at = sentenceEnd > paragraph.length - LONGEST_END ? sentenceEnd + 1 : wordEnd;
  return at <= 0 ? [paragraph] : [paragraph.slice(0, at), paragraph.slice(at).trim()];
}

function choiceBlocks(choices: readonly string[]): Block[] {
  if (choices.length === 0) return [];
  return [
    { kind: 'heading', text: LETTER_TEXTS.consentForm.boxesHeading, tone: 'dense' },
    { kind: 'boxes', items: choices },
  ];
}
