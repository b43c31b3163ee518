// The own branch as an administrator keeps it: sender of every letter, colour of the screen, holder of the app licence.
import { z } from 'zod';
import { administratorCall, id } from '../calls.ts';
import { lastChange } from '../change-log/contract.ts';
import { BRANCH_PROBLEMS } from './rules.ts';

const line = (max: number) => z.string().max(max).nullable();

export const branchForm = z.object({
  name: z.string().max(120),
  street: line(120),
  houseNumber: line(20),
  postcode: line(12),
  town: line(80),
  phone: line(40),
  email: line(254),
  website: line(200),
  /** Several lines, as they are to be read. */
  openingHours: line(1000),
  /** Legal lines at the foot of every letter. */
  letterFooter: line(500),
  /** '#rrggbb'. */
  accent: line(7),
  /** Last day of the app licence; kept as YYYY-MM-DD. */
  licenceUntil: line(20),
});
export type BranchForm = z.infer<typeof branchForm>;

const field = z.enum(Object.keys(branchForm.shape) as [keyof BranchForm, ...(keyof BranchForm)[]]);

export const branchesContract = {
  own: administratorCall.output(
    z.object({
      id,
      form: branchForm,
      logo: z.object({ name: z.string(), mediaType: z.string(), base64: z.string() }).nullable(),
      /** Fields changed since the branch was set up, and the logo. */
      changed: z.partialRecord(z.enum([...field.options, 'logoDocumentId']), lastChange),
    }),
  ),
  save: administratorCall
    .input(
      z.object({
        form: branchForm,
        /** The new logo's file; 'keep' leaves it as it is. */
        logo: z.union([
          z.literal('keep'),
          z.literal('remove'),
          z.object({ name: z.string().max(200), base64: z.string().max(3_000_000) }),
        ]),
      }),
    )
    .output(z.object({ /** null = nothing differed. */ changeSetId: z.string().nullable() }))
    .errors({
      INVALID: { data: z.object({ problems: z.array(z.object({ field, problem: z.enum(BRANCH_PROBLEMS) })) }) },
      /** By its content: too large, neither PNG, JPEG nor SVG, broken, or a drawing that letters cannot show exactly. */
      BAD_LOGO: { data: z.object({ reason: z.enum(['tooLarge', 'notAPicture', 'damaged', 'svgTooComplex']) }) },
    }),
};
