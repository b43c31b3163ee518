// Decides what a letterhead can show as a logo: PNG and JPEG pictures, and SVG drawings of plain shapes. The kind is
// told by the content, never by a file name. It refuses to guess: a drawing that uses anything it cannot draw exactly
// is left out as a whole, with the reason.
import type { PDFDocument, PDFImage } from 'pdf-lib';
import type { LogoProblem } from '../../../src-shared/printing/jobs.ts';
import { parseSvg, type SvgDrawing } from './svg-drawing.ts';

export type Logo =
  | { readonly kind: 'picture'; readonly image: PDFImage; readonly width: number; readonly height: number }
  | { readonly kind: 'drawing'; readonly drawing: SvgDrawing; readonly width: number; readonly height: number };

/** Width and height are in the picture's own units; only their ratio matters. */
export async function readLogo(document: PDFDocument, bytes: Uint8Array): Promise<Logo | { problem: LogoProblem }> {
  const kind = kindOf(bytes);
  if (kind === undefined) return { problem: 'notAPicture' };
  if (kind === 'svg') {
    const drawing = parseSvg(new TextDecoder().decode(bytes));
    return 'problem' in drawing
      ? drawing
      : { kind: 'drawing', drawing, width: drawing.viewBox.width, height: drawing.viewBox.height };
  }
  try {
    const image = kind === 'png' ? await document.embedPng(bytes) : await document.embedJpg(bytes);
    if (image.width < 1 || image.height < 1) return { problem: 'damaged' };
    return { kind: 'picture', image, width: image.width, height: image.height };
  } catch {
    return { problem: 'damaged' };
  }
}

function kindOf(bytes: Uint8Array): 'png' | 'jpeg' | 'svg' | undefined {
  const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg';
  const head = new TextDecoder().decode(bytes.subarray(0, 1024));
  return /<svg[\s>]/.test(head) ? 'svg' : undefined;
}
