// What an erasure did, as it is kept with the stub and read later (N-07): made from what was read back, never from the plan.
// No value of the person is in it.
import { z } from 'zod';
import { RETENTION_KINDS } from './retention.ts';

/** What staff say of a file that they had taken in themselves: nobody else knows what is in it. */
export const DOCUMENT_CHOICES = ['none', 'letter', 'voucher', 'standardDocument'] as const;
export type DocumentChoice = (typeof DOCUMENT_CHOICES)[number];

/** Why a field is kept: it names nobody, or a duty keeps it; 'identity': a kept record is worth nothing without the name. */
export const KEPT_BECAUSE = ['reference', 'record', ...RETENTION_KINDS] as const;
export type KeptBecause = (typeof KEPT_BECAUSE)[number];

/** What lies besides the rows. */
export const BESIDES = ['log', 'conflicts', 'contents', 'search', 'logins', 'devices', 'invitations', 'tasks'] as const;
export type Beside = (typeof BESIDES)[number];

export const reportLine = z.object({
  table: z.string(),
  field: z.string(),
  done: z.enum(['blanked', 'kept']),
  /** null where it was blanked: nothing keeps it. */
  why: z.enum(KEPT_BECAUSE).nullable(),
  /** The name belongs to the record that is kept. */
  withRecord: z.boolean(),
  /** 'YYYY-MM-DD', inclusive; null where it was blanked. */
  until: z.string().nullable(),
  /** In so many rows. */
  rows: z.number().int(),
});
export type ReportLine = z.infer<typeof reportLine>;

export const erasureReport = z.object({
  version: z.literal(1),
  /** 'locked': something that names the person must be kept until then; nobody sees or uses it meanwhile. */
  outcome: z.enum(['erased', 'locked']),
  lockedUntil: z.string().nullable(),
  customerNumber: z.string(),
  /** Who gave the PIN. */
  approvedBy: z.string(),
  /** What staff said of files that they had taken in, by the document's id: it holds again if the erasure has to be repeated. */
  documents: z.record(z.string(), z.enum(DOCUMENT_CHOICES)),
  lines: z.array(reportLine),
  besides: z.array(z.object({ what: z.enum(BESIDES), count: z.number().int() })),
  /** What the server knows its own word by (src-server/erasure/seal.ts). */
  seal: z.string(),
});
export type ErasureReport = z.infer<typeof erasureReport>;

/** As it lies in the row; null where a newer program wrote it. */
export function readReport(json: string): ErasureReport | null {
  try {
    const read = erasureReport.safeParse(JSON.parse(json));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Codes of workstations that have not confirmed. */
export function readWaiting(json: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(json);
    return Array.isArray(read) ? read.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
