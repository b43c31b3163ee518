// What can be wrong with the data folder at start, as the screen must tell it, what can be done there, and how the check of
// the whole file in the background went.
import { z } from 'zod';
import { call, openCall } from '../calls.ts';

export const openTrouble = z.object({
  kind: z.enum([
    'damaged',
    'foreign',
    'wrongKey',
    'keyMissing',
    'diskFull',
    'readOnly',
    'inUse',
    'newerSchema',
    'unreadable',
    /** A migration does not fit the data; nothing was changed. */
    'updateFailed',
  ]),
  file: z.string(),
});
export type OpenTrouble = z.infer<typeof openTrouble>;

export const databaseHealth = z.object({
  state: z.enum(['unknown', 'checking', 'good', 'damaged']),
  /** Epoch milliseconds of the last complete check. */
  checkedAt: z.number().nullable(),
});
export type DatabaseHealth = z.infer<typeof databaseHealth>;

export const databaseContract = {
  health: call.output(databaseHealth),
  /** Tries to open the data folder again after trouble; the start state tells how it went. */
  retry: openCall.output(z.void()),
  /** Gives a database whose key is wrong or missing its key back. */
  unlock: openCall
    .input(z.object({ recoveryKey: z.string().max(200) }))
    .output(z.void())
    .errors({
      /** The trouble is not one that a key mends. */
      NOT_LOCKED: {},
      /** Letters are missing or swapped. */
      BAD_RECOVERY_KEY: {},
      /** Without slips, but not of this database. */
      WRONG_RECOVERY_KEY: {},
      /** It is the right key: the file itself is broken. */
      DAMAGED: {},
    }),
};
