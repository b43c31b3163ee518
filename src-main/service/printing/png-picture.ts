// Reads a PNG into what a PDF wants: deflated RGB and, where it has any, deflated opacity. Larger pictures than a
// letterhead can print are made smaller. (pdf-lib's own reader took forty seconds over half a file and decodes the
// picture anew for every letter.)
import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

export type PngPicture = {
  readonly width: number;
  readonly height: number;
  /** 8-bit RGB rows, deflated. */
  readonly colours: Uint8Array;
  /** 8-bit rows, deflated; absent when the picture is opaque. */
  readonly opacity: Uint8Array | undefined;
};

/** A bomb of a few kilobytes can claim gigabytes; 24 megapixels are a large camera picture. */
const MOST_PIXELS = 24_000_000;
/** 80 mm at 300 dpi, the most that the letterhead's room needs. */
const WIDEST = 960;

/** Undefined when the file is damaged or claims to be huge. */
export function readPng(bytes: Uint8Array): PngPicture | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.length < 33 || file.readUInt32BE(16) * file.readUInt32BE(20) > MOST_PIXELS) return undefined;
  let picture: { width: number; height: number; data: Buffer };
  try {
    picture = PNG.sync.read(file);
  } catch {
    return undefined;
  }
  const step = Math.ceil(picture.width / WIDEST);
  const width = Math.max(1, Math.floor(picture.width / step));
  const height = Math.max(1, Math.floor(picture.height / step));
  const colours = Buffer.alloc(width * height * 3);
  const opacity = Buffer.alloc(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha] = averageOf(picture, x * step, y * step, step);
      const at = y * width + x;
      colours[at * 3] = red;
      colours[at * 3 + 1] = green;
      colours[at * 3 + 2] = blue;
      opacity[at] = alpha;
    }
  }
  const opaque = opacity.every((value) => value === 255);
  return { width, height, colours: deflateSync(colours), opacity: opaque ? undefined : deflateSync(opacity) };
}

/** Colours count by their opacity, so that what is transparent leaves no dark rim. */
function averageOf(
  picture: { width: number; height: number; data: Buffer },
  left: number,
  top: number,
  step: number,
): [number, number, number, number] {
  let [red, green, blue, alpha, pixels] = [0, 0, 0, 0, 0];
  for (let y = top; y < Math.min(top + step, picture.height); y++) {
    for (let x = left; x < Math.min(left + step, picture.width); x++) {
      const at = (y * picture.width + x) * 4;
      const weight = picture.data[at + 3] ?? 0;
      red += (picture.data[at] ?? 0) * weight;
      green += (picture.data[at + 1] ?? 0) * weight;
      blue += (picture.data[at + 2] ?? 0) * weight;
      alpha += weight;
      pixels += 1;
    }
  }
  if (alpha === 0) return [255, 255, 255, 0];
  return [red / alpha, green / alpha, blue / alpha, alpha / pixels].map(Math.round) as [number, number, number, number];
}
