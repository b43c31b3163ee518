// The faces of the sheet as the PDF engine likes them: the WOFF wrapping taken off (W3C WOFF File Format 1.0, sections 3 to 5),
// read once. The engine reads WOFF too, but inflates tables again and again, and a server has others to answer.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { resourcesFolder } from '../resources-folder.ts';

export type RecordFace = 'IBMPlexSans-Regular' | 'IBMPlexSans-SemiBold';

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const faces = new Map<RecordFace, Buffer>();

/** A TrueType file. @throws when it is not there */
export function recordFace(name: RecordFace): Buffer {
  const known = faces.get(name) ?? trueType(readFileSync(join(resourcesFolder('fonts'), `${name}.woff`)));
  faces.set(name, known);
  return known;
}

// --- details

function trueType(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const power = Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  for (const [at, value] of [count, 16 << power, power, 16 * count - (16 << power)].entries())
    head.writeUInt16BE(value, 4 + 2 * at);
  const parts: Buffer[] = [head];
  let end = head.length;
  for (let at = 0; at < count; at += 1) {
    const entry = WOFF_HEADER + WOFF_ENTRY * at;
    const [from, packedLength, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field));
    const packed = woff.subarray(from, (from ?? 0) + (packedLength ?? 0));
    const table = packedLength === length ? packed : inflateSync(packed);
    const record = 12 + 16 * at;
    woff.copy(head, record, entry, entry + 4);
    woff.copy(head, record + 4, entry + 16, entry + 20);
    head.writeUInt32BE(end, record + 8);
    head.writeUInt32BE(table.length, record + 12);
    const padding = Buffer.alloc((4 - (table.length % 4)) % 4);
    parts.push(table, padding);
    end += table.length + padding.length;
  }
  return Buffer.concat(parts);
}
