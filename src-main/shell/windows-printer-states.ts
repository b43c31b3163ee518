// Reads what Windows says about its printers (class Win32_Printer as JSON). It decides which of its states keep a letter
// from coming out.
import type { PrintFailureCode } from '../../src-shared/printing/jobs.ts';

export type PrinterState = {
  readonly name: string;
  readonly isDefault: boolean;
  readonly printing: boolean;
  readonly problem?: PrintFailureCode | undefined;
};

/** Bits of PRINTER_STATUS ([MS-RPRN] 2.2.3.12), the gravest first. */
const PROBLEMS: readonly (readonly [bit: number, code: PrintFailureCode])[] = [
  [0x0000_0008, 'PRINT_JAM'],
  [0x0000_0010, 'PRINT_PAPER_OUT'],
  [0x0000_0080, 'PRINT_OFFLINE'],
  [0x0000_1000, 'PRINT_OFFLINE'],
  [0x0200_0000, 'PRINT_OFFLINE'],
  [0x0000_0001, 'PRINT_PAUSED'],
  [0x0000_0002, 'PRINT_STOPPED'],
  [0x0004_0000, 'PRINT_STOPPED'], // no toner
  [0x0010_0000, 'PRINT_STOPPED'], // needs somebody
  [0x0040_0000, 'PRINT_STOPPED'], // a door is open
];
const PRINTING = 0x0000_0400;

/** @param json one object or a list of them, as ConvertTo-Json writes it; anything else gives no printers */
export function readPrinterStates(json: string): PrinterState[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    return [];
  }
  return [parsed].flat().flatMap((one) => stateOf(one as Record<string, unknown> | null));
}

function stateOf(one: Record<string, unknown> | null): PrinterState[] {
  if (typeof one?.Name !== 'string') return [];
  const bits = typeof one.PrinterState === 'number' ? one.PrinterState : 0;
  const offline = one.WorkOffline === true ? 'PRINT_OFFLINE' : undefined;
  return [
    {
      name: one.Name,
      isDefault: one.Default === true,
      printing: (bits & PRINTING) !== 0,
      problem: PROBLEMS.find(([bit]) => (bits & bit) !== 0)?.[1] ?? offline,
    },
  ];
}
