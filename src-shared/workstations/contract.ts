// The chain's workstations on the page of an administrator. Whoever may join and who has to go is decided on the branch server,
// with his PIN; a name or a lock time is saved like anything else.
import { z } from 'zod';
import { administratorCall, id } from '../calls.ts';
import { lastChange } from '../change-log/contract.ts';
import { activation } from './server-contract.ts';

const pin = z.string().max(20);

/** Failures of what is asked of the branch server in an administrator's name. */
export const serverFailures = {
  /** This workstation belongs to no server. */
  NO_SERVER: {},
  OFFLINE: {},
  WRONG_PIN: { data: z.object({ waitSeconds: z.number().int() }) },
  WAIT: { data: z.object({ waitSeconds: z.number().int() }) },
  /** The server does not know this person as an administrator here (any more). */
  NOT_ALLOWED: {},
  GONE: {},
};

export const workstationRecord = z.object({
  id,
  code: z.string(),
  name: z.string(),
  branch: z.object({ id, name: z.string() }),
  lockMinutes: z.number().int(),
  /** The one this page is shown at. */
  own: z.boolean(),
  revokedAt: z.number().int().nullable(),
  /** null = never, or the server could not be asked. */
  seen: z.object({ at: z.number().int(), version: z.string() }).nullable(),
  changed: lastChange.nullable(),
});
export type WorkstationRecord = z.infer<typeof workstationRecord>;

export const workstationsContract = {
  all: administratorCall.output(
    z.object({
      /** Whether joining and ending can be asked for now. */
      server: z.enum(['none', 'reached', 'offline']),
      /** Where the branch server is, as other PCs must enter it; null = there is none. */
      address: z.string().nullable(),
      /** By branch and code; ended ones last. */
      workstations: z.array(workstationRecord),
    }),
  ),
  make: administratorCall
    .input(z.object({ branchId: id, name: z.string().max(200), pin }))
    .output(activation)
    .errors({ ...serverFailures, BAD_NAME: { data: z.object({ problem: z.enum(['missing', 'tooLong']) }) } }),
  activate: administratorCall.input(z.object({ id, pin })).output(activation).errors(serverFailures),
  revoke: administratorCall
    .input(z.object({ id, pin }))
    .output(z.void())
    .errors({ ...serverFailures, OWN: {} }),
  save: administratorCall
    .input(z.object({ id, name: z.string().max(200), lockMinutes: z.number() }))
    .output(z.object({ /** null = nothing differed. */ changeSetId: z.string().nullable() }))
    .errors({
      GONE: {},
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
};
