// 'Selbsttest' of page 'Geräte': numbered checks of what the counter stands on, made when they are asked for. What a check found is
// figures and closed words; names of people and of printers stand in none, so that the report can be given away.
import { z } from 'zod';
import { call } from '../calls.ts';
import { READER_STATES, SERVICE_STATES } from '../card-readers/rules.ts';
import { databaseHealth } from '../database/contract.ts';
import { PRINT_FAILURE_CODES } from '../printing/jobs.ts';
import { syncState } from '../sync/contract.ts';

/** In the order of their numbers, which support asks for: 1 is the first. */
export const CHECKS = ['database', 'server', 'clock', 'printers', 'cardReaders', 'disk', 'versions'] as const;

/** 'attention': work goes on, and somebody should look. */
const verdict = z.enum(['good', 'attention', 'failed']);

export const selfCheck = z.discriminatedUnion('check', [
  z.object({
    check: z.literal('database'),
    verdict,
    health: databaseHealth,
    /** Of the file. */
    bytes: z.number().int(),
    /** Epoch milliseconds of the last backup; null = there is none. */
    backupAt: z.number().nullable(),
  }),
  z.object({ check: z.literal('server'), verdict, state: syncState }),
  /** Minutes that this PC's clock is ahead of the branch server's; null = it could not be compared. */
  z.object({ check: z.literal('clock'), verdict, minutesOff: z.number().int().nullable() }),
  z.object({
    check: z.literal('printers'),
    verdict,
    /** In the order of the list of printers. */
    printers: z.array(
      z.object({ state: z.enum(['ready', 'printing', 'stopped']), problem: z.enum(PRINT_FAILURE_CODES).nullable() }),
    ),
  }),
  z.object({
    check: z.literal('cardReaders'),
    verdict,
    service: z.enum(SERVICE_STATES),
    readers: z.array(z.enum(READER_STATES)),
  }),
  z.object({
    check: z.literal('disk'),
    verdict,
    /** null = the system does not say. */
    freeBytes: z.number().nullable(),
    refusal: z.enum(['diskFull', 'readOnly', 'unreadable']).nullable(),
  }),
  z.object({
    check: z.literal('versions'),
    verdict,
    ...{ program: z.string(), electron: z.string().nullable(), node: z.string(), sqlite: z.string() },
    /** 'linux x64 6.1.0'. */
    system: z.string(),
    ...{ schema: z.number().int(), protocol: z.number().int() },
  }),
]);
export type SelfCheck = z.infer<typeof selfCheck>;

export const diagnosticsContract = {
  /** One after the other; those of printers and of the disk may take a second. */
  run: call.output(z.object({ at: z.number(), checks: z.array(selfCheck) })),
};
