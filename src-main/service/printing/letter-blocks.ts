// Decides how the parts of a letter's text look and how much room each takes: paragraphs, steps, a password in its
// frame, a QR code, a place to sign. Each part is measured first and drawn later, so that the letter can break pages.
// It refuses to know pages and geometry of the letter.
import { layQr, laySecret } from './code-blocks.ts';
import {
  BODY,
  BODY_PITCH,
  baselineIn,
  LABEL,
  type LaidBlock,
  LEFT,
  NOTHING,
  spaced,
  TEXT_WIDTH,
} from './laid-block.ts';
import { BLACK, GREY, type Sheets, type TextStyle } from './sheet.ts';
import { breakLines } from './text-flow.ts';

/**
 * 'dense' sets a declaration at 10 pt on a tighter pitch, so that it shares one page with its signature. `keepWithNext`:
 * the next block is never left alone on a page.
 */
export type Block =
  | {
      readonly kind: 'paragraph';
      readonly text: string;
      readonly tone?: 'plain' | 'strong' | 'quiet' | 'dense';
      readonly keepWithNext?: boolean;
    }
  | { readonly kind: 'heading'; readonly text: string; readonly tone?: 'dense' }
  | { readonly kind: 'steps'; readonly items: readonly string[] }
  | {
      readonly kind: 'facts';
      readonly rows: readonly (readonly [label: string, value: string])[];
      readonly tone?: 'dense';
    }
  /** Boxes to be ticked by hand, printed empty, short words in two columns; they stay with what follows. */
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

const STRONG: TextStyle = { face: 'bold', size: 10.5 };
const QUIET: TextStyle = { face: 'regular', size: 9, colour: GREY };
const HEADING: TextStyle = { face: 'bold', size: 11.5 };
const DENSE: TextStyle = { face: 'regular', size: 10 };
const DENSE_PITCH = 4.5;
const DENSE_HEADING: TextStyle = { face: 'bold', size: 10.5 };
const STEP_INDENT = 8;
export function layBlock(sheets: Sheets, block: Block): LaidBlock {
  switch (block.kind) {
    case 'paragraph':
      return layParagraph(sheets, block.text, block.tone ?? 'plain', block.keepWithNext ?? false);
    case 'heading': {
      const laid =
        block.tone === 'dense'
          ? layLines(sheets, block.text, DENSE_HEADING, 5, 'H2', 0.8)
          : layLines(sheets, block.text, HEADING, 6, 'H2', 1.5);
      return { ...laid, together: true, keepWithNext: true };
    }
    case 'steps':
      return layList(sheets, block.items, (row, index) => {
        sheets.text(String(index + 1), LEFT, row + baselineIn(BODY_PITCH, 10.5), STRONG);
      });
    case 'boxes':
      return layBoxes(sheets, block.items);
    case 'facts':
      return block.tone === 'dense'
        ? layFacts(sheets, block.rows, DENSE, DENSE_PITCH, 2.4)
        : layFacts(sheets, block.rows, BODY, BODY_PITCH, 4);
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

type Tone = 'plain' | 'strong' | 'quiet' | 'dense';

function layParagraph(sheets: Sheets, text: string, tone: Tone, keepWithNext: boolean): LaidBlock {
  const laid = layTone(sheets, text, tone);
  return keepWithNext ? { ...laid, together: true, keepWithNext } : laid;
}

function layTone(sheets: Sheets, text: string, tone: Tone): LaidBlock {
  switch (tone) {
    case 'quiet':
      return layLines(sheets, text, QUIET, 4.3, 'P', 3);
    case 'dense':
      return layLines(sheets, text, DENSE, DENSE_PITCH, 'P', 1.9);
    case 'strong':
      return layLines(sheets, text, STRONG, BODY_PITCH, 'P', 3.2);
    case 'plain':
      return layLines(sheets, text, BODY, BODY_PITCH, 'P', 3.2);
  }
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
            sheets.as('Lbl', () => drawLabel(row, from + index));
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

/** In two columns where every word is short, read from left to right: room on the page is the signature's. */
function layBoxes(sheets: Sheets, items: readonly string[]): LaidBlock {
  const columns = items.every((item) => sheets.widthOf(item, BODY) < TEXT_WIDTH / 2 - BOX_INDENT - 4) ? 2 : 1;
  const width = TEXT_WIDTH / columns;
  const pitch = BODY_PITCH + 1.4;
  const laid = items.map((item, index) => ({
    lines: breakLines(item, width - BOX_INDENT, (piece) => sheets.widthOf(piece, BODY)),
    x: LEFT + (index % columns) * width,
    row: Math.floor(index / columns),
  }));
  const heights = Array.from({ length: Math.ceil(items.length / columns) }, (_, row) =>
    Math.max(pitch, ...laid.filter((one) => one.row === row).map(({ lines }) => lines.length * BODY_PITCH + 1.4)),
  );
  return {
    ...NOTHING,
    rows: heights.map((height) => ({ height })),
    keepWithNext: true,
    after: 1.4,
    draw(top, from, to) {
      sheets.as('L', () => {
        for (const { lines, x, row } of laid) {
          if (row < from || row >= to) continue;
          const y = top + heights.slice(from, row).reduce((sum, height) => sum + height, 0);
          sheets.as('LI', () => {
            sheets.as('Lbl', () => sheets.frame({ x: x + 0.2, y: y + 0.7, width: 3.6, height: 3.6 }, 0.8), BOX_SAID);
            sheets.as('LBody', () => {
              lines.forEach((line, at) => {
                const baseline = y + at * BODY_PITCH + baselineIn(BODY_PITCH, BODY.size);
                sheets.text(spaced(line, at, lines), x + BOX_INDENT, baseline, BODY);
              });
            });
          });
        }
      });
    },
  };
}

const BOX_INDENT = 8;
const BOX_SAID = 'Kästchen, leer';

function layFacts(
  sheets: Sheets,
  rows: readonly (readonly [string, string])[],
  style: TextStyle,
  pitch: number,
  after: number,
): LaidBlock {
  const labelWidth = Math.min(60, Math.max(0, ...rows.map(([label]) => sheets.widthOf(label, LABEL))) + 6);
  const width = TEXT_WIDTH - labelWidth;
  const laid = rows.map(([label, value]) => ({
    label,
    lines: breakLines(value, width, (piece) => sheets.widthOf(piece, style)),
  }));
  return {
    ...NOTHING,
    rows: laid.map(({ lines }) => ({ height: lines.length * pitch + 0.6 })),
    after,
    draw(top, from, to) {
      let row = top;
      for (const { label, lines } of laid.slice(from, to)) {
        sheets.as('P', () => {
          sheets.text(`${label} `, LEFT, row + baselineIn(pitch, style.size), LABEL);
          lines.forEach((line, at) => {
            const baseline = row + at * pitch + baselineIn(pitch, style.size);
            sheets.text(spaced(line, at, lines), LEFT + labelWidth, baseline, style);
          });
        });
        row += lines.length * pitch + 0.6;
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
