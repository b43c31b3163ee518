// Which printers a counter offers: those of the system, and the folder 'PDF-Ablage' where one was named. It refuses to
// know how the system's printers are reached; each host brings its own way.
import type { Logger } from 'pino';

import { createPdfFolderPrinter } from './service/printing/pdf-folder-printer.ts';
import { combinePrinters, type PrinterPort } from './service/printing/printers.ts';

export type OfferedPrinters = {
  /** null where the host has none. */
  system: PrinterPort | null;
  /** Absolute path; the folder comes first and so becomes the default. */
  printDirectory: string | null;
  /** Epoch milliseconds. */
  now: () => number;
  log: Logger;
};

export function offeredPrinters({ system, printDirectory, now, log }: OfferedPrinters): PrinterPort {
  const folder = printDirectory && createPdfFolderPrinter({ folder: printDirectory, now: () => new Date(now()) });
  return combinePrinters({ ...(folder && { ablage: folder }), ...(system && { system }) }, (name, error) =>
    log.error({ printers: name, problem: (error as Error).message }, 'printers cannot be listed'),
  );
}

/** Linux and macOS print through CUPS. */
export const hasSpooler = process.platform === 'linux' || process.platform === 'darwin';

/** Where the spooler listens: CUPS_SERVER as its own programs read it (a path; a server elsewhere cannot be asked), or the usual place. */
export function spoolerSocket(): string {
  const given = process.env.CUPS_SERVER ?? '';
  if (given.startsWith('/')) return given;
  return process.platform === 'darwin' ? '/private/var/run/cupsd' : '/run/cups/cups.sock';
}
