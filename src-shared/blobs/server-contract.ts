// Contents of documents between counter and server: by checksum, in parts, so that a cut line goes on where it stopped. Only
// what a document within the workstation's reach names is taken or given.
import { z } from 'zod';
import { serverCall } from '../server-calls.ts';

/** Every part but the last has exactly so many bytes. */
export const PART_BYTES = 262_144;
/** A part as base64. */
const LONGEST_PART = Math.ceil(PART_BYTES / 3) * 4;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const from = z.number().int().min(0);
const have = z.number().int();

export const blobsServerContract = {
  /** `have`: so many bytes from the beginning lie on the server. */
  state: serverCall
    .input(z.object({ sha256 }))
    .output(z.object({ size: z.number().int(), have, complete: z.boolean() }))
    .errors({ GONE: {} }),
  put: serverCall
    .input(z.object({ sha256, from, base64: z.string().max(LONGEST_PART) }))
    .output(z.object({ have, complete: z.boolean() }))
    .errors({
      GONE: {},
      /** Another part is expected: the one that begins at `have`. */
      NOT_THIS: { data: z.object({ have }) },
      /** All parts are there and they are not what the document says: nothing was kept. */
      CONTENT: {},
    }),
  get: serverCall
    .input(z.object({ sha256, from }))
    .output(z.object({ size: z.number().int(), base64: z.string() }))
    .errors({ GONE: {}, /** The workstation that has it has not sent it yet. */ NOT_YET: {} }),
};
