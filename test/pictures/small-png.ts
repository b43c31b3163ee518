// A screenshot as a PNG with a palette of at most 256 colours: a third of the size, and no difference that an eye finds on
// pages of flat colours. It refuses to know what is on it.
import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

/** @param png of true colours, without transparency */
export function smallPng(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png);
  for (let dropped = 0; ; dropped++) {
    const indexed = withPalette(data, width, height, dropped);
    if (indexed) return file(width, height, indexed.palette, indexed.lines);
  }
}

type Indexed = { palette: Buffer; lines: Buffer };

/** @param dropped so many low bits of each colour count for nothing. @returns null where even so there are too many */
function withPalette(data: Buffer, width: number, height: number, dropped: number): Indexed | null {
  const numbers = new Map<number, number>();
  const colours: number[] = [];
  const lines = Buffer.alloc((width + 1) * height); // each line begins with its filter, 0 = none
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      const key = ((red >> dropped) << 16) | ((green >> dropped) << 8) | (blue >> dropped);
      let number = numbers.get(key);
      if (number === undefined) {
        if (numbers.size === 256) return null;
        number = numbers.size;
        numbers.set(key, number);
        colours.push(red, green, blue); // the first of its kind stands for all
      }
      lines[y * (width + 1) + 1 + x] = number;
    }
  return { palette: Buffer.from(colours), lines };
}

function file(width: number, height: number, palette: Buffer, lines: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8); // 8 bits a pixel, with a palette
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const packed = deflateSync(lines, { level: 9 });
  return Buffer.concat([
    signature,
    ...[part('IHDR', head), part('PLTE', palette), part('IDAT', packed), part('IEND', Buffer.alloc(0))],
  ]);
}

function part(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
