// What a reader takes from the printed sheets: the password from the letter, the address behind the QR code from a picture
// of the form, or of the screen that shows it. It refuses to judge either.
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { flatTextOf, type Raster, rasterOf } from '../print/read-back.ts';

/** @throws when there is none, or more than one */
export async function passwordOn(pdf: Uint8Array): Promise<string> {
  // A long one is set on two lines, broken behind a hyphen.
  const text = (await flatTextOf(pdf)).replace(/- /g, '-');
  const found = [...new Set(text.match(/\p{Ll}+(?:-\p{Ll}+){3}-\d{2}(?!\p{L}|\d)/gu))];
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} passwords on the letter`);
  return found[0];
}

/** From a picture of 150 dpi, as a phone sees it. @throws when no phone could read it */
export async function codeOn(pdf: Uint8Array, dpi = 150): Promise<string> {
  const raster = await rasterOf(pdf, dpi);
  const read = jsQR(inColour(raster), raster.width, raster.height);
  if (!read) throw new Error('no QR code can be read on the form');
  return read.data;
}

/** From a picture of the screen. null = no phone could read one there */
export function codeOnScreen(picture: Buffer): string | null {
  const { data, width, height } = PNG.sync.read(picture);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
}

function inColour({ grey, width, height }: Raster): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) colours.fill(grey[at] ?? 255, at * 4, at * 4 + 3);
  return colours;
}
