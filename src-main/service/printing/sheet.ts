// Puts marks on A4 sheets: text, lines, boxes and pictures, in millimetres from the top left, each either content with a
// role or an artifact (fold marks, rules). It refuses to know what a letter is.
import {
  PDFOperatorNames as Op,
  PDFArray,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFOperator,
  type PDFPage,
  type PDFRef,
  rgb,
} from 'pdf-lib';
import { PAGE, type Rect } from '../../../src-shared/printing/rules.ts';
import type { Face, FaceName } from './fonts.ts';
import { createStructure, type Element, type Role } from './structure.ts';
import type { SvgDrawing } from './svg-drawing.ts';

export type Colour = readonly [red: number, green: number, blue: number];
export const BLACK: Colour = [0, 0, 0];
/** Dark enough to be read from a fax or a worn drum: contrast 7.5 : 1 on white. */
export const GREY: Colour = [0.32, 0.32, 0.32];
export const LIGHT: Colour = [0.72, 0.72, 0.72];

export type TextStyle = { readonly face: FaceName; readonly size: number; readonly colour?: Colour };

const POINT = 72 / 25.4;

export type Sheets = {
  newPage(): void;
  readonly pageCount: number;
  /** Draws on an earlier page again (page numbers); 1 is the first. */
  turnTo(page: number): void;
  widthOf(text: string, style: TextStyle): number;
  /** One line on its baseline. A tab or line break is the caller's business. */
  text(text: string, x: number, baseline: number, style: TextStyle): void;
  line(from: { x: number; y: number }, to: { x: number; y: number }, points: number, colour?: Colour): void;
  frame(rect: Rect, points: number, colour?: Colour): void;
  fill(rects: readonly Rect[], colour?: Colour): void;
  image(image: PDFRef, rect: Rect): void;
  /** Fills the rectangle with the drawing's view box; the caller keeps the ratio. */
  drawing(drawing: SvgDrawing, rect: Rect): void;
  /** Content drawn by `draw` is one element of this role; roles nest. */
  as(role: Role, draw: () => void, alternative?: string): void;
  /** What `draw` draws is decoration and is not read aloud. */
  artifact(draw: () => void): void;
  /** Characters that could not be shown as written, in order of appearance, each once. */
  readonly missing: ReadonlySet<string>;
  finish(): void;
};

export function createSheets(document: PDFDocument, faces: Readonly<Record<FaceName, Face>>): Sheets {
  const structure = createStructure(document);
  const missing = new Set<string>();
  const pages: PDFPage[] = [];
  const fontKeys = new Map<PDFPage, Map<FaceName, PDFName>>();
  let page: PDFPage | undefined;
  let artifacts = 0;
  let marked: Element | 'artifact' | undefined;

  const shownBy = (face: Face, text: string): string => {
    const shown = face.presentable(text);
    for (const character of shown.missing) missing.add(character);
    return shown.text;
  };
  const endMark = () => {
    if (marked !== undefined) page?.pushOperators(PDFOperator.of(Op.EndMarkedContent));
    marked = undefined;
  };
  /** Opens the marked content that the next drawing belongs to, unless it is open already. */
  const draw = (): PDFPage => {
    if (!page) throw new Error('no page yet');
    const wanted = artifacts > 0 ? 'artifact' : structure.current;
    if (marked === wanted) return page;
    endMark();
    marked = wanted;
    page.pushOperators(
      wanted === 'artifact'
        ? PDFOperator.of(Op.BeginMarkedContent, [PDFName.of('Artifact')])
        : PDFOperator.of(Op.BeginMarkedContentSequence, [PDFName.of(wanted.role), `<</MCID ${structure.mark(page)}>>`]),
    );
    return page;
  };
  const fontKey = (on: PDFPage, face: Face): PDFName => {
    const keys = fontKeys.get(on) ?? new Map<FaceName, PDFName>();
    fontKeys.set(on, keys);
    const key = keys.get(face.name) ?? on.node.newFontDictionary(face.name, face.font.ref);
    keys.set(face.name, key);
    return key;
  };

  return {
    newPage() {
      endMark();
      page = document.addPage([PAGE.width * POINT, PAGE.height * POINT]);
      pages.push(page);
    },
    get pageCount() {
      return pages.length;
    },
    turnTo(number) {
      endMark();
      page = pages[number - 1];
    },
    widthOf: (text, style) => faces[style.face].widthOf(faces[style.face].presentable(text).text, style.size),
    text(text, x, baseline, style) {
      const face = faces[style.face];
      const shown = shownBy(face, text);
      const glyphs = face.shape(shown);
      if (glyphs.length === 0) return;
      const on = draw();
      // readers take an accent that was set by itself for a word of its own
      const apart = /\p{M}/u.test(shown);
      if (apart) on.pushOperators(beginSpan(shown.normalize('NFC')));
      on.pushOperators(
        colourOperator(Op.NonStrokingColorRgb, style.colour),
        PDFOperator.of(Op.BeginText),
        PDFOperator.of(Op.SetFontAndSize, [fontKey(on, face), PDFNumber.of(style.size)]),
        PDFOperator.of(Op.SetTextMatrix, numbers(1, 0, 0, 1, x * POINT, (PAGE.height - baseline) * POINT)),
        ...showOperators(document, glyphs, style.size),
        PDFOperator.of(Op.EndText),
        ...(apart ? [PDFOperator.of(Op.EndMarkedContent)] : []),
      );
    },
    line(from, to, points, colour) {
      draw().pushOperators(
        colourOperator(Op.StrokingColorRgb, colour),
        PDFOperator.of(Op.SetLineWidth, numbers(points)),
        PDFOperator.of(Op.MoveTo, numbers(from.x * POINT, (PAGE.height - from.y) * POINT)),
        PDFOperator.of(Op.LineTo, numbers(to.x * POINT, (PAGE.height - to.y) * POINT)),
        PDFOperator.of(Op.StrokePath),
      );
    },
    frame(rect, points, colour) {
      draw().pushOperators(
        colourOperator(Op.StrokingColorRgb, colour),
        PDFOperator.of(Op.SetLineWidth, numbers(points)),
        PDFOperator.of(Op.AppendRectangle, box(rect)),
        PDFOperator.of(Op.StrokePath),
      );
    },
    fill(rects, colour) {
      draw().pushOperators(
        colourOperator(Op.NonStrokingColorRgb, colour),
        ...rects.map((rect) => PDFOperator.of(Op.AppendRectangle, box(rect))),
        PDFOperator.of(Op.FillNonZero),
      );
    },
    image(image, rect) {
      const on = draw();
      const key = on.node.newXObject('Image', image);
      const [x, y, width, height] = box(rect).map((number) => number.asNumber());
      on.pushOperators(
        PDFOperator.of(Op.PushGraphicsState),
        PDFOperator.of(Op.ConcatTransformationMatrix, numbers(width ?? 0, 0, 0, height ?? 0, x ?? 0, y ?? 0)),
        PDFOperator.of(Op.DrawObject, [key]),
        PDFOperator.of(Op.PopGraphicsState),
      );
    },
    drawing({ viewBox, shapes }, rect) {
      const on = draw();
      const across = (rect.width / viewBox.width) * POINT;
      const down = (rect.height / viewBox.height) * POINT;
      const left = rect.x * POINT - viewBox.x * across;
      const top = (PAGE.height - rect.y) * POINT + viewBox.y * down;
      // nothing outside the view box shows, as in SVG; a stray shape must not reach the envelope's window
      on.pushOperators(
        PDFOperator.of(Op.PushGraphicsState),
        PDFOperator.of(Op.AppendRectangle, box(rect)),
        PDFOperator.of(Op.ClipNonZero),
        PDFOperator.of(Op.EndPath),
      );
      for (const { path, matrix: m, fill } of shapes) {
        // drawSvgPath turns the y axis over; the second column undoes that, so the shape's own matrix counts as written
        const matrix = [
          across * m[0],
          -down * m[1],
          -across * m[2],
          down * m[3],
          across * m[4] + left,
          top - down * m[5],
        ];
        on.pushOperators(
          PDFOperator.of(Op.PushGraphicsState),
          PDFOperator.of(Op.ConcatTransformationMatrix, exactNumbers(matrix)),
        );
        on.drawSvgPath(path, { x: 0, y: 0, color: rgb(...fill) });
        on.pushOperators(PDFOperator.of(Op.PopGraphicsState));
      }
      on.pushOperators(PDFOperator.of(Op.PopGraphicsState));
    },
    as(role, drawContent, alternative) {
      structure.open(role, alternative);
      drawContent();
      structure.close();
    },
    artifact(drawContent) {
      artifacts += 1;
      drawContent();
      artifacts -= 1;
    },
    missing,
    finish() {
      endMark();
      structure.write();
    },
  };
}

/** Glyphs on one baseline become one TJ; a lifted mark is set with a text rise of its own. */
function showOperators(document: PDFDocument, glyphs: ReturnType<Face['shape']>, size: number): PDFOperator[] {
  const operators: PDFOperator[] = [];
  let run = PDFArray.withContext(document.context);
  let codes = '';
  let rise = 0;
  const endCodes = () => {
    if (codes !== '') run.push(PDFHexString.of(codes));
    codes = '';
  };
  const endRun = () => {
    endCodes();
    if (run.size() > 0) operators.push(PDFOperator.of(Op.ShowTextAdjusted, [run]));
    run = PDFArray.withContext(document.context);
  };
  const shift = (thousandths: number) => {
    if (Math.abs(thousandths) < 0.5) return;
    endCodes();
    run.push(PDFNumber.of(-Math.round(thousandths)));
  };
  for (const glyph of glyphs) {
    if (glyph.yOffset !== rise) {
      endRun();
      rise = glyph.yOffset;
      operators.push(PDFOperator.of(Op.SetTextRise, numbers((rise * size) / 1000)));
    }
    shift(glyph.xOffset);
    codes += glyph.code;
    shift(glyph.advance - glyph.width - glyph.xOffset);
  }
  endRun();
  if (rise !== 0) operators.push(PDFOperator.of(Op.SetTextRise, numbers(0)));
  return operators;
}

/** What follows reads as `text`, however its glyphs are placed (PDF 32000-1, 14.9.4). */
function beginSpan(text: string): PDFOperator {
  const properties = `<</ActualText ${PDFHexString.fromText(text)}>>`;
  return PDFOperator.of(Op.BeginMarkedContentSequence, [PDFName.of('Span'), properties]);
}

function colourOperator(name: Op.NonStrokingColorRgb | Op.StrokingColorRgb, colour: Colour = BLACK): PDFOperator {
  return PDFOperator.of(name, numbers(...colour));
}

function box(rect: Rect): PDFNumber[] {
  return numbers(rect.x * POINT, (PAGE.height - rect.y - rect.height) * POINT, rect.width * POINT, rect.height * POINT);
}

/** Unrounded: a matrix that maps a view box of thousands of units to a few millimetres has small numbers. */
function exactNumbers(values: readonly number[]): PDFNumber[] {
  return values.map((value) => PDFNumber.of(value));
}

function numbers(...values: number[]): PDFNumber[] {
  return values.map((value) => PDFNumber.of(Math.round(value * 1000) / 1000));
}
