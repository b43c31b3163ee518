// Where nothing can print: an empty list, and an honest answer to whoever prints all the same.
import type { PrinterPort } from '../ports.ts';

export const noPrinters: PrinterPort = {
  list: async () => [],
  print: async () => ({ ok: false, code: 'PRINT_UNKNOWN_QUEUE', mayStillPrint: false }),
};
