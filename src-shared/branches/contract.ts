// The own branch as an administrator keeps it: sender of every letter, colour of the screen, holder of the app licence.
import { z } from 'zod';
import { administratorCall, id } from '../calls.ts';
import { lastChange } from '../change-log/contract.ts';
import { serverFailures } from '../workstations/contract.ts';
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

const branchRecord = z.object({
  id,
  form: branchForm,
  /** The chain's 'Zentrale'; exactly one branch is. */
  headquarters: z.boolean(),
  logo: z.object({ name: z.string(), mediaType: z.string(), base64: z.string() }).nullable(),
  /** Fields changed since the branch was set up, and the logo. */
  changed: z.partialRecord(z.enum([...field.options, 'logoDocumentId', 'headquarters']), lastChange),
});

const branchLine = z.object({
  id,
  name: z.string(),
  town: z.string().nullable(),
  headquarters: z.boolean(),
  own: z.boolean(),
  /** That have not been ended. */
  workstations: z.number().int(),
  /** With a role there, the blocked ones left out. */
  employees: z.number().int(),
  changed: lastChange.nullable(),
});
export type BranchLine = z.infer<typeof branchLine>;

export const branchesContract = {
  own: administratorCall.output(branchRecord),
  byId: administratorCall.input(z.object({ id })).output(branchRecord).errors({ GONE: {} }),
  /** By name. */
  all: administratorCall.output(z.array(branchLine)),
  /**
   * Only a branch without customers and workstations. Where there is a branch server, it alone knows, and asks for the PIN.
   */
  remove: administratorCall
    .input(z.object({ id, pin: z.string().max(20).nullable() }))
    .output(z.void())
    .errors({
      ...serverFailures,
      OWN: {},
      /** Another one becomes the 'Zentrale' first. */
      HEADQUARTERS: {},
      IN_USE: { data: z.object({ customers: z.number().int(), workstations: z.number().int() }) },
    }),
  save: administratorCall
    .input(
      z.object({
        /** Left out = the own branch; null = a new one, in which whoever makes it is administrator. */
        id: id.nullable().optional(),
        /** true = becomes the 'Zentrale', and the one before no longer is; left out = stays as it is. */
        headquarters: z.literal(true).optional(),
        form: branchForm,
        /** The new logo's file; 'keep' leaves it as it is. */
        logo: z.union([
          z.literal('keep'),
          z.literal('remove'),
          z.object({ name: z.string().max(200), base64: z.string().max(3_000_000) }),
        ]),
      }),
    )
    .output(z.object({ id, /** null = nothing differed. */ changeSetId: z.string().nullable() }))
    .errors({
      GONE: {},
      INVALID: { data: z.object({ problems: z.array(z.object({ field, problem: z.enum(BRANCH_PROBLEMS) })) }) },
      /** By its content: too large, neither PNG, JPEG nor SVG, broken, or a drawing that letters cannot show exactly. */
      BAD_LOGO: { data: z.object({ reason: z.enum(['tooLarge', 'notAPicture', 'damaged', 'svgTooComplex']) }) },
    }),
};
