// A customer's documents: what was scanned, printed and handed in. Files travel whole, as base64, and are typed by content.
import { z } from 'zod';
import { call, filePayload, id } from '../calls.ts';
import { FOREIGN_KINDS, MEDIA_TYPES } from './file-content.ts';
import type { Keeping } from './retention.ts';
import { DOCUMENT_REFUSALS, type DocumentKind, NAME_PROBLEMS } from './rules.ts';

/** A file from the computer. The name is kept for people, and decides nothing. */
export const uploadedFile = z.object({ name: z.string().max(1000), base64: z.string() });

/** Why a file was not taken; nothing was written. */
export const fileRefusal = z.discriminatedUnion('reason', [
  z.object({ reason: z.enum(['empty', 'tooLarge', 'tooManyPixels', 'protected']) }),
  z.object({ reason: z.literal('notAllowed'), found: z.enum(FOREIGN_KINDS) }),
  z.object({ reason: z.literal('damaged'), mediaType: z.enum(MEDIA_TYPES) }),
]);

const kinds = ['consentScan', 'consentPrint', 'withdrawalPrint', 'logo', 'other'] as const satisfies DocumentKind[];

const keeping = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('until'), day: z.string() }),
  z.object({ kind: z.literal('onPurpose') }),
  z.object({ kind: z.literal('proof') }),
]) satisfies z.ZodType<Keeping>;

export const documentRecord = z.object({
  id,
  kind: z.enum(kinds),
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Epoch milliseconds. */
  createdAt: z.number(),
  by: z.string().nullable(),
  /** How long it is kept (documents/retention.ts). */
  keeping,
  /** Why whoever asks can neither rename it, exempt it nor take it away; null = he can. */
  stays: z.enum(DOCUMENT_REFUSALS).nullable(),
});
export type DocumentRecord = z.infer<typeof documentRecord>;

const refused = { GONE: {}, REFUSED: { data: z.object({ reason: z.enum(DOCUMENT_REFUSALS) }) } };

export const documentsContract = {
  /** Newest first. */
  byCustomer: call.input(z.object({ customerId: id })).output(z.array(documentRecord)),
  /** ELSEWHERE: the row is known, its content lies on the workstation that took it in. */
  content: call.input(z.object({ id })).output(filePayload).errors({ GONE: {}, ELSEWHERE: {} }),
  import: call
    .input(z.object({ customerId: id, file: uploadedFile }))
    .output(z.object({ id, name: z.string() }))
    .errors({ GONE: {}, FILE_REFUSED: { data: fileRefusal } }),
  /** The ending stays. `changeSetId` null = it is called so already. */
  rename: call
    .input(z.object({ id, name: z.string().max(1000) }))
    .output(z.object({ name: z.string(), changeSetId: id.nullable() }))
    .errors({ ...refused, INVALID: { data: z.object({ problem: z.enum(NAME_PROBLEMS) }) } }),
  /** Keeps it beyond its period, or lets the period count again. `changeSetId` null = it was so already. */
  exempt: call
    .input(z.object({ id, exempt: z.boolean() }))
    .output(z.object({ keeping, changeSetId: id.nullable() }))
    .errors(refused),
  /** Takes back what the person signed in renamed or exempted, while nobody has done so since. */
  undo: call
    .input(z.object({ changeSetId: id }))
    .output(z.void())
    .errors({ CANNOT_UNDO: {} }),
  remove: call.input(z.object({ id })).output(z.void()).errors(refused),
};
