// Decides what a letterhead can show as a logo: PNG and JPEG pictures, and SVG drawings of plain shapes. The kind is
// told by the content, never by a file name. It refuses to guess: what cannot be drawn exactly, and what is damaged, is
// left out as a whole, with the reason.
import { createHash } from 'node:crypto';
import type { PDFDocument, PDFRef } from 'pdf-lib';
import type { LogoProblem } from '../../../src-shared/printing/jobs.ts';
import { type PngPicture, readPng } from './png-picture.ts';
import { parseSvg, type SvgDrawing } from './svg-drawing.ts';

/** A logo that was read once and can go into any number of documents. */
export type ParsedLogo =
  | { readonly kind: 'png'; readonly picture: PngPicture }
  | { readonly kind: 'jpeg'; readonly bytes: Uint8Array }
  | { readonly kind: 'svg'; readonly drawing: SvgDrawing }
  | { readonly problem: LogoProblem };

/** A logo in one document. Width and height are in its own units; only their ratio matters. */
export type Logo = { readonly width: number; readonly height: number } & (
  | { readonly kind: 'picture'; readonly ref: PDFRef }
  | { readonly kind: 'drawing'; readonly drawing: SvgDrawing }
);

/** Keeps the last logos that were read: every letter of a branch has the same one, and reading a PNG takes long. */
export type LogoShelf = { read(bytes: Uint8Array): ParsedLogo };

export function createLogoShelf(): LogoShelf {
  const kept = new Map<string, ParsedLogo>();
  return {
    read(bytes) {
      const key = createHash('sha256').update(bytes).digest('base64');
      const known = kept.get(key);
      if (known) return known;
      const logo = parseLogo(bytes);
      const [oldest] = kept.keys();
      if (kept.size >= 4 && oldest !== undefined) kept.delete(oldest);
      kept.set(key, logo);
      return logo;
    },
  };
}

export async function embedLogo(document: PDFDocument, logo: ParsedLogo): Promise<Logo | { problem: LogoProblem }> {
  if ('problem' in logo) return logo;
  switch (logo.kind) {
    case 'svg':
      return {
        kind: 'drawing',
        drawing: logo.drawing,
        width: logo.drawing.viewBox.width,
        height: logo.drawing.viewBox.height,
      };
    case 'png':
      return {
        kind: 'picture',
        ref: embedPicture(document, logo.picture),
        width: logo.picture.width,
        height: logo.picture.height,
      };
    case 'jpeg':
      try {
        const image = await document.embedJpg(logo.bytes);
        return { kind: 'picture', ref: image.ref, width: image.width, height: image.height };
      } catch {
        return { problem: 'damaged' };
      }
  }
}

/** Reads a logo for one document, without a shelf: what a person chose is checked this way before it is kept. */
export function readLogo(document: PDFDocument, bytes: Uint8Array): Promise<Logo | { problem: LogoProblem }> {
  return embedLogo(document, parseLogo(bytes));
}

function parseLogo(bytes: Uint8Array): ParsedLogo {
  switch (kindOf(bytes)) {
    case 'png': {
      const picture = readPng(bytes);
      return picture ? { kind: 'png', picture } : { problem: 'damaged' };
    }
    case 'jpeg': {
      const ends = bytes[bytes.length - 2] === 0xff && bytes[bytes.length - 1] === 0xd9;
      return ends ? { kind: 'jpeg', bytes: Uint8Array.from(bytes) } : { problem: 'damaged' };
    }
    case 'svg': {
      const drawing = parseSvg(new TextDecoder().decode(bytes));
      return 'problem' in drawing ? drawing : { kind: 'svg', drawing };
    }
    case undefined:
      return { problem: 'notAPicture' };
  }
}

function kindOf(bytes: Uint8Array): 'png' | 'jpeg' | 'svg' | undefined {
  const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg';
  const head = new TextDecoder().decode(bytes.subarray(0, 1024));
  return /<svg[\s>]/.test(head) ? 'svg' : undefined;
}

function embedPicture({ context }: PDFDocument, picture: PngPicture): PDFRef {
  const layer = (contents: Uint8Array, space: 'DeviceRGB' | 'DeviceGray', mask?: PDFRef) => {
    const entries = {
      Type: 'XObject',
      Subtype: 'Image',
      Width: picture.width,
      Height: picture.height,
      ColorSpace: space,
      BitsPerComponent: 8,
      Filter: 'FlateDecode',
      ...(mask ? { SMask: mask } : {}),
    };
    return context.register(context.stream(contents, entries));
  };
  return layer(picture.colours, 'DeviceRGB', picture.opacity && layer(picture.opacity, 'DeviceGray'));
}
