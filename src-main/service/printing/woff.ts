// Takes the WOFF 1.0 wrapping off a font: the tables inside are the published TrueType tables, each deflated on its own.
// It refuses to know what a font is for. (The PDF font engine reads WOFF too, but inflates tables again and again in
// JavaScript: twenty times slower per letter.)
import { inflateSync } from 'node:zlib';

const WOFF_SIGNATURE = 0x774f4646;
const HEADER_SIZE = 44;
const ENTRY_SIZE = 20;

/**
 * The TrueType file inside a WOFF file (W3C WOFF File Format 1.0, sections 3 to 5).
 * @throws Error when the bytes are no WOFF 1.0 file or are cut short
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.length < HEADER_SIZE || woff.readUInt32BE(0) !== WOFF_SIGNATURE) throw new Error('not a WOFF 1.0 font');
  if (woff.readUInt32BE(8) !== woff.length) throw new Error('WOFF font is cut short');
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + 16 * count);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt32BE(woff.readUInt32BE(4), 0);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(16 << power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * count - (16 << power), 10);

  const parts: Buffer[] = [directory];
  let offset = directory.length;
  for (let index = 0; index < count; index++) {
    const entry = HEADER_SIZE + ENTRY_SIZE * index;
    const start = woff.readUInt32BE(entry + 4);
    const packedLength = woff.readUInt32BE(entry + 8);
    const length = woff.readUInt32BE(entry + 12);
    const packed = woff.subarray(start, start + packedLength);
    const table = packedLength < length ? inflateSync(packed) : packed;
    if (table.length !== length) throw new Error('WOFF font has a damaged table');
    const record = 12 + 16 * index;
    woff.copy(directory, record, entry, entry + 4); // tag
    directory.writeUInt32BE(woff.readUInt32BE(entry + 16), record + 4); // checksum
    directory.writeUInt32BE(offset, record + 8);
    directory.writeUInt32BE(length, record + 12);
    const padding = (4 - (length % 4)) % 4;
    parts.push(table, Buffer.alloc(padding));
    offset += length + padding;
  }
  return Buffer.concat(parts);
}
