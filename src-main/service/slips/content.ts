// What stands on a slip, and how it is laid into lines of letters for one printer. It refuses to know bytes. Slips are German
// whatever the screen's language, like letters: they go to the customer.
import { groupedLoginCode } from '../../../src-shared/app-access/credentials.ts';
import type { SlipPrinter } from '../../../src-shared/slips/rules.ts';
import { printable, wrapped } from './text.ts';

export type SlipPart =
  | { readonly kind: 'text'; readonly text: string; readonly bold?: true; readonly centre?: true; readonly big?: true }
  | { readonly kind: 'qr'; readonly payload: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space' };

/** `line`: letters of the printer's page only, never wider than the paper; of a `big` one every letter takes two places. */
export type LaidPart =
  | {
      readonly kind: 'line';
      readonly line: string;
      readonly bold: boolean;
      readonly centre: boolean;
      readonly big: boolean;
    }
  | { readonly kind: 'qr'; readonly payload: string };

export function laidOut(parts: readonly SlipPart[], { codePage, columns }: Paper): LaidPart[] {
  return parts.flatMap((part): LaidPart[] => {
    if (part.kind === 'qr') return [part];
    const plain = { kind: 'line', bold: false, centre: false, big: false } as const;
    if (part.kind === 'space') return [{ ...plain, line: '' }];
    if (part.kind === 'rule') return [{ ...plain, line: '-'.repeat(columns) }];
    const look = { bold: part.bold ?? false, centre: part.centre ?? false, big: part.big ?? false };
    const lines = wrapped(printable(part.text, codePage), look.big ? columns / 2 : columns);
    return lines.map((line) => ({ ...plain, ...look, line }));
  });
}

export type Paper = Pick<SlipPrinter, 'codePage' | 'columns'>;

// --- the slips

export type LoginCodeSlip = {
  readonly branchName: string;
  /** 'Sonnenstr. 4, 80331 München' */
  readonly branchAddress: string;
  readonly appName: string;
  readonly customerName: string;
  readonly customerNumber: string;
  /** 'DD.MM.YYYY' */
  readonly day: string;
  /** What the QR code says, ASCII. */
  readonly link: string;
  /** Letters and digits without grouping. */
  readonly loginCode: string;
};

/** The 'Anmeldecode' (A-17: there is no room for a password here, and none is handed over). */
export function loginCodeSlip(slip: LoginCodeSlip): SlipPart[] {
  return [
    text(slip.branchName, { bold: true, centre: true, big: true }),
    text(slip.branchAddress, { centre: true }),
    { kind: 'rule' },
    text(`Ihr Anmeldecode für die App „${slip.appName}“`, { bold: true }),
    { kind: 'space' },
    text(slip.customerName),
    text(`Kundennummer ${slip.customerNumber} · ${slip.day}`),
    { kind: 'space' },
    text('Scannen Sie diesen QR-Code mit der Kamera Ihres Telefons.'),
    { kind: 'space' },
    { kind: 'qr', payload: slip.link },
    { kind: 'space' },
    text('Ohne Kamera: diese Adresse öffnen …'),
    text(slip.link.replace(/^https:\/\//, '').replace(/#.*$/, '')),
    text('… und diesen Anmeldecode eintippen:'),
    text(groupedLoginCode(slip.loginCode), { bold: true }),
    { kind: 'rule' },
    text(
      'Das Passwort dazu steht auf einem eigenen Schreiben. Bewahren Sie beides getrennt auf, und geben Sie es nicht weiter.',
    ),
  ];
}

export const TEST_LETTERS = 'ÄÖÜäöüß€';

/** 'Testbon': letters, width and QR code are right, or it is seen at once which is not. */
export function testSlip(
  printer: SlipPrinter,
  { branchName, moment }: { branchName: string; moment: string },
): SlipPart[] {
  return [
    text('Testbon', { bold: true, centre: true, big: true }),
    text(branchName, { centre: true }),
    text(moment, { centre: true }),
    { kind: 'rule' },
    text(`Bondrucker: ${printer.name}`),
    text(`Zeichensatz ${printer.codePage}, ${printer.columns} Zeichen je Zeile`),
    { kind: 'space' },
    text('Hier müssen sieben Umlaute mit scharfem s und das Eurozeichen stehen:'),
    text(TEST_LETTERS, { centre: true, big: true }),
    text('Die Linien gehen genau über die ganze Breite.'),
    { kind: 'rule' },
    { kind: 'qr', payload: 'Tresen Testbon' },
    text('Der QR-Code liest sich als „Tresen Testbon“.', { centre: true }),
    text('Gedruckt ohne Kundendaten.', { centre: true }),
  ];
}

// --- details

function text(
  words: string,
  look: Pick<Extract<SlipPart, { kind: 'text' }>, 'bold' | 'centre' | 'big'> = {},
): SlipPart {
  return { kind: 'text', text: words, ...look };
}
