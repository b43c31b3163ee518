// What can be wrong with the data folder at start, as the screen must tell it.
import { z } from 'zod';

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
