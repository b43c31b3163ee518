// Decides what stands above and below every letter of a branch: name or logo, where to find it, and the legal lines of
// the footer. It refuses to know what the letter says. Everything stays out of the envelope's window.
import type { PDFDocument } from 'pdf-lib';
import type { FormWarning } from '../../../src-shared/printing/jobs.ts';
import { MARGIN, PAGE, tidyLine } from '../../../src-shared/printing/rules.ts';
import { embedLogo, type Logo, type LogoShelf } from './logo.ts';
import { GREY, LIGHT, type Sheets, type TextStyle } from './sheet.ts';

/** The sender, as the branch has it. */
export type Letterhead = {
  readonly branchName: string;
  readonly street: string;
  readonly houseNumber?: string | undefined;
  readonly postcode: string;
  readonly town: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly website?: string | undefined;
  /** Legal lines of the footer (owner, register, tax number), at most three are shown. */
  readonly footer?: readonly string[] | undefined;
  /** PNG, JPEG or simple SVG; told by the content. Takes the place of the name. */
  readonly logo?: Uint8Array | undefined;
};

const NAME: TextStyle = { face: 'bold', size: 17 };
const CONTACT: TextStyle = { face: 'regular', size: 8.5, colour: GREY };
const FOOTER: TextStyle = { face: 'regular', size: 7.5, colour: GREY };
/** Tall enough for a square sign, and clear of the window even where a letter slides up in it. */
const LOGO_ROOM = { x: MARGIN.left, y: 11, width: 80, height: 22 } as const;
const RIGHT = PAGE.width - MARGIN.right;
const TOP_BASELINE = 18.5;
const CONTACT_PITCH = 4.1;
export const FOOTER_TOP = 270;
const FOOTER_PITCH = 3.5;

/** Sender in one line, as it stands above the address and in the footer: 'Name · Straße 1 · 12345 Ort'. */
export function senderLine(letterhead: Letterhead): string {
  return [letterhead.branchName, streetOf(letterhead), townOf(letterhead)].map(tidyLine).filter(Boolean).join(' · ');
}

/** Puts the logo into the document; call before drawing. */
export async function openLogo(
  document: PDFDocument,
  letterhead: Letterhead,
  logos: LogoShelf,
): Promise<{ logo: Logo | undefined; warnings: FormWarning[] }> {
  if (!letterhead.logo) return { logo: undefined, warnings: [] };
  const logo = await embedLogo(document, logos.read(letterhead.logo));
  if ('problem' in logo) return { logo: undefined, warnings: [{ code: 'logoUnusable', reason: logo.problem }] };
  return { logo, warnings: [] };
}

/** The first page's head: name or logo on the left, the branch's address and lines of contact flush right. */
export function drawHead(sheets: Sheets, letterhead: Letterhead, logo: Logo | undefined): void {
  if (logo) sheets.as('Figure', () => drawLogo(sheets, logo), tidyLine(letterhead.branchName));
  else sheets.as('P', () => drawName(sheets, tidyLine(letterhead.branchName)));
  const contact = [
    logo ? letterhead.branchName : '',
    streetOf(letterhead),
    townOf(letterhead),
    letterhead.phone ? `Telefon ${letterhead.phone}` : '',
    letterhead.email,
    letterhead.website,
  ]
    .map(tidyLine)
    .filter(Boolean);
  sheets.as('P', () => {
    contact.forEach((line, index) => {
      const x = RIGHT - sheets.widthOf(line, CONTACT);
      sheets.text(`${line} `, x, 14.5 + index * CONTACT_PITCH, CONTACT);
    });
  });
}

/** The last lines of every page; decoration, since all of it but the legal lines stands above already. */
export function drawFooter(sheets: Sheets, letterhead: Letterhead, page: { number: number; of: number }): void {
  const lines = (letterhead.footer ?? []).map(tidyLine).filter(Boolean).slice(0, 3);
  sheets.artifact(() => {
    sheets.line({ x: MARGIN.left, y: FOOTER_TOP }, { x: RIGHT, y: FOOTER_TOP }, 0.4, LIGHT);
    lines.forEach((line, index) => {
      sheets.text(line, MARGIN.left, FOOTER_TOP + 4.6 + index * FOOTER_PITCH, FOOTER);
    });
    if (page.of > 1) {
      const text = `Seite ${page.number} von ${page.of}`;
      sheets.text(text, RIGHT - sheets.widthOf(text, FOOTER), FOOTER_TOP - 2.2, FOOTER);
    }
  });
}

function drawName(sheets: Sheets, name: string): void {
  const room = 100;
  const width = sheets.widthOf(name, NAME);
  const size = width <= room ? NAME.size : Math.max(10, (NAME.size * room) / width);
  sheets.text(name, MARGIN.left, TOP_BASELINE, { ...NAME, size });
}

function drawLogo(sheets: Sheets, logo: Logo): void {
  const scale = Math.min(LOGO_ROOM.width / logo.width, LOGO_ROOM.height / logo.height);
  const rect = { x: LOGO_ROOM.x, y: LOGO_ROOM.y, width: logo.width * scale, height: logo.height * scale };
  if (logo.kind === 'picture') sheets.image(logo.ref, rect);
  else sheets.drawing(logo.drawing, rect);
}

function streetOf(letterhead: Letterhead): string {
  return [letterhead.street, letterhead.houseNumber].map(tidyLine).filter(Boolean).join(' ');
}

function townOf(letterhead: Letterhead): string {
  return [letterhead.postcode, letterhead.town].map(tidyLine).filter(Boolean).join(' ');
}
