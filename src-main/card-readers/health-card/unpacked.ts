// From the packed bytes of a container to its text, never more of it than a card can mean.
import { gunzipSync } from 'node:zlib';
import { CardRefused } from './refused.ts';

/** Of a few hundred packed bytes; anything longer was made to fill a memory. */
const LONGEST_TEXT = 64 * 1024;

/** Mostly there is less: taken at once, and no more memory for it. */
const USUAL_TEXT = 4 * 1024;
const LETTERS = new TextDecoder('iso-8859-15', { fatal: true });

/** @param packed exactly the gzip data: Node reads on after its end. @throws CardRefused */
export function unpacked(packed: Uint8Array): string {
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) throw new CardRefused('EGK_NOT_GZIP');
  let bytes: Uint8Array;
  try {
    bytes = gunzipSync(packed, { maxOutputLength: LONGEST_TEXT, chunkSize: USUAL_TEXT });
  } catch {
    throw new CardRefused('EGK_DAMAGED');
  }
  return LETTERS.decode(bytes);
}
