// The declarations as an administrator keeps them ('Textbausteine'): versions are added, never changed (N-02).
import { z } from 'zod';
import { administratorCall, id } from '../calls.ts';
import { CHOSEN_TEMPLATES } from './archive.ts';
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

/** What becomes of the prints of a template that an administrator decides about (E-78). */
export const templateFiling = z.object({
  template: z.enum(CHOSEN_TEMPLATES),
  /** The printed sheet is filed with the customer. */
  archive: z.boolean(),
  /** Everybody may take it away there; else an administrator only. Holds for what is filed from now on. */
  changeable: z.boolean(),
});
export type TemplateFiling = z.infer<typeof templateFiling>;

export const textBlocksContract = {
  /** `id` is null until somebody decided. */
  filings: administratorCall.output(z.array(templateFiling.extend({ id: id.nullable() }))),
  setFiling: administratorCall.input(templateFiling).output(z.void()),
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
