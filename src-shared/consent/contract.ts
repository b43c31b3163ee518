// The dialog 'Einwilligung verwalten' and everything that reads the ledger on the mask. States are never sent to the service:
// they follow from the entries.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { fileRefusal, uploadedFile } from '../documents/contract.ts';
import { preview } from '../printing/contract.ts';
import { ANSWER_REFUSALS, ASKING_REASONS, NOT_ASKING } from './asking.ts';
import { CAPTURE_WAYS, ENTRY_KINDS, HAND_OUT_REFUSALS, PURPOSES } from './rules.ts';
import { RUNNING_OUT } from './running-out.ts';
import { PLACEHOLDERS, TEXT_BLOCK_OF, TEXT_BLOCKS } from './text-block.ts';

const purpose = z.enum(PURPOSES);
const how = z.enum(CAPTURE_WAYS);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const name = z.string();
/** Epoch milliseconds. */
const instant = z.number();

/** Purposes of one sheet of paper: one purpose, or the ticked ways of advertising. */
const purposes = z
  .array(purpose)
  .min(1)
  .refine((given) => new Set(given).size === given.length, 'each once')
  .refine((given) => new Set(given.map((one) => TEXT_BLOCK_OF[one])).size === 1, 'one declaration at a time');

const decision = <const R extends readonly [string, ...string[]]>(reasons: R) =>
  z.discriminatedUnion('allowed', [
    z.object({ allowed: z.literal(true) }),
    z.object({ allowed: z.literal(false), reason: z.enum(reasons) }),
  ]);

export const purposeRecord = z.object({
  purpose,
  state: z.enum(['none', 'open', 'granted', 'withdrawn']),
  /** Of the entry that the state follows from; null for 'none'. */
  since: instant.nullable(),
  by: name.nullable(),
  how: how.nullable(),
  /** Number of the version that was handed out or signed. */
  version: z.number().nullable(),
  scope: z.string().nullable(),
  /** Of a grant: from when it should be renewed, and whether that is now. */
  renewalDueAt: instant.nullable(),
  renewalDue: z.boolean(),
  withdraw: decision(['withdrawn']),
  /** Ticked on the new customer by a preset, and nothing was said since: no consent (N-04). */
  preset: z.boolean(),
});
export type PurposeRecord = z.infer<typeof purposeRecord>;

export const declarationRecord = z.object({
  key: z.enum(TEXT_BLOCKS),
  title: z.string(),
  /** In force now; null = there is none yet. */
  current: z.object({ versionId: id, number: z.number(), validFrom: instant }).nullable(),
  /** Placeholders of the current text that this customer has nothing for: printed as a line to be filled in. */
  missing: z.array(z.enum(PLACEHOLDERS)),
  /**
   * What can have been signed, the version handed out last first. `needsScan`: never handed out from here. `purposes` are
   * those that the sheet offered.
   */
  signable: z.array(
    z.object({
      versionId: id,
      number: z.number(),
      validFrom: instant,
      needsScan: z.boolean(),
      purposes: z.array(purpose),
    }),
  ),
  purposes: z.array(purposeRecord),
  handOut: decision(HAND_OUT_REFUSALS),
  addScan: decision(['nothingSigned']),
});
export type DeclarationRecord = z.infer<typeof declarationRecord>;

export const ledgerLine = z.object({
  id,
  purpose,
  kind: z.enum(ENTRY_KINDS),
  /** When the customer did it; a whole day stands as its midnight. */
  at: instant,
  /** When it was entered here. */
  recordedAt: instant,
  how,
  by: name.nullable(),
  version: z.number().nullable(),
  /** How the declaration was narrowed for this customer. */
  scope: z.string().nullable(),
  aboutEntryId: id.nullable(),
  document: z.object({ id, name, mediaType: z.string() }).nullable(),
  /** A grant on paper whose sheet nobody has filed yet. */
  canFile: z.boolean(),
});
export type LedgerLine = z.infer<typeof ledgerLine>;

export const consentOverview = z.object({
  declarations: z.array(declarationRecord),
  /** 'Verlauf', oldest first. */
  lines: z.array(ledgerLine),
  storageHint: z.enum(['missing', 'open', 'withdrawn', 'renew']).nullable(),
  /** 'Hinweismeldung auf fehlende Einwilligungserklärung'. */
  remindOfMissing: z.boolean(),
  /** 'Einverständnis zur Datenspeicherung einfordern' (E-15). */
  storageConsentWanted: z.boolean(),
  /** The privacy dialog was shown today; the earliest asking counts. */
  askedToday: z.object({ at: instant, by: name.nullable() }).nullable(),
  advertising: z.object({
    /** Asked for at all now: before the consent to storage it may not be (E-22). */
    asked: z.boolean(),
    /** What there is a box for: each way, or letters alone (E-24). */
    ways: z.array(purpose),
    /** Of the telephone: until when the proof is kept (§ 7a UWG, N-05), and whether a call may be noted. */
    phoneProofUntil: instant.nullable(),
    notePhone: decision(['notGranted']),
  }),
});
export type ConsentOverview = z.infer<typeof consentOverview>;

export const runningOutLine = z.object({
  entryId: id,
  customerId: id,
  name,
  number: z.string(),
  since: instant,
  renewalDueAt: instant,
});
export type RunningOutLine = z.infer<typeof runningOutLine>;

const customerId = id;

export const consentContract = {
  byCustomer: call.input(z.object({ customerId })).output(consentOverview).errors({ GONE: {} }),
  /** The current text of a declaration, filled for this customer. */
  text: call
    .input(z.object({ customerId, declaration: z.enum(TEXT_BLOCKS) }))
    .output(z.object({ title: z.string(), number: z.number(), validFrom: instant, text: z.string() }))
    .errors({ GONE: {} }),
  /** The declaration as a form. Printing it writes the ledger and keeps the print. */
  form: call
    .input(z.object({ customerId, purposes, scope: z.string().trim().max(200).nullable() }))
    .output(z.object({ preview }))
    .errors({ GONE: {}, REFUSED: { data: z.object({ reason: z.enum(HAND_OUT_REFUSALS) }) } }),
  /** 'Unterschrieben entgegengenommen': `purposes` are those that the customer ticked. */
  sign: call
    .input(
      z.object({
        customerId,
        purposes,
        versionId: id,
        signedOn: day,
        capturedHow: z.enum(['paper', 'tablet']),
        /** The sheet lies in the branch's folder. */
        filed: z.boolean(),
        /** The signed sheet; needed for a version that was never handed out from here. */
        scan: uploadedFile.nullable(),
      }),
    )
    /** 'overruled': kept as proof, but a later withdrawal has ended it already. */
    .output(z.object({ effect: z.enum(['granted', 'overruled']) }))
    .errors({
      GONE: {},
      REFUSED: { data: z.object({ reason: z.enum(['inTheFuture', 'notHandedOut', 'beforeText']) }) },
      FILE_REFUSED: { data: fileRefusal },
    }),
  /** The scan of the newest signed sheet of a declaration. */
  importScan: call
    .input(z.object({ customerId, declaration: z.enum(TEXT_BLOCKS), file: uploadedFile }))
    .output(z.object({ documentId: id, name: z.string() }))
    .errors({
      GONE: {},
      REFUSED: { data: z.object({ reason: z.enum(['nothingSigned']) }) },
      FILE_REFUSED: { data: fileRefusal },
    }),
  /** In one step (N-03): it counts when this returns. `preview` is the confirmation for the customer; null = no paper could be made. */
  withdraw: call
    .input(z.object({ customerId, purposes, how: z.enum(['oral', 'paper']) }))
    .output(z.object({ preview: preview.nullable() }))
    .errors({ GONE: {}, REFUSED: { data: z.object({ reason: z.enum(['withdrawn']) }) } }),
  /** The signed sheet was filed in the branch. */
  file: call
    .input(z.object({ customerId, entryId: id }))
    .output(z.void())
    .errors({ GONE: {}, REFUSED: { data: z.object({ reason: z.enum(['nothingSigned', 'alreadyFiled']) }) } }),
  /** The customer has read the privacy notice of a declaration, which is no consent (B-16). */
  acknowledge: call
    .input(z.object({ customerId, declaration: z.enum(TEXT_BLOCKS) }))
    .output(z.void())
    .errors({ GONE: {}, REFUSED: { data: z.object({ reason: z.enum(['noDeclaration']) }) } }),
  /** For the privacy dialog: who it is, and whether asking is still due at the moment it would be shown. */
  asking: call
    .input(z.object({ customerId }))
    .output(
      z.object({
        name,
        number: z.string(),
        asking: z.discriminatedUnion('due', [
          z.object({ due: z.literal(true), why: z.enum(ASKING_REASONS) }),
          z.object({ due: z.literal(false), because: z.enum(NOT_ASKING) }),
        ]),
      }),
    )
    .errors({ GONE: {} }),
  /** The privacy dialog is on the screen: that is today's asking, whatever is answered (E-16). */
  asked: call.input(z.object({ customerId })).output(z.void()).errors({ GONE: {} }),
  /** What the customer said yes to in the privacy dialog, all in one save. A no is `withdraw`. */
  answer: call
    .input(z.object({ customerId, granted: z.array(purpose).min(1), how: z.enum(['oral', 'paper']) }))
    .output(z.void())
    .errors({
      GONE: {},
      REFUSED: { data: z.object({ reason: z.enum(ANSWER_REFUSALS) }) },
    }),
  /** 'Anruf vermerken': an advertising call was made; the five years of § 7a UWG begin anew (N-05). */
  notePhone: call
    .input(z.object({ customerId }))
    .output(z.object({ phoneProofUntil: instant }))
    .errors({ GONE: {}, REFUSED: { data: z.object({ reason: z.enum(['notGranted']) }) } }),
  /** 'Einwilligungen laufen ab' (N-06), a page at a time; a page may be short and still have a next one. */
  runningOut: call
    .input(
      z.object({
        which: z.enum(RUNNING_OUT),
        purpose,
        after: z.object({ since: instant, id }).nullable(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.object({ lines: z.array(runningOutLine), next: z.object({ since: instant, id }).nullable() })),
  /** Something on the list runs out within 60 days. */
  anythingRunsOut: call.output(z.boolean()),
};
