// Turns a payload into the rectangles of a QR code. It refuses to know what the payload means and where it is printed.
import QRCode from 'qrcode';
import type { Rect } from '../../../src-shared/printing/rules.ts';

/**
 * The dark modules of a QR code that fills the square, in the square's unit. Level M corrects 15 % of the code; the
 * encoder takes the smallest version that holds the payload. Modules side by side are one rectangle, so that no
 * hairline shows between them.
 */
export function qrRectangles(payload: string, square: { x: number; y: number; size: number }): Rect[] {
  const { modules } = QRCode.create(payload, { errorCorrectionLevel: 'M' });
  const unit = square.size / modules.size;
  const rects: Rect[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      const start = column;
      while (column < modules.size && modules.get(row, column)) column++;
      if (column === start) continue;
      rects.push({
        x: square.x + start * unit,
        y: square.y + row * unit,
        width: (column - start) * unit,
        height: unit,
      });
    }
  }
  return rects;
}
