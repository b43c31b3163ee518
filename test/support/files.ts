// Files as people hand them in: real ones of each kind, and ones that are not what they say. Made here, so that every test
// knows what is in them.
import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { PNG } from 'pngjs';

/** A PDF with `pages` pages that say `text`; grows to at least `bytes` by a stream that no reader shows. */
export async function samplePdf(options: { text?: string; pages?: number; bytes?: number } = {}): Promise<Buffer> {
  const { text = 'Unterschrieben', pages = 1, bytes = 0 } = options;
  const document = await PDFDocument.create();
  for (let page = 1; page <= pages; page++) document.addPage([595, 842]).drawText(`${text} ${page}`, { x: 60, y: 760 });
  if (bytes > 0) document.context.register(document.context.stream(new Uint8Array(bytes).fill(0x20)));
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

/** 24 × 16, baseline. */
export const sampleJpeg = (): Buffer =>
  Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//' +
      'wAALCAAQABgBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAAYH/8QAFxAAAwEAAAAAAAAAAAAAAAAAABViof/aAAgBAQAAPwCqf3of3of3plb+9D+9D+9P/9k=',
    'base64',
  );

export function samplePng(width = 24, height = 16): Buffer {
  const picture = new PNG({ width, height });
  picture.data.fill(0xc0);
  return PNG.sync.write(picture);
}

/** A PNG that claims a size without having the pixels. */
export function pngThatClaims(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const chunk = (kind: string, data: Buffer) => {
    const framed = Buffer.alloc(12 + data.length);
    framed.writeUInt32BE(data.length, 0);
    framed.write(kind, 4, 'latin1');
    data.copy(framed, 8);
    return framed;
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function upload(name: string, bytes: Uint8Array): { name: string; base64: string } {
  return { name, base64: Buffer.from(bytes).toString('base64') };
}
