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

const STRONG: TextStyle = { face: 'bold', size: 10.5 };
const QUIET: TextStyle = { face: 'regular', size: 9, colour: GREY };
const HEADING: TextStyle = { face: 'bold', size: 11.5 };
const STEP_INDENT = 8;
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
