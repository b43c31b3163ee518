// 'Kunden anonymisieren': what would be done, that it be done, and what was done, as it can be read later. What is decided
// stands in rules.ts; it is done by the branch server, online only.
import { z } from 'zod';
import { administratorCall, call, filePayload, id } from '../calls.ts';
import { preview as printPreview } from '../printing/contract.ts';
import { erasureReport } from './report.ts';
import { ERASURE_REASONS } from './rules.ts';
import { documentChoices, ERASED_AT_ONCE, erasurePreview, erasureRefusal } from './server-contract.ts';

const chosen = z.object({ customerId: id, documents: documentChoices });

const offline = { NO_SERVER: {}, OFFLINE: {}, NOT_ALLOWED: {}, GONE: {} };
const waitSeconds = z.object({ waitSeconds: z.number().int() });
const refused = z.array(z.object({ customerId: id, refusals: z.array(erasureRefusal) }));

/** A stub, as the list shows it: no value of the person is in it. */
const erasedLine = z.object({
  /** Of the erasure. */
  id,
  customerId: id,
  number: z.string(),
  at: z.number().int(),
  by: z.string().nullable(),
  outcome: z.enum(['erased', 'locked']),
  lockedUntil: z.string().nullable(),
  /** The last day has passed: it can be finished now. */
  due: z.boolean(),
  /** Names of workstations that have not confirmed. */
  waitingFor: z.array(z.string()),
});
export type ErasedLine = z.infer<typeof erasedLine>;

const erasedRecord = erasedLine.extend({
  reason: z.enum(ERASURE_REASONS),
  approvedBy: z.string().nullable(),
  report: erasureReport,
  /** Files whose content is kept, for whoever has to show them. */
  documents: z.array(z.object({ id, name: z.string() })),
});
export type ErasedRecord = z.infer<typeof erasedRecord>;

export const erasureContract = {
  /** Several: administrators only. */
  preview: call
    .input(z.object({ customers: z.array(chosen).min(1).max(ERASED_AT_ONCE) }))
    .output(z.array(erasurePreview.extend({ name: z.string() })))
    .errors({ ...offline, ADMINISTRATORS_ONLY: {} }),
  /** Who may give the PIN. */
  administrators: call.output(z.array(z.object({ id, name: z.string() }))),
  /** For the list of several; null = nobody here has the number. */
  byNumber: administratorCall
    .input(z.object({ number: z.string().max(40) }))
    .output(z.object({ id, number: z.string(), name: z.string() }).nullable()),
  erase: call
    .input(
      z.object({
        customers: z.array(chosen).min(1).max(ERASED_AT_ONCE),
        reason: z.enum(ERASURE_REASONS),
        /** What had to be typed: the customer's number, or how many they are. */
        confirmation: z.string().max(40),
        proof: z.object({ employeeId: id, pin: z.string().max(20) }),
      }),
    )
    .output(z.array(z.object({ customerId: id, erasureId: id })))
    .errors({
      ...offline,
      ADMINISTRATORS_ONLY: {},
      NOT_CONFIRMED: {},
      WRONG_PIN: { data: waitSeconds },
      WAIT: { data: waitSeconds },
      REFUSED: { data: refused },
    }),
  /** The newest first, at most so many; what is due before all others. `count` is of all. */
  list: call.output(z.object({ lines: z.array(erasedLine), count: z.number().int() })),
  /** Of the erasure, or of the customer that was erased. */
  report: call.input(z.object({ id })).output(erasedRecord).errors({ GONE: {} }),
  /** The report on paper, in the words of the screen; no value of the person is in them. */
  print: call
    .input(
      z.object({
        id,
        lead: z.array(z.string().max(2000)).max(20),
        parts: z
          .array(
            z.object({
              heading: z.string().max(200),
              rows: z.array(z.tuple([z.string().max(200), z.string().max(400)])).max(400),
            }),
          )
          .max(80),
      }),
    )
    .output(printPreview)
    .errors({ GONE: {} }),
  /** What must be kept can be shown to whoever may ask for it (§ 7a UWG). */
  document: administratorCall
    .input(z.object({ id }))
    .output(filePayload)
    .errors({ GONE: {}, /** Its content lies elsewhere and cannot be fetched now. */ ELSEWHERE: {} }),
};
