// The declarations as an administrator keeps them ('Textbausteine'): versions are added, never changed (N-02).
import { z } from 'zod';
import { administratorCall, id } from '../calls.ts';
import { LONGEST_TEXT } from './rules.ts';

export const textBlockVersionRecord = z.object({
  id,
  number: z.number(),
  body: z.string(),
  /** Epoch milliseconds. */
  validFrom: z.number(),
  /** When it was saved, and by whom; null = shipped with the program, a template that nobody has adapted yet. */
  savedAt: z.number(),
  by: z.string().nullable(),
});
export type TextBlockVersionRecord = z.infer<typeof textBlockVersionRecord>;

export const textBlockRecord = z.object({
  id,
  /** Which declaration it is: a key of consent/text-block.ts. */
  purpose: z.string(),
  title: z.string(),
  /** Newest first; never empty. */
  versions: z.array(textBlockVersionRecord),
});
export type TextBlockRecord = z.infer<typeof textBlockRecord>;

export const textBlocksContract = {
  all: administratorCall.output(z.array(textBlockRecord)),
  /** Makes a new version; from its day on it is the one in force, whatever was planned before. */
  save: administratorCall
    .input(
      z.object({
        textBlockId: id,
        /** Number of the newest version that the editor has seen. */
        after: z.number(),
        body: z.string().max(LONGEST_TEXT * 2),
        /** YYYY-MM-DD; today = at once. */
        validFrom: z.string().max(20),
      }),
    )
    .output(z.object({ number: z.number() }))
    .errors({
      GONE: {},
      /** Somebody else saved a version meanwhile. */
      CHANGED_SINCE: {},
      INVALID: {
        data: z.object({
          problems: z.array(
            z.discriminatedUnion('problem', [
              z.object({ problem: z.literal('unknownPlaceholder'), name: z.string(), line: z.number() }),
              z.object({ problem: z.literal('brokenPlaceholder'), line: z.number() }),
              z.object({ problem: z.enum(['empty', 'tooLong', 'unchanged', 'notADay', 'past']) }),
            ]),
          ),
        }),
      },
    }),
};
