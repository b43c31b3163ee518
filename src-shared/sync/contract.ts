// How this workstation stands with the branch server, and how it comes to belong to one.
import { z } from 'zod';
import { administratorCall, openCall } from '../calls.ts';

const waiting = z.number().int();

export const syncState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('connected') }),
  z.object({ kind: z.literal('syncing'), waiting }),
  z.object({ kind: z.literal('filling'), done: z.number().int(), total: z.number().int() }),
  z.object({ kind: z.literal('offline'), waiting, why: z.enum(['offline', 'serverTrouble']) }),
  z.object({ kind: z.literal('clockWrong'), minutes: z.number().int() }),
  z.object({ kind: z.literal('updateNeeded'), waiting }),
  z.object({ kind: z.literal('revoked') }),
]);

const joinInput = z.object({
  address: z.string().max(300),
  code: z.string().max(60),
});

const joinErrors = {
  ADDRESS: { data: z.object({ problem: z.enum(['notAnAddress', 'notHttps']) }) },
  UNREACHABLE: {},
  /** The code is wrong, used or expired. */
  CODE: {},
  /** The code founds a chain and this counter has no branch yet, or the other way round. */
  NOT_FOUNDER: {},
  HAS_DATA: {},
  PROTOCOL: {},
  TOO_MANY: { data: z.object({ retryAfterSeconds: z.number() }) },
  ALREADY_JOINED: {},
};

export const syncContract = {
  state: openCall.output(syncState),
  /** Before the set-up: this PC becomes a further workstation of an existing chain. The first fill then runs by itself. */
  joinChain: openCall.input(joinInput).output(z.void()).errors(joinErrors),
  /** What this counter holds becomes the chain of an empty server. */
  foundChain: administratorCall.input(joinInput).output(z.void()).errors(joinErrors),
  /** Tries at once instead of waiting. */
  tryNow: openCall.output(z.void()),
};
