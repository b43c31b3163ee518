// Decides how the parts look that are typed or scanned: a password in its frame, a login code as QR code and in groups.
// It refuses to know what the codes open, and keeps none of them.
import { MARGIN, PAGE, tidyLine } from '../../../src-shared/printing/rules.ts';
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
import type { Block } from './letter-blocks.ts';
import { qrRectangles } from './qr-code.ts';
import { GREY, type Sheets, type TextStyle } from './sheet.ts';
import { breakLines } from './text-flow.ts';

const TYPED: TextStyle = { face: 'mono', size: 11.5 };
/** 30 mm is the least (product.md); larger is easier for old phones and shaking hands. */
const QR_SIZE = 48;
/** A QR code needs four empty modules around it (ISO/IEC 18004); the paper is empty here anyway. */
const QR_GAP = 9;

/** The secret in a frame of its own, as large as fits in one line, else in two, broken behind a hyphen. */
export function laySecret(sheets: Sheets, caption: string, secret: string): LaidBlock {
  const width = TEXT_WIDTH - 2 * 8;
  const one = sheets.widthOf(secret, { face: 'mono', size: 1 });
  const fitting = Math.min(20, Math.floor((width / one) * 4) / 4);
  const size = fitting >= 14 ? fitting : 18;
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

export function layQr(sheets: Sheets, block: Extract<Block, { kind: 'qr' }>): LaidBlock {
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

/** 'abcd efgh …', four characters a group, as many groups a line as fit. */
function linesOfGroups(value: string, width: number, widthOf: (text: string) => number): string[] {
  return breakLines((tidyLine(value).match(/.{1,4}/g) ?? []).join(' ').replace(/-/g, '\u2011'), width, widthOf).map(
    (line) => line.replace(/\u2011/g, '-'),
  );
}
