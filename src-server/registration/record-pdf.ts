// The dated sheet of what somebody agreed to when he registered (B-17): who, when, which declarations word for word, which
// boxes were ticked and which were not. It is drawn once, when it was sent, and never again.
import type { PDFFont, PDFPage } from 'pdf-lib';
import { showDay } from '../../src-shared/calendar/day.ts';
import { textParts } from '../../src-shared/consent/text-block.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { SentPerson } from '../../src-shared/tasks/rules.ts';
import { type RecordFace, recordFace } from './record-fonts.ts';
import { RECORD_TEXTS } from './record-texts.ts';
import { placeOf } from './shop.ts';

export type AgreedRecord = {
  readonly language: 'de' | 'en';
  readonly appName: string;
  readonly branchName: string;
  readonly branchPlace: string;
  readonly person: SentPerson;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly declarations: readonly {
    readonly title: string;
    readonly number: number;
    readonly validFrom: number;
    readonly text: string;
    /** Each box with its words. */
    readonly boxes: readonly { readonly words: string; readonly ticked: boolean }[];
  }[];
};

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, left: 62, right: 57, top: 57, bottom: 62 };
const SIZE = { title: 15, heading: 11, text: 9.5, small: 8 };
const LEADING = 1.4;

/** Loads its machinery when it is first asked for: a server with nobody to register needs none of it. */
export async function recordPdf(record: AgreedRecord): Promise<Buffer> {
  const [{ PDFDocument, rgb }, { default: fontkit }] = await Promise.all([
    import('pdf-lib'),
    import('@pdf-lib/fontkit'),
  ]);
  const t = RECORD_TEXTS[record.language];
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  const [regular, bold] = [await embed('IBMPlexSans-Regular'), await embed('IBMPlexSans-SemiBold')];
  const title = t.title(record.appName);
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(record.language === 'de' ? 'de-DE' : 'en-GB');
  pdf.setAuthor(record.branchName);
  pdf.setCreator('Tresen');
  pdf.setProducer('Tresen');
  pdf.setCreationDate(new Date(record.at));
  pdf.setModificationDate(new Date(record.at));
  const ink = rgb(0.1, 0.1, 0.1);
  let page = pdf.addPage([PAGE.width, PAGE.height]);
  let y = PAGE.height - PAGE.top;

  const line = (text: string, size: number, font: PDFFont, indent = 0) => {
    if (y - size * LEADING < PAGE.bottom) {
      page = pdf.addPage([PAGE.width, PAGE.height]);
      y = PAGE.height - PAGE.top;
    }
    y -= size * LEADING;
    page.drawText(text, { x: PAGE.left + indent, y, size, font, color: ink });
  };
  const paragraph = (text: string, size = SIZE.text, font = regular, indent = 0) => {
    const width = PAGE.width - PAGE.left - PAGE.right - indent;
    for (const one of text.split('\n'))
      for (const row of rows(shown(one, font), font, size, width)) line(row, size, font, indent);
  };
  const gap = (points: number) => {
    y -= points;
  };
  const box = (words: string, ticked: boolean) => {
    gap(3);
    paragraph(`${ticked ? t.yes : t.no}: ${words}`, SIZE.text, ticked ? bold : regular, 18);
    const side = 8;
    page.drawRectangle({ x: PAGE.left + 2, y: y - 0.5, width: side, height: side, borderColor: ink, borderWidth: 0.8 });
    if (ticked) cross(page, PAGE.left + 2, y - 0.5, side, ink);
  };

  paragraph(title, SIZE.title, bold);
  gap(4);
  paragraph(`${record.branchName}, ${record.branchPlace}`);
  gap(6);
  const { person } = record;
  const facts: [string, string][] = [
    [t.name, `${person.firstName} ${person.lastName}`],
    [t.birthDate, showDay(person.birthDate)],
    [t.address, placeOf(person)],
    [t.phone, showPhone(person.phone)],
    [t.email, person.email],
    [t.sentAt, t.instant(showDay(localDay(record.at)), timeOf(record.at))],
  ];
  for (const [label, value] of facts) paragraph(`${label}: ${value}`);
  for (const declaration of record.declarations) {
    // Whoever else asks meanwhile goes first.
    await new Promise((go) => setImmediate(go));
    gap(12);
    paragraph(
      t.declaration(declaration.title, declaration.number, showDay(localDay(declaration.validFrom))),
      SIZE.heading,
      bold,
    );
    for (const part of textParts(declaration.text)) {
      gap(part.kind === 'heading' ? 5 : 3);
      paragraph(part.text, SIZE.text, part.kind === 'heading' ? bold : regular);
    }
    gap(3);
    for (const { words, ticked } of declaration.boxes) box(words, ticked);
  }
  gap(12);
  paragraph(t.how, SIZE.small);
  const pages = pdf.getPages();
  for (const [at, one] of pages.entries()) {
    const words = t.page(at + 1, pages.length);
    one.drawText(words, { x: PAGE.left, y: PAGE.bottom - 24, size: SIZE.small, font: regular, color: ink });
  }
  return Buffer.from(await pdf.save());

  async function embed(face: RecordFace): Promise<PDFFont> {
    return pdf.embedFont(recordFace(face), { subset: true, features: { liga: false } });
  }
}

// --- details

/** Greedy; a word that is wider than the line is cut. Widths of words are added up: laying out rows again and again is slow. */
function rows(text: string, font: PDFFont, size: number, width: number): string[] {
  const found: string[] = [];
  const blank = widthOf(' ', font) * size;
  let row = '';
  let taken = 0;
  for (let word of text.split(/\s+/)) {
    let wide = widthOf(word, font) * size;
    if (row !== '' && taken + blank + wide <= width) {
      row += ` ${word}`;
      taken += blank + wide;
      continue;
    }
    if (row !== '') found.push(row);
    while (wide > width) {
      let cut = word.length - 1;
      while (cut > 1 && widthOf(word.slice(0, cut), font) * size > width) cut -= 1;
      found.push(word.slice(0, cut));
      word = word.slice(cut);
      wide = widthOf(word, font) * size;
    }
    [row, taken] = [word, wide];
  }
  return [...found, row];
}

/** At size 1. */
const widths = new WeakMap<PDFFont, Map<string, number>>();
function widthOf(word: string, font: PDFFont): number {
  const known = widths.get(font) ?? new Map<string, number>();
  widths.set(font, known);
  const width = known.get(word) ?? font.widthOfTextAtSize(word, 1);
  known.set(word, width);
  return width;
}

/** A character that the face lacks is shown as such, never left out. */
function shown(text: string, font: PDFFont): string {
  const has = charactersOf(font);
  return [...text.normalize('NFC')].map((one) => (has.has(one.codePointAt(0) ?? 0) ? one : '\uFFFD')).join('');
}

const characters = new WeakMap<PDFFont, ReadonlySet<number>>();
function charactersOf(font: PDFFont): ReadonlySet<number> {
  const known = characters.get(font) ?? new Set(font.getCharacterSet());
  characters.set(font, known);
  return known;
}

function cross(
  page: PDFPage,
  x: number,
  y: number,
  side: number,
  color: ReturnType<typeof import('pdf-lib')['rgb']>,
): void {
  const [inner, outer] = [1.5, side - 1.5];
  page.drawLine({ start: { x: x + inner, y: y + inner }, end: { x: x + outer, y: y + outer }, thickness: 1.2, color });
  page.drawLine({ start: { x: x + inner, y: y + outer }, end: { x: x + outer, y: y + inner }, thickness: 1.2, color });
}

function timeOf(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
