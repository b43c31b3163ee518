// The chain's lists ('Stammdaten'): whoever is signed in reads them, administrators keep them. Ended entries stay readable.
import { z } from 'zod';
import { administratorCall, call, id } from '../calls.ts';
import { lastChange } from '../change-log/contract.ts';
import { customerStatuses } from '../customers/rules.ts';
import { LIST_PROBLEMS, type ListForms, type ListName, PAYER_KINDS, PROGRAM_KINDS } from './rules.ts';

const text = (longest: number) => z.string().normalize('NFC').max(longest);

export const listForms = {
  customerStatus: z.object({ name: text(200), meaning: z.enum(customerStatuses) }),
  property: z.object({ name: text(200), abbreviation: text(20), colour: text(20) }),
  payer: z.object({ name: text(200), ik: text(40).nullable(), kind: z.enum(PAYER_KINDS) }),
  customerProgram: z.object({
    name: text(200),
    kind: z.enum(PROGRAM_KINDS),
    /** By kind: tenths of a percent, how many make one free, nothing, cents. NaN does not travel: the screen says 0. */
    value: z.number().nullable(),
    article: text(400).nullable(),
    fixedValue: z.boolean(),
  }),
  caseType: z.object({ name: text(200), items: z.array(text(400)).max(200) }),
} satisfies { [L in ListName]: z.ZodType<ListForms[L]> };

const kept = z.object({
  id,
  /** Epoch milliseconds; an ended entry is no longer offered. */
  endedAt: z.number().nullable(),
  changed: lastChange.nullable(),
});

const lists = {
  customerStatus: z.array(listForms.customerStatus.extend(kept.shape)),
  property: z.array(listForms.property.extend(kept.shape)),
  payer: z.array(listForms.payer.extend(kept.shape)),
  customerProgram: z.array(listForms.customerProgram.extend(kept.shape)),
  caseType: z.array(listForms.caseType.extend(kept.shape)),
};
export type Lists = { [L in ListName]: z.infer<(typeof lists)[L]> };
export type ListEntry<L extends ListName> = Lists[L][number];

const head = { /** null = a new entry. */ id: id.nullable(), ended: z.boolean() };

export const listsContract = {
  /** By name, ended ones too: whoever offers a choice leaves those out. */
  all: call.output(z.object(lists)),
  save: administratorCall
    .input(
      z.discriminatedUnion('list', [
        z.object({ list: z.literal('customerStatus'), form: listForms.customerStatus, ...head }),
        z.object({ list: z.literal('property'), form: listForms.property, ...head }),
        z.object({ list: z.literal('payer'), form: listForms.payer, ...head }),
        z.object({ list: z.literal('customerProgram'), form: listForms.customerProgram, ...head }),
        z.object({ list: z.literal('caseType'), form: listForms.caseType, ...head }),
      ]),
    )
    .output(z.object({ id, /** null = nothing differed. */ changeSetId: z.string().nullable() }))
    .errors({
      GONE: {},
      INVALID: {
        data: z.object({ problems: z.array(z.object({ field: z.string(), problem: z.enum(LIST_PROBLEMS) })) }),
      },
    }),
};
