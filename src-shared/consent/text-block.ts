// The text of a declaration: whose text blocks there are, which placeholders may stand in them, and how they are filled for
// one customer. It does not know where texts are kept or how they print.
import type { Purpose } from './rules.ts';

/** One declaration each; the one for advertising carries a box per channel. */
export const TEXT_BLOCKS = ['storage', 'app', 'branchSharing', 'advertising'] as const;
export type TextBlockKey = (typeof TEXT_BLOCKS)[number];

/** The declaration that a purpose is consented to with. */
export const TEXT_BLOCK_OF: Readonly<Record<Purpose, TextBlockKey>> = {
  storage: 'storage',
  app: 'app',
  branchSharing: 'branchSharing',
  advertisingLetter: 'advertising',
  advertisingEmail: 'advertising',
  advertisingPhone: 'advertising',
  advertisingSms: 'advertising',
};

/** Written {{Vorname}} in a text. A closed list: a text with any other cannot be saved. */
export const PLACEHOLDERS = [
  'Anrede',
  'Titel',
  'Vorname',
  'Nachname',
  'Name',
  'Geburtsdatum',
  'Anschrift',
  'Telefon',
  'E-Mail',
  'Kundennummer',
  'Filiale',
  'Filialanschrift',
  'Filialtelefon',
  'Filial-E-Mail',
  'Filialen',
  'App',
  'Datum',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Missing, null or blank = there is nothing to put there. */
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string | null>>>;

export type TextProblem =
  /** `name` is not on the list. `line` counts from 1. */
  | { readonly problem: 'unknownPlaceholder'; readonly name: string; readonly line: number }
  /** '{{' without '}}' on the same line, or '}}' alone. */
  | { readonly problem: 'brokenPlaceholder'; readonly line: number }
  | { readonly problem: 'empty' };

const MARK = /\{\{([^{}\n]*)\}\}/g;

/** What keeps a text from being saved, from top to bottom; empty = nothing. */
export function textProblems(body: string): TextProblem[] {
  if (body.trim() === '') return [{ problem: 'empty' }];
  return body.split('\n').flatMap((text, index): TextProblem[] => {
    const line = index + 1;
    const unknown = [...text.matchAll(MARK)]
      .map((mark) => (mark[1] ?? '').trim())
      .filter((name) => !isPlaceholder(name))
      .map((name): TextProblem => ({ problem: 'unknownPlaceholder', name, line }));
    return /\{\{|\}\}/.test(text.replace(MARK, '')) ? [...unknown, { problem: 'brokenPlaceholder', line }] : unknown;
  });
}

/** A line to be filled in by hand where a value is missing: seen at once in the preview, useful on paper. */
export const GAP = '____________';

export type FilledText = {
  readonly text: string;
  /** Placeholders without a value, each once, in the order of the text. */
  readonly missing: readonly Placeholder[];
};

/**
 * The text for one customer. Values are put in once, as they are: a customer whose name holds '{{' changes nothing else.
 * Line breaks within a value become commas, so that a value cannot open a heading or paragraph.
 * @throws Error on an unknown placeholder: such a text is never saved
 */
export function fillText(body: string, values: PlaceholderValues): FilledText {
  const missing: Placeholder[] = [];
  const text = body.replace(MARK, (_mark, inner: string) => {
    const name = inner.trim();
    if (!isPlaceholder(name)) throw new Error(`unknown placeholder ${name}`);
    const value = (values[name] ?? '').trim();
    if (value !== '') return value.replace(/\s*[\r\n]+\s*/g, ', ');
    if (!missing.includes(name)) missing.push(name);
    return GAP;
  });
  return { text, missing };
}

export type TextPart = { readonly kind: 'heading' | 'paragraph'; readonly text: string };

/** A text as paper and screen set it: an empty line parts paragraphs, a line that begins with '# ' is a heading. */
export function textParts(text: string): TextPart[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n|\n(?=# )|(?<=^# [^\n]*)\n/m)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '#')
    .map((part) =>
      part.startsWith('# ') ? { kind: 'heading', text: part.slice(2).trim() } : { kind: 'paragraph', text: part },
    );
}

/** 'Fassung 3 vom 01.10.2026': the version in force at an instant is the newest one whose day has come. */
export function versionInForce<V extends { readonly number: number; readonly validFrom: number }>(
  versions: readonly V[],
  now: number,
): V | null {
  let found: V | null = null;
  for (const version of versions)
    if (version.validFrom <= now && (!found || version.number > found.number)) found = version;
  return found;
}

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}
