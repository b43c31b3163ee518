// The frame of every part of a letter's text: what a measured part is, the styles and the left edge they share. It
// refuses to know any single kind of part.
import { MARGIN, PAGE, type Rect } from '../../../src-shared/printing/rules.ts';
import { GREY, type TextStyle } from './sheet.ts';

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
export const LABEL: TextStyle = { face: 'regular', size: 8.5, colour: GREY };
export const LEFT = MARGIN.left;

/** Distance from a row's upper edge to its baseline: the em box sits in the middle of the row. */
export function baselineIn(rowHeight: number, size: number): number {
  const em = (size * 25.4) / 72;
  return (rowHeight - em) / 2 + 0.78 * em;
}

export const NOTHING: LaidBlock = {
  rows: [],
  together: true,
  keepWithNext: false,
  after: 0,
  draw: () => undefined,
  secret: undefined,
};

/** A line that goes on ends with a space, which is not seen but keeps the words apart when the text is read aloud. */
export function spaced(line: string, index: number, lines: readonly string[]): string {
  return index < lines.length - 1 && !line.endsWith('-') ? `${line} ` : line;
}
