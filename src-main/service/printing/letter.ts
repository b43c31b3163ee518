// Builds a letter after DIN 5008 form B, or a form handed over the counter with the same face, from plain content: head,
// address where the envelope's window is, information block, subject, text with page breaks, marks for folding and
// punching. It refuses to know what the letters are about; the forms beside it do.
import { PDFDocument } from 'pdf-lib';
import { addressBlock, type PostalAddress } from '../../../src-shared/printing/address.ts';
import type { FormWarning, MadeForm } from '../../../src-shared/printing/jobs.ts';
import {
  ADDRESS_MAX_WIDTH,
  ADDRESS_TEXT_X,
  ADDRESS_ZONE,
  FOLD_MARKS_Y,
  HOLE_MARK_Y,
  INFO_BLOCK,
  LINE_PITCH,
  MARGIN,
  NOTE_ZONE,
  PAGE,
  SUBJECT_Y,
  TYPE_AREA_BOTTOM,
  tidyLine,
} from '../../../src-shared/printing/rules.ts';
import { embedFaces, type FontSet } from './fonts.ts';
import { baselineIn, type LaidBlock, TEXT_WIDTH } from './laid-block.ts';
import { type Block, layBlock } from './letter-blocks.ts';
import { drawFooter, drawHead, type Letterhead, openLogo, senderLine } from './letterhead.ts';
import type { LogoShelf } from './logo.ts';
import { createSheets, GREY, type Sheets, type TextStyle } from './sheet.ts';
import { breakLines } from './text-flow.ts';

export type LetterContent = {
  /** The document's title; shown by readers and kept in the file, so without personal data. */
  readonly title: string;
  readonly letterhead: Letterhead;
  /** The addressee in the window; absent for a form that is handed over, whose text then begins higher. */
  readonly address?: PostalAddress | undefined;
  /** Rows of the information block beside the address: number, date, contact. Seven lines at most. */
  readonly info: readonly (readonly [label: string, value: string])[];
  readonly subject: string;
  readonly blocks: readonly Block[];
};

const ADDRESS: TextStyle = { face: 'regular', size: 10.5 };
const RETURN_SIZE = 8;
const RETURN_SMALLEST = 6;
const INFO_LABEL: TextStyle = { face: 'regular', size: 8.5, colour: GREY };
const INFO_VALUE: TextStyle = { face: 'regular', size: 9.5 };
const INFO_PITCH = 4.7;
const INFO_VALUE_X = 151;
const SUBJECT: TextStyle = { face: 'bold', size: 12 };
const FORM_SUBJECT: TextStyle = { face: 'bold', size: 15 };
const FORM_SUBJECT_Y = 52;
const NEXT_PAGE_HEAD_BASELINE = 18.5;
const NEXT_PAGE_TOP = 27;
const MARK_X = 4.5;

/** What all letters of a service share: fonts parsed once, logos read once. */
export type LetterPress = { readonly fonts: FontSet; readonly logos: LogoShelf };

/** Makes the PDF. Rejects only when the fonts or pdf-lib fail; everything about the content is a warning. */
export async function makeLetter({ fonts, logos }: LetterPress, content: LetterContent): Promise<MadeForm> {
  const document = await PDFDocument.create();
  const sheets = createSheets(document, await embedFaces(document, fonts));
  const { logo, warnings } = await openLogo(document, content.letterhead, logos);

  sheets.newPage();
  drawHead(sheets, content.letterhead, logo);
  if (content.address) warnings.push(...drawAddress(sheets, content.letterhead, content.address));
  drawInfo(sheets, content.info);
  const top = drawSubject(sheets, content.subject, content.address !== undefined);
  const secretAreas = drawBlocks(sheets, content, top);

  for (let page = 1; page <= sheets.pageCount; page++) {
    sheets.turnTo(page);
    drawFooter(sheets, content.letterhead, { number: page, of: sheets.pageCount });
    drawMarks(sheets, page === 1 && content.address !== undefined);
  }
  sheets.finish();
  describe(document, content);
  if (sheets.missing.size > 0) warnings.push({ code: 'missingCharacters', characters: [...sheets.missing] });
  const bytes = await document.save({
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
  return { bytes, warnings, pages: sheets.pageCount, secretAreas };
}

function describe(document: PDFDocument, content: LetterContent): void {
  document.setTitle(content.title, { showInWindowTitleBar: true });
  document.setLanguage('de-DE');
  document.setAuthor(tidyLine(content.letterhead.branchName));
  document.setCreator('Tresen');
  document.setProducer('Tresen (pdf-lib)');
}

function drawAddress(sheets: Sheets, letterhead: Letterhead, address: PostalAddress): FormWarning[] {
  const warnings: FormWarning[] = [];
  const sender = senderLine(letterhead);
  const wide = sheets.widthOf(sender, { face: 'regular', size: RETURN_SIZE });
  const size = Math.max(RETURN_SMALLEST, Math.min(RETURN_SIZE, (RETURN_SIZE * ADDRESS_MAX_WIDTH) / wide));
  const style: TextStyle = { face: 'regular', size, colour: GREY };
  const [line = '', ...rest] = breakLines(sender, ADDRESS_MAX_WIDTH, (text) => sheets.widthOf(text, style));
  if (rest.length > 0) warnings.push({ code: 'returnAddressTooWide' });
  sheets.as('P', () => sheets.text(line, ADDRESS_TEXT_X, NOTE_ZONE.y + NOTE_ZONE.height - 1.9, style));

  const block = addressBlock(address, (text) => sheets.widthOf(text, ADDRESS));
  sheets.as('P', () => {
    block.lines.forEach((text, index) => {
      const baseline = ADDRESS_ZONE.y + index * LINE_PITCH + baselineIn(LINE_PITCH, ADDRESS.size);
      sheets.text(index < block.lines.length - 1 ? `${text} ` : text, ADDRESS_TEXT_X, baseline, ADDRESS);
    });
  });
  return [...warnings, ...block.warnings];
}

function drawInfo(sheets: Sheets, rows: LetterContent['info']): void {
  const width = PAGE.width - MARGIN.right - INFO_VALUE_X;
  let y = INFO_BLOCK.y;
  for (const [label, value] of rows) {
    const lines = breakLines(tidyLine(value), width, (text) => sheets.widthOf(text, INFO_VALUE));
    sheets.as('P', () => {
      sheets.text(`${label} `, INFO_BLOCK.x, y + baselineIn(INFO_PITCH, INFO_VALUE.size), INFO_LABEL);
      for (const line of lines) {
        sheets.text(line, INFO_VALUE_X, y + baselineIn(INFO_PITCH, INFO_VALUE.size), INFO_VALUE);
        y += INFO_PITCH;
      }
    });
  }
}

/** @returns the upper edge of the text below: two blank lines after the subject, as the standard has it */
function drawSubject(sheets: Sheets, subject: string, isLetter: boolean): number {
  const style = isLetter ? SUBJECT : FORM_SUBJECT;
  const pitch = isLetter ? 5.2 : 6.6;
  const top = isLetter ? SUBJECT_Y : FORM_SUBJECT_Y;
  const width = isLetter ? TEXT_WIDTH : INFO_BLOCK.x - MARGIN.left - 6;
  const lines = breakLines(subject, width, (text) => sheets.widthOf(text, style));
  sheets.as('H1', () => {
    lines.forEach((line, index) => {
      const first = top + baselineIn(LINE_PITCH, style.size);
      sheets.text(index < lines.length - 1 ? `${line} ` : line, MARGIN.left, first + index * pitch, style);
    });
  });
  return top + lines.length * pitch + 2 * LINE_PITCH;
}

function drawBlocks(sheets: Sheets, content: LetterContent, top: number): MadeForm['secretAreas'] {
  const laid = content.blocks.map((block) => layBlock(sheets, block));
  const secretAreas: { page: number; rect: { x: number; y: number; width: number; height: number } }[] = [];
  let y = top;
  let pageTop = top;
  const breakPage = () => {
    sheets.newPage();
    drawNextHead(sheets, content);
    y = NEXT_PAGE_TOP;
    pageTop = NEXT_PAGE_TOP;
  };
  laid.forEach((block, index) => {
    if (y > pageTop && y + leastHeight(laid, index) > TYPE_AREA_BOTTOM) breakPage();
    let from = 0;
    while (from < block.rows.length) {
      const to = rowsThatFit(block, from, TYPE_AREA_BOTTOM - y);
      if (to === from && y > pageTop) {
        breakPage();
        continue;
      }
      const end = Math.max(to, from + 1);
      block.draw(y, from, end);
      if (block.secret) {
        secretAreas.push({ page: sheets.pageCount, rect: { ...block.secret, y: y + block.secret.y } });
      }
      y += heightOf(block, from, end);
      from = end;
    }
    y += block.after;
  });
  return secretAreas;
}

/** Room a block needs to begin on this page: all of it if it stays together, else two rows, and what it heads. */
function leastHeight(laid: readonly LaidBlock[], index: number): number {
  const block = laid[index];
  if (!block) return 0;
  const own = heightOf(block, 0, block.together ? block.rows.length : Math.min(2, block.rows.length));
  return block.keepWithNext ? own + block.after + leastHeight(laid, index + 1) : own;
}

/** Never leaves the last row of a block alone on the next page. */
function rowsThatFit(block: LaidBlock, from: number, room: number): number {
  let to = from;
  while (to < block.rows.length && heightOf(block, from, to + 1) <= room + 0.001) to++;
  return block.rows.length - to === 1 && to - from > 2 ? to - 1 : to;
}

function heightOf(block: LaidBlock, from: number, to: number): number {
  return block.rows.slice(from, to).reduce((sum, row) => sum + row.height, 0);
}

function drawNextHead(sheets: Sheets, content: LetterContent): void {
  const right = content.title;
  sheets.artifact(() => {
    sheets.text(tidyLine(content.letterhead.branchName), MARGIN.left, NEXT_PAGE_HEAD_BASELINE, INFO_LABEL);
    const x = PAGE.width - MARGIN.right - sheets.widthOf(right, INFO_LABEL);
    sheets.text(right, x, NEXT_PAGE_HEAD_BASELINE, INFO_LABEL);
  });
}

/** Fold marks on a letter's first page; the hole mark helps on every page that is filed. */
function drawMarks(sheets: Sheets, withFolds: boolean): void {
  sheets.artifact(() => {
    for (const y of withFolds ? FOLD_MARKS_Y : []) {
      sheets.line({ x: MARK_X, y }, { x: MARK_X + 4, y }, 0.35, GREY);
    }
    sheets.line({ x: MARK_X, y: HOLE_MARK_Y }, { x: MARK_X + 6, y: HOLE_MARK_Y }, 0.35, GREY);
  });
}
