// Decides how the parts of a letter's text look and how much room each takes: paragraphs, steps, a password in its
// frame, a QR code, a place to sign. Each part is measured first and drawn later, so that the letter can break pages.
// It refuses to know pages and geometry of the letter.
import { MARGIN, PAGE, type Rect, tidyLine } from '../../../src-shared/printing/rules.ts';
import { qrRectangles } from './qr-code.ts';
import { BLACK, GREY, type Sheets, type TextStyle } from './sheet.ts';
import { breakLines } from './text-flow.ts';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: 'plain' | 'strong' | 'quiet' }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** Boxes to be ticked by hand, printed empty. */
  | { readonly kind: 'boxes'; readonly items: readonly string[] }
  | { readonly kind: 'secret'; readonly caption: string; readonly secret: string }
  | {
      readonly kind: 'qr';
      readonly payload: string;
      readonly alternative: string;
      readonly caption: string;
      readonly typed: readonly { readonly label: string; readonly value: string; readonly groups?: boolean }[];
    }
  | { readonly kind: 'signature'; readonly labels: readonly [string, string] }
  | { readonly kind: 'space'; readonly height: number };

/**
 * A block ready to be drawn: rows from top to bottom, heights in mm. Rows of one block may part at a page's end unless
 * `together`; `keepWithNext` ties a heading to what it heads.
 */
export type LaidBlock = {
  readonly rows: readonly LaidRow[];
  readonly together: boolean;
  readonly keepWithNext: boolean;
  /** Free space below, dropped at the end of a page. */
  readonly after: number;
  /** Draws the rows `from` (inclusive) to `to` (exclusive) with the first one's upper edge at `top`. */
  draw(top: number, from: number, to: number): void;
  /** Where something lies that no bystander should read, relative to the block's upper edge. */
  readonly secret: Rect | undefined;
};
export type LaidRow = { readonly height: number };

export const BODY: TextStyle = { face: 'regular', size: 10.5 };
export const BODY_PITCH = 5;
export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
const STRONG: TextStyle = { face: 'bold', size: 10.5 };
const QUIET: TextStyle = { face: 'regular', size: 9, colour: GREY };
const HEADING: TextStyle = { face: 'bold', size: 11.5 };
const LABEL: TextStyle = { face: 'regular', size: 8.5, colour: GREY };
const TYPED: TextStyle = { face: 'mono', size: 11.5 };
const STEP_INDENT = 8;
const LEFT = MARGIN.left;
/** 30 mm is the least (product.md); larger is easier for old phones and shaking hands. */
const QR_SIZE = 48;
/** A QR code needs four empty modules around it (ISO/IEC 18004); the paper is empty here anyway. */
const QR_GAP = 9;

/** Distance from a row's upper edge to its baseline: the em box sits in the middle of the row. */
export function baselineIn(rowHeight: number, size: number): number {
  const em = (size * 25.4) / 72;
  return (rowHeight - em) / 2 + 0.78 * em;
}

export function layBlock(sheets: Sheets, block: Block): LaidBlock {
  switch (block.kind) {
    case 'paragraph':
      return layParagraph(sheets, block.text, block.tone ?? 'plain');
    case 'heading':
      return { ...layLines(sheets, block.text, HEADING, 6, 'H2', 1.5), together: true, keepWithNext: true };
    case 'steps':
      return layList(sheets, block.items, (row, index) => {
        sheets.text(String(index + 1), LEFT, row + baselineIn(BODY_PITCH, 10.5), STRONG);
      });
    case 'boxes':
      return layList(
        sheets,
        block.items,
        (row) => sheets.frame({ x: LEFT + 0.2, y: row + 0.7, width: 3.6, height: 3.6 }, 0.8),
        'Kästchen, leer',
      );
    case 'facts':
      return layFacts(sheets, block.rows);
    case 'secret':
      return laySecret(sheets, block.caption, block.secret);
    case 'qr':
      return layQr(sheets, block);
    case 'signature':
      return laySignature(sheets, block.labels);
    case 'space':
      return { ...NOTHING, rows: [{ height: block.height }] };
  }
}

const NOTHING: LaidBlock = {
  rows: [],
  together: true,
  keepWithNext: false,
  after: 0,
  draw: () => undefined,
  secret: undefined,
};

function layParagraph(sheets: Sheets, text: string, tone: 'plain' | 'strong' | 'quiet'): LaidBlock {
  if (tone === 'quiet') return layLines(sheets, text, QUIET, 4.3, 'P', 3);
  return layLines(sheets, text, tone === 'strong' ? STRONG : BODY, BODY_PITCH, 'P', 3.2);
}

function layLines(
  sheets: Sheets,
  text: string,
  style: TextStyle,
  pitch: number,
  role: 'P' | 'H2',
  after: number,
): LaidBlock {
  const lines = breakLines(text.trim(), TEXT_WIDTH, (piece) => sheets.widthOf(piece, style));
  return {
    ...NOTHING,
    rows: lines.map(() => ({ height: pitch })),
    together: lines.length < 4,
    after,
    draw(top, from, to) {
      sheets.as(role, () => {
        lines.slice(from, to).forEach((line, index) => {
          sheets.text(
            spaced(line, from + index, lines),
            LEFT,
            top + index * pitch + baselineIn(pitch, style.size),
            style,
          );
        });
      });
    },
  };
}

function layList(
  sheets: Sheets,
  items: readonly string[],
  drawLabel: (rowTop: number, index: number) => void,
  labelSaid?: string,
): LaidBlock {
  const width = TEXT_WIDTH - STEP_INDENT;
  const laid = items.map((item) => breakLines(item, width, (piece) => sheets.widthOf(piece, BODY)));
  const gap = 1.4;
  return {
    ...NOTHING,
    rows: laid.map((lines) => ({ height: lines.length * BODY_PITCH + gap })),
    together: items.length < 6,
    after: 2.4,
    draw(top, from, to) {
      let row = top;
      sheets.as('L', () => {
        laid.slice(from, to).forEach((lines, index) => {
          sheets.as('LI', () => {
            sheets.as('Lbl', () => drawLabel(row, from + index), labelSaid);
            sheets.as('LBody', () => {
              lines.forEach((line, at) => {
                const baseline = row + at * BODY_PITCH + baselineIn(BODY_PITCH, BODY.size);
                sheets.text(spaced(line, at, lines), LEFT + STEP_INDENT, baseline, BODY);
              });
            });
          });
          row += lines.length * BODY_PITCH + gap;
        });
      });
    },
  };
}

function layFacts(sheets: Sheets, rows: readonly (readonly [string, string])[]): LaidBlock {
  const labelWidth = Math.min(60, Math.max(0, ...rows.map(([label]) => sheets.widthOf(label, LABEL))) + 6);
  const width = TEXT_WIDTH - labelWidth;
  const laid = rows.map(([label, value]) => ({
    label,
    lines: breakLines(value, width, (piece) => sheets.widthOf(piece, BODY)),
  }));
  return {
    ...NOTHING,
    rows: laid.map(({ lines }) => ({ height: lines.length * BODY_PITCH + 0.6 })),
    after: 4,
    draw(top, from, to) {
      let row = top;
      for (const { label, lines } of laid.slice(from, to)) {
        sheets.as('P', () => {
          sheets.text(`${label} `, LEFT, row + baselineIn(BODY_PITCH, BODY.size), LABEL);
          lines.forEach((line, at) => {
            const baseline = row + at * BODY_PITCH + baselineIn(BODY_PITCH, BODY.size);
            sheets.text(spaced(line, at, lines), LEFT + labelWidth, baseline, BODY);
          });
        });
        row += lines.length * BODY_PITCH + 0.6;
      }
    },
  };
}

/** The secret in a frame of its own, as large as fits in one line, else in two, broken behind a hyphen. */
function laySecret(sheets: Sheets, caption: string, secret: string): LaidBlock {
  const width = TEXT_WIDTH - 2 * 8;
  const one = sheets.widthOf(secret, { face: 'mono', size: 1 });
  const size = Math.min(20, Math.max(14, Math.floor((width / one) * 4) / 4));
  const style: TextStyle = { face: 'mono', size };
  const lines = breakLines(secret, width, (piece) => sheets.widthOf(piece, style));
  const pitch = 9.5;
  const height = 17 + lines.length * pitch;
  return {
    ...NOTHING,
    rows: [{ height }],
    after: 6,
    secret: { x: LEFT, y: 0, width: TEXT_WIDTH, height },
    draw(top) {
      sheets.artifact(() => sheets.frame({ x: LEFT, y: top, width: TEXT_WIDTH, height }, 0.6, GREY));
      sheets.as('P', () => sheets.text(caption, LEFT + 8, top + 8.4, LABEL));
      sheets.as('P', () => {
        lines.forEach((line, index) => {
          sheets.text(line, LEFT + 8, top + 10.8 + index * pitch + baselineIn(pitch, size), style);
        });
      });
    },
  };
}

function layQr(sheets: Sheets, block: Extract<Block, { kind: 'qr' }>): LaidBlock {
  const x = LEFT + QR_SIZE + QR_GAP;
  const width = PAGE.width - MARGIN.right - x;
  const captionLines = breakLines(block.caption, width, (piece) => sheets.widthOf(piece, BODY));
  const typed = block.typed.map(({ label, value, groups }) => ({
    label,
    lines: groups
      ? linesOfGroups(value, width, (piece) => sheets.widthOf(piece, TYPED))
      : breakLines(value, width, (piece) => sheets.widthOf(piece, TYPED)),
  }));
  const textHeight =
    captionLines.length * BODY_PITCH + typed.reduce((sum, { lines }) => sum + 8.2 + lines.length * 5.6, 0);
  const height = Math.max(QR_SIZE, textHeight);
  return {
    ...NOTHING,
    rows: [{ height }],
    after: 8,
    secret: { x: LEFT - 2, y: -2, width: TEXT_WIDTH + 4, height: height + 4 },
    draw(top) {
      sheets.as(
        'Figure',
        () => sheets.fill(qrRectangles(block.payload, { x: LEFT, y: top, size: QR_SIZE })),
        block.alternative,
      );
      let y = top;
      sheets.as('P', () => {
        captionLines.forEach((line, index) => {
          sheets.text(spaced(line, index, captionLines), x, y + baselineIn(BODY_PITCH, BODY.size), BODY);
          y += BODY_PITCH;
        });
      });
      for (const { label, lines } of typed) {
        sheets.as('P', () => {
          sheets.text(`${label} `, x, y + 6.6, LABEL);
          y += 8.2;
          for (const line of lines) {
            sheets.text(line, x, y + baselineIn(5.6, TYPED.size), TYPED);
            y += 5.6;
          }
        });
      }
    },
  };
}

function laySignature(sheets: Sheets, labels: readonly [string, string]): LaidBlock {
  const first = { x: LEFT, width: 62 };
  const second = { x: LEFT + 72, width: TEXT_WIDTH - 72 };
  const rule = 20;
  const laid = [first, second].map(({ x, width }, index) => ({
    x,
    width,
    lines: breakLines(labels[index] ?? '', width, (piece) => sheets.widthOf(piece, LABEL)),
  }));
  const height = rule + 2 + Math.max(...laid.map(({ lines }) => lines.length)) * 3.9;
  return {
    ...NOTHING,
    rows: [{ height }],
    draw(top) {
      for (const { x, width, lines } of laid) {
        const y = top + rule;
        sheets.artifact(() => sheets.line({ x, y }, { x: x + width, y }, 0.6, BLACK));
        sheets.as('P', () => {
          lines.forEach((line, index) => {
            sheets.text(spaced(line, index, lines), x, y + 4.2 + index * 3.9, LABEL);
          });
        });
      }
    },
  };
}

/** 'abcd efgh …', four characters a group, as many groups a line as fit. */
function linesOfGroups(value: string, width: number, widthOf: (text: string) => number): string[] {
  return breakLines((tidyLine(value).match(/.{1,4}/g) ?? []).join(' ').replace(/-/g, '\u2011'), width, widthOf).map(
    (line) => line.replace(/\u2011/g, '-'),
  );
}

/** A line that goes on ends with a space, which is not seen but keeps the words apart when the text is read aloud. */
function spaced(line: string, index: number, lines: readonly string[]): string {
  return index < lines.length - 1 && !line.endsWith('-') ? `${line} ` : line;
}
