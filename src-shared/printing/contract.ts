// Previews and printing: a form is made by its feature, shown from here, and printed exactly as it was shown.
import { z } from 'zod';
import { call, filePayload, id } from '../calls.ts';
import { FILE_PROBLEMS } from '../shell/file-problem.ts';
import { PRINT_FAILURE_CODES } from './jobs.ts';
import { FORM_KINDS } from './rules.ts';

const formKind = z.enum(FORM_KINDS);

const rect = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** Closed codes as in jobs.ts and address.ts; further facts ride along. */
const warning = z.looseObject({ code: z.string() });

/** One of the customer's addresses; `line` is it in one line, `home` the 'Wohnanschrift'. */
const addressChoice = z.object({ id, label: z.string().nullable(), line: z.string(), home: z.boolean() });
export type AddressChoice = z.infer<typeof addressChoice>;

/** An open preview. The bytes live in the main process too; printing names the preview, never sends bytes back. */
export const preview = z.object({
  id,
  kind: formKind,
  pages: z.number(),
  /** The PDF. Kept by the screen only while the preview is open. */
  pdf: z.string(),
  warnings: z.array(warning),
  /** Millimetres from the top left of page `page` (1 first): covered until asked for. */
  secretAreas: z.array(z.object({ page: z.number(), rect })),
  /** Whether 'als PDF' is offered: never for a password. */
  mayBeKept: z.boolean(),
  /** Where it can go; empty = there is nothing to choose. `addressId` is where it goes as shown. */
  addresses: z.array(addressChoice),
  addressId: id.nullable(),
});
export type Preview = z.infer<typeof preview>;

export const printerInfo = z.object({
  id: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  state: z.enum(['ready', 'printing', 'stopped']),
  problem: z.enum(PRINT_FAILURE_CODES).optional(),
  trays: z.array(z.string()),
});

/** `tray` null = whatever the printer takes by itself. */
export const printerChoice = z.object({ printerId: z.string().max(200), tray: z.string().max(100).nullable() });
export type PrinterChoice = z.infer<typeof printerChoice>;

export const printOutcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), finished: z.boolean() }),
  z.object({
    ok: z.literal(false),
    code: z.enum(PRINT_FAILURE_CODES),
    fileProblem: z.enum(FILE_PROBLEMS).optional(),
    mayStillPrint: z.boolean(),
  }),
]);
export type PrintOutcome = z.infer<typeof printOutcome>;

export const printingContract = {
  /** Printers with what this workstation last chose per kind of form. */
  printers: call.output(z.object({ printers: z.array(printerInfo), chosen: z.partialRecord(formKind, printerChoice) })),
  /** Remembers printer and tray for a kind of form on this workstation; null = the standard printer again. */
  choose: call.input(z.object({ kind: formKind, choice: printerChoice.nullable() })).output(z.void()),
  /** 'Testseite drucken': a sheet with the marks of a letter and no person on it. */
  printTest: call.input(printerChoice).output(printOutcome),
  print: call
    .input(
      z.object({
        previewId: id,
        printerId: z.string().max(200),
        copies: z.number().int().min(1).max(99),
        tray: z.string().max(100).nullable(),
      }),
    )
    .output(printOutcome)
    .errors({ PREVIEW_CLOSED: {} }),
  /**
   * The same sheet to another of the customer's addresses (E-74). It is a preview of its own, which takes the place of the one
   * named: what is printed is always what was shown.
   */
  readdress: call
    .input(z.object({ previewId: id, addressId: id }))
    .output(preview)
    .errors({ PREVIEW_CLOSED: {}, NO_SUCH_ADDRESS: {} }),
  /** Forgets the bytes and whatever hung on them: an unprinted password dies here (T-09). */
  close: call.input(z.object({ previewId: id })).output(z.void()),
  asPdf: call
    .input(z.object({ previewId: id }))
    .output(filePayload)
    .errors({ PREVIEW_CLOSED: {}, NOT_ALLOWED: {} }),
};
