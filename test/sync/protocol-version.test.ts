// Holds the number of the protocol to what is said in it: whoever changes a message of the wire has to decide whether older
// counters still understand it, and to write the new hash here with the number.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { serverContract } from '../../src-shared/server-contract.ts';
import { liveNews, OLDEST_PROTOCOL, PROTOCOL_VERSION } from '../../src-shared/sync/protocol.ts';
import { syncServerContract } from '../../src-shared/sync/server-contract.ts';

/** Of all messages of push, pull, joining, numbers, counts and live news; failures included. */
const KNOWN: Readonly<Record<number, string>> = {
  1: 'ad26028629cc62a1a037944143d694d7',
  2: '4a3407432868bcc3cce8a50431afd664',
};

type Described = {
  '~orpc': { inputSchema?: z.ZodType; outputSchema?: z.ZodType; errorMap: Record<string, { data?: z.ZodType }> };
};

function described(call: Described) {
  const { inputSchema, outputSchema, errorMap } = call['~orpc'];
  const json = (schema: z.ZodType | undefined, io: 'input' | 'output') =>
    schema ? z.toJSONSchema(schema, { io, unrepresentable: 'any' }) : null;
  return {
    input: json(inputSchema, 'input'),
    output: json(outputSchema, 'output'),
    errors: Object.entries(errorMap)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([code, { data }]) => [code, json(data, 'output')]),
  };
}

test('the protocol has the number of its messages', () => {
  const calls = Object.entries(syncServerContract)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, call]) => [name, described(call as unknown as Described)]);
  const text = JSON.stringify([calls, z.toJSONSchema(liveNews)]);
  expect(createHash('sha256').update(text).digest('hex').slice(0, 32)).toBe(KNOWN[PROTOCOL_VERSION]);
});

test('every message of sync says which program is speaking, or carries nothing that could be misread', () => {
  expect(serverContract.sync).toBe(syncServerContract);
  for (const name of ['join', 'push', 'pull', 'tallies'] as const) {
    const { inputSchema } = (syncServerContract[name] as unknown as Described)['~orpc'];
    expect(inputSchema?.safeParse({}).error?.issues.map(({ path }) => path[0])).toContain('protocol');
  }
  expect(OLDEST_PROTOCOL).toBeLessThanOrEqual(PROTOCOL_VERSION);
});
