// Decides what a made form and a print job can report: warnings to be shown before printing, printers to choose from,
// and the closed list of ways in which printing fails. It refuses to know how a printer is reached.
import type { FileProblem } from '../shell/file-problem.ts';
import type { AddressWarning } from './address.ts';
import type { FormKind, Rect } from './rules.ts';

export type LogoProblem =
  | 'notAPicture'
  | 'damaged'
  /** An SVG with text, style sheets, gradients, embedded pictures, strokes or scripts. */
  | 'svgTooComplex';

export type FormWarning =
  | AddressWarning
  /** The sender's line above the address did not fit at 6 pt and was cut. */
  | { readonly code: 'returnAddressTooWide' }
  /** The typeface lacks these characters; a letter without its accent or '�' stands in their place. */
  | { readonly code: 'missingCharacters'; readonly characters: readonly string[] }
  | { readonly code: 'logoUnusable'; readonly reason: LogoProblem };

/** A form ready to be shown and printed. */
export type MadeForm = {
  /** A complete PDF, A4. May hold a password: keep it no longer than the preview is open. */
  readonly bytes: Uint8Array;
  readonly warnings: readonly FormWarning[];
  readonly pages: number;
  /** Where a password or login code stands, page 1 first, in mm: a preview covers these until asked. */
  readonly secretAreas: readonly { readonly page: number; readonly rect: Rect }[];
};

export type PrinterState = 'ready' | 'printing' | 'stopped';

export type PrinterInfo = {
  /** Stable over restarts; what a workstation remembers per kind of form. */
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly state: PrinterState;
  /** Why it would not print now, as far as it says. */
  readonly problem?: PrintFailureCode | undefined;
  /** Paper trays by the printer's own names; empty where it names none. */
  readonly trays: readonly string[];
  /** It can be given bytes as they are, so a slip printer may hang on it. */
  readonly takesBytes?: true | undefined;
};

export const PRINT_FAILURE_CODES = [
  'PRINT_NO_SPOOLER',
  'PRINT_NO_CUPS_CLIENT',
  'PRINT_UNKNOWN_QUEUE',
  'PRINT_REJECTING',
  'PRINT_PAUSED',
  'PRINT_PAPER_OUT',
  'PRINT_JAM',
  'PRINT_OFFLINE',
  'PRINT_STOPPED',
  'PRINT_CANCELLED',
  'PRINT_TIMEOUT',
  'PRINT_FILE_FAILED',
  'PRINT_BAD_DOCUMENT',
  'PRINT_BAD_REQUEST',
  'PRINT_FAILED',
] as const;
export type PrintFailureCode = (typeof PRINT_FAILURE_CODES)[number];

export type PrintJob = {
  readonly pdf: Uint8Array;
  readonly printerId: string;
  /** 1 to 99. */
  readonly copies: number;
  /** One of the printer's `trays`. */
  readonly tray?: string | undefined;
  /** Shown in the printer's queue to anybody; `printJobTitle` makes one without personal data. */
  readonly title: string;
  readonly kind: FormKind;
  readonly customerNumber: string;
};

export type PrintResult =
  /** The spooler or the folder has it. `finished` when it also reported the job as done. */
  | { readonly ok: true; readonly finished: boolean }
  | {
      readonly ok: false;
      readonly code: PrintFailureCode;
      /** With 'PRINT_FILE_FAILED'. */
      readonly fileProblem?: FileProblem | undefined;
      /** False: nothing of the job is left, printing again cannot double it. True: it may still come out. */
      readonly mayStillPrint: boolean;
    };
