// What Chromium takes for a camera: a moving picture in a file, made from a printed page as a phone sees it held before it.
import { writeFileSync } from 'node:fs';
import jsQR from 'jsqr';
import { rasterOf } from '../print/read-back.ts';

const WIDTH = 1280;
const HEIGHT = 720;
const DPI = 150;

export function cameraFlags(file: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

/** Writes a YUV4MPEG2 file that shows the part of the page around its QR code. @throws when the page has none */
export async function filmOfCode(pdf: Uint8Array, file: string): Promise<void> {
  const { grey, width, height } = await rasterOf(pdf, DPI);
  const colours = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) colours.fill(grey[at] ?? 255, at * 4, at * 4 + 4);
  const code = jsQR(colours, width, height);
  if (!code) throw new Error('no QR code on the page');
  const { topLeftCorner, bottomRightCorner } = code.location;
  const left = Math.round((topLeftCorner.x + bottomRightCorner.x - WIDTH) / 2);
  const top = Math.round((topLeftCorner.y + bottomRightCorner.y - HEIGHT) / 2);
  const luma = Buffer.alloc(WIDTH * HEIGHT, 90);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [fromX, fromY] = [x + left, y + top];
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
      // Paper under a lamp is not white, ink is not black.
      luma[y * WIDTH + x] = 40 + Math.round(((grey[fromY * width + fromX] ?? 255) * 180) / 255);
    }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]));
}
