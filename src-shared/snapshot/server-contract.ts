// The first fill as a file: a branch's rows in the counter's own database, made by the server beforehand. The file itself is
// fetched in ranges beside the calls (/counter/snapshots/ID); here stands which one, and the key it is encrypted with.
import { z } from 'zod';
import { hello, serverCall } from '../server-calls.ts';
import { id } from '../sync/protocol.ts';

/** Fewer customers than this come down as rows in no time: no file is made for them. */
export const WORTH_A_SNAPSHOT = 5000;

/** So much of the file is asked for at once: a cut line costs no more than that. */
export const RANGE_BYTES = 8 * 1024 * 1024;

export const snapshotState = z.discriminatedUnion('kind', [
  /** Rows it is: there are few, or the server's tables are not this program's. */
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('making'), /** Customers so far, and in all. */ done: z.number(), total: z.number() }),
  z.object({
    kind: z.literal('ready'),
    id,
    size: z.number().int(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** 32 bytes, hex: good for this one file, which the counter encrypts anew with its own. */
    key: z.string().regex(/^[0-9a-f]{64}$/),
    /** The rows up to here are in it. */
    cursor: z.number().int(),
    epoch: id,
    customers: z.number().int(),
  }),
]);
export type SnapshotState = z.infer<typeof snapshotState>;

export const snapshotServerContract = {
  /** Begins to make one where it is worth it. `shape` names the tables that the asking program knows. */
  state: serverCall.input(hello.extend({ shape: z.string().max(40) })).output(snapshotState),
};
