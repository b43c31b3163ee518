// Page 'Filialserver': which server this counter belongs to and how it stands, whether customers' phones get there, and the
// move to a central one. Administrators only: what it shows is the shop's plumbing.
import { z } from 'zod';
import { administratorCall } from '../calls.ts';

/** What asking the app's public address came to, from this PC. */
export const REACH_RESULTS = [
  'ours',
  /** A branch server, and another one. */
  'foreign',
  'notTresen',
  /** Name unknown. */
  'noName',
  'refused',
  'silent',
  'certificate',
  'failed',
] as const;
export type ReachResult = (typeof REACH_RESULTS)[number];

export const reach = z.object({
  result: z.enum(REACH_RESULTS),
  address: z.string(),
  /** Epoch milliseconds. */
  at: z.number().int(),
});
export type Reach = z.infer<typeof reach>;

export const relocationTrouble = z.enum(['offline', 'serverTrouble', 'refused']);

export const ownServerState = z.object({
  /** 'own' = this program runs it; 'central' = it runs elsewhere. */
  kind: z.enum(['none', 'own', 'central']),
  /** Of the own one's process; it is started again by itself. */
  run: z.enum(['off', 'starting', 'running', 'failed']),
  /** Where it listens: for a reverse proxy on this PC, or the central one's address. */
  address: z.string().nullable(),
  /** When the server last confirmed something that was saved here. */
  lastConfirmedAt: z.number().int().nullable(),
  customers: z.number().int(),
  workstations: z.number().int(),
  appAddress: z.string().nullable(),
  /** The last check of that very address. */
  reach: reach.nullable(),
  /** After the window is closed; null = this program has no way to. */
  keepsRunning: z.boolean().nullable(),
  relocation: z
    .object({
      to: z.enum(['central', 'own']),
      address: z.string(),
      done: z.number().int(),
      total: z.number().int(),
      paused: z.boolean(),
      trouble: relocationTrouble.nullable(),
    })
    .nullable(),
});
export type OwnServerState = z.infer<typeof ownServerState>;

export const ownServerContract = {
  state: administratorCall.output(ownServerState),
  /** Asks the app's public address, as a phone would. */
  check: administratorCall.output(reach).errors({ NO_ADDRESS: {}, NO_SERVER: {} }),
  keepRunning: administratorCall.input(z.object({ on: z.boolean() })).output(z.void()),
  /** Everything goes to an empty central server; it then runs by itself, also over restarts. */
  relocate: administratorCall
    .input(z.object({ address: z.string().max(300), code: z.string().max(60) }))
    .output(z.void())
    .errors({
      ADDRESS: { data: z.object({ problem: z.enum(['notAnAddress', 'notHttps']) }) },
      UNREACHABLE: {},
      /** The code is wrong or used. */
      CODE: {},
      /** The code is one for joining a chain. */
      NOT_FOUNDER: {},
      PROTOCOL: {},
      TOO_MANY: { data: z.object({ retryAfterSeconds: z.number() }) },
      /** It is under way, or this counter belongs to a central server already. */
      NOT_NOW: {},
    }),
  pauseRelocation: administratorCall.input(z.object({ paused: z.boolean() })).output(z.void()),
};
