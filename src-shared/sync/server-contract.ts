// Joining the chain, pushing, pulling, numbers: what a counter asks the branch server so that both hold the same.
import { z } from 'zod';
import { hello, openServerCall, serverCall } from '../server-calls.ts';
import { id, PULL_ROWS, PUSH_PROOFS, PUSH_SETS, pullAnswer, pushAnswer, talliesAnswer, wireSet } from './protocol.ts';

const numberBlock = z.object({ from: z.number().int(), to: z.number().int() });
export type NumberBlock = z.infer<typeof numberBlock>;

export const joined = z.object({
  chainId: id,
  /** 'founder': the chain is empty, and what this counter holds becomes it. */
  as: z.enum(['founder', 'member']),
  token: z.string(),
  workstation: z.object({ id, branchId: id, code: z.string(), name: z.string() }).nullable(),
});
export type Joined = z.infer<typeof joined>;

/**
 * The same message, believed of the server that makes it: thousands of rows were checked when they came in, and are not checked
 * once more, value by value, on their way out.
 */
function believed<S extends z.ZodType>(schema: S): S {
  const standard = { ...schema['~standard'], validate: (value: unknown) => ({ value }) };
  return Object.create(schema, { '~standard': { value: standard } }) as S;
}

export const syncServerContract = {
  join: openServerCall
    .input(
      hello.extend({
        code: z.string().max(60),
        /** Who founds a chain says who he is. */
        workstation: z.object({ id, branchId: id }).nullable(),
      }),
    )
    .output(joined)
    .errors({
      /** One answer for wrong, used and expired codes. */
      CODE: {},
      /** The code founds a chain, and this counter holds no branch yet; or it joins one, and the counter holds another. */
      NOT_FOUNDER: {},
      HAS_DATA: {},
    }),
  push: serverCall
    .input(
      hello.extend({
        sets: z.array(wireSet).max(PUSH_SETS),
        /** Of those who have typed their PIN here (employees/server-contract.ts). */
        proofs: z.array(z.string().max(100)).max(PUSH_PROOFS).optional(),
      }),
    )
    .output(believed(pushAnswer)),
  pull: serverCall
    .input(
      hello.extend({
        cursor: z.number().int().min(0),
        rows: z.number().int().min(1).max(PULL_ROWS),
        /** Leave out what this workstation itself wrote last: it had that in the answers to its pushes. */
        skipOwn: z.boolean(),
      }),
    )
    .output(believed(pullAnswer)),
  /** What this workstation must hold, counted; to be compared where `head` is what it has pulled last. */
  tallies: serverCall.input(hello).output(talliesAnswer),
  /** A block of customer numbers that nobody else is given. */
  leaseNumbers: serverCall
    .input(
      z.object({
        count: z.number().int().min(1).max(10_000),
        /** None lower: an import's list brings those. Numbers of more than eight digits are nobody's counting. */
        from: z.number().int().min(0).max(100_000_000).optional(),
      }),
    )
    .output(numberBlock),
};
