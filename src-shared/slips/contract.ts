// Slips ('Bons'): the slip printers of this workstation, how they are, and printing the login code on one. The code is the same
// as on the form, and a slip is printed under the same conditions (app-access/rules.ts); it never carries a password.
import { z } from 'zod';
import { administratorCall, call, id, typedText } from '../calls.ts';
import { PRINT_FAILURE_CODES } from '../printing/jobs.ts';
import { SLIP_CODE_PAGES, SLIP_COLUMNS, SLIP_FAILURE_CODES } from './rules.ts';

const queueId = z.string().max(200);

export const slipPrinter = z.object({
  id,
  name: z.string(),
  way: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('address'), host: z.string(), port: z.number().int(), asksState: z.boolean() }),
    z.object({ kind: z.literal('queue'), printerId: queueId }),
  ]),
  codePage: z.enum(SLIP_CODE_PAGES),
  columns: z.literal(SLIP_COLUMNS),
  printsLoginCode: z.boolean(),
});

const form = z.object({
  name: typedText(200),
  way: z.enum(['address', 'queue']),
  address: typedText(300),
  asksState: z.boolean(),
  printerId: queueId,
  codePage: z.enum(SLIP_CODE_PAGES),
  columns: z.literal(SLIP_COLUMNS),
  printsLoginCode: z.boolean(),
});

const failure = z.object({
  ok: z.literal(false),
  code: z.enum([...SLIP_FAILURE_CODES, ...PRINT_FAILURE_CODES]),
  /** A slip may lie in the printer, or part of one; of a queue: it may still come out. */
  mayBeOut: z.boolean(),
});
export type SlipFailure = z.infer<typeof failure>;

const note = z.enum(['nearEnd', 'paperOut']).nullable();

export const slipOutcome = z.discriminatedUnion('ok', [
  /** `finished`: the printer itself said that the slip is done; otherwise it was handed over. */
  z.object({ ok: z.literal(true), finished: z.boolean(), note }),
  failure,
]);
export type SlipOutcome = z.infer<typeof slipOutcome>;

export const slipState = z.discriminatedUnion('ok', [
  /** `known` false: it is reached and says nothing about itself. */
  z.object({ ok: z.literal(true), known: z.boolean(), note }),
  failure,
]);
export type SlipState = z.infer<typeof slipState>;

const problem = z.discriminatedUnion('field', [
  z.object({ field: z.literal('name'), problem: z.enum(['missing', 'tooLong', 'nameTaken']) }),
  z.object({ field: z.literal('address'), problem: z.enum(['missing', 'notAnAddress', 'badPort']) }),
  z.object({ field: z.literal('printerId'), problem: z.literal('missing') }),
]);

export const slipsContract = {
  /** In the order in which they were added. */
  printers: call.output(z.array(slipPrinter)),
  /** Printers of the computer's own system that take a slip's bytes as they are; null = not from this computer. */
  queues: administratorCall.output(z.array(z.object({ id: queueId, name: z.string() })).nullable()),
  save: administratorCall
    .input(z.object({ id: id.nullable(), form }))
    .output(z.object({ id }))
    .errors({ INVALID: { data: z.object({ problems: z.array(problem) }) }, TOO_MANY: {}, GONE: {} }),
  remove: administratorCall.input(z.object({ id })).output(z.void()),
  /** Asked of the printer itself, now. */
  state: administratorCall.input(z.object({ id })).output(slipState).errors({ GONE: {} }),
  /** 'Testbon drucken' */
  printTest: administratorCall.input(z.object({ id })).output(slipOutcome).errors({ GONE: {} }),
  /** 'Anmeldecode (Bon)': a fresh print of the same valid code. NO_PRINTER: this workstation's printer has been removed. */
  printLoginCode: call
    .input(z.object({ customerId: id, printerId: id }))
    .output(slipOutcome)
    .errors({ REFUSED: { data: z.object({ reason: z.string() }) }, GONE: {}, NO_PRINTER: {} }),
  /** Ends what is on its way to a slip printer; its own call answers SLIP_CANCELLED. */
  cancel: call.output(z.void()),
};
