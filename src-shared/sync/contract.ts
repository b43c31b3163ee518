// How this workstation stands with the branch server, and how it comes to belong to one.
import { z } from 'zod';
import { administratorCall, call, id, openCall } from '../calls.ts';

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

/** What a person may know of it: the status line and its dialog, the start screens. */
const standing = z.object({
  state: syncState,
  /** Since when it is so, as far as this program has seen it since its start; epoch milliseconds. */
  since: z.number(),
  /** Address of the branch server; null = this workstation belongs to none. */
  server: z.string().nullable(),
  /** This workstation has joined, and its first fill is not complete: the shop is not all there yet. */
  firstFill: z.boolean(),
});
export type SyncStanding = z.infer<typeof standing>;

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
  standing: openCall.output(standing),
  /** Before the set-up: this PC becomes a further workstation of an existing chain. The first fill then runs by itself. */
  joinChain: openCall.input(joinInput).output(z.void()).errors(joinErrors),
  /** What this counter holds becomes the chain of an empty server. */
  foundChain: administratorCall.input(joinInput).output(z.void()).errors(joinErrors),
  /**
   * Who saved this customer at another workstation, as it arrived here after `since` (a `version` of the record), the newest;
   * null = nobody did.
   */
  changedElsewhere: call
    .input(z.object({ customerId: id, since: z.number() }))
    .output(z.object({ workstation: z.string().nullable() }).nullable()),
  /** Tries at once instead of waiting. Answers when it has been tried. */
  tryNow: openCall.output(z.void()),
};
