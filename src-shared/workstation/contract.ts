// The workstation this program runs on: its name, when it locks itself, its language. Printers have their own contract.
import { z } from 'zod';
import { administratorCall, id, openCall } from '../calls.ts';
import { lastChange } from '../change-log/contract.ts';
import { LANGUAGES } from './rules.ts';

const form = z.object({ name: z.string().max(200), lockMinutes: z.number() });

export const workstationContract = {
  own: administratorCall.output(
    z.object({
      id,
      /** 'T1': the first part of every letter number, given by the program. */
      code: z.string(),
      form,
      changed: z.partialRecord(z.enum(['name', 'lockMinutes']), lastChange),
    }),
  ),
  save: administratorCall
    .input(form)
    .output(z.object({ changeSetId: z.string().nullable() }))
    .errors({
      INVALID: {
        data: z.object({
          problems: z.array(
            z.object({
              field: z.enum(['name', 'lockMinutes']),
              problem: z.enum(['missing', 'tooLong', 'outOfRange']),
            }),
          ),
        }),
      },
    }),
  /** For everybody at this workstation, before sign-in too. */
  chooseLanguage: openCall.input(z.object({ language: z.enum(LANGUAGES) })).output(z.void()),
};
