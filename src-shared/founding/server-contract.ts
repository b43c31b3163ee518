// A shop that moves to another server brings everything it holds: rows as they are and their history, instead of having
// both judged a second time. Only whoever founds a chain may, until it takes part like everybody else.
import { z } from 'zod';
import { hello, serverCall } from '../server-calls.ts';
import { id, jsonValue, wireSet } from '../sync/protocol.ts';

export const BROUGHT_ROWS = 1000;
export const BROUGHT_SETS = 300;

/** A row as the counter holds it. */
export const broughtRow = z.object({
  table: z.string().max(40),
  id,
  changedAt: z.number().int(),
  removedAt: z.number().int().nullable(),
  /** Secrets too. */
  body: z.record(z.string(), jsonValue),
});
export type BroughtRow = z.infer<typeof broughtRow>;

/** A change set for the history alone: nothing is done again. */
export const broughtSet = wireSet.omit({ secrets: true });
export type BroughtSet = z.infer<typeof broughtSet>;

const founderCall = serverCall.errors({
  /** The chain is no longer being founded, or another counter founds it. */
  NOT_FOUNDING: {},
  /** The server does not understand this row; nothing of the message was taken. */
  BAD_ROW: { data: z.object({ table: z.string(), id: z.string() }) },
});

export const foundingServerContract = {
  /**
   * Takes rows and sets; what it has it takes again, so that a message that was cut is simply said once more. Customers come
   * before what belongs to them.
   */
  bring: founderCall
    .input(
      hello.extend({
        /** The old server's newest revision: this one goes on above it. */
        above: z.number().int().min(0),
        rows: z.array(broughtRow).max(BROUGHT_ROWS),
        sets: z.array(broughtSet).max(BROUGHT_SETS),
      }),
    )
    .output(z.void()),
  /** How much of everything has arrived, by table; 'changeSet' for the sets. */
  arrived: founderCall.input(hello).output(z.object({ counts: z.record(z.string(), z.number().int()) })),
};
