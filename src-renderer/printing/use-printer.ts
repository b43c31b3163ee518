// Which printer, and which of its trays, the open sheet goes to: what was picked here, else what was last taken for this kind of
// form, else the system's own choice.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PrinterChoice } from '../../src-shared/printing/contract.ts';
import type { PrinterInfo } from '../../src-shared/printing/jobs.ts';
import type { FormKind } from '../../src-shared/printing/rules.ts';
import { type Client, calls, queries } from '../client.ts';

type Known = Awaited<ReturnType<Client['printing']['printers']>>;
/** `tray` '' = whatever the printer takes by itself. */
type Picked = { readonly printerId: string | null; readonly tray: string | null };

export function usePrinter(kind: FormKind) {
  const { data } = useQuery(calls.printing.printers.queryOptions({ staleTime: 0 }));
  const [printerId, pick] = useState<string | null>(null);
  const [tray, pickTray] = useState<string | null>(null);
  const picked = { printerId, tray };
  const choice = data ? choiceOf(data, kind, picked) : null;
  return {
    printers: data?.printers ?? [],
    printer: data?.printers.find((one) => one.id === choice?.printerId),
    tray: choice?.tray ?? null,
    /** It is known that there is none. */
    none: data !== undefined && choice === null,
    pick,
    pickTray,
    /** Who is quicker than the system's answer prints all the same. null = there is no printer. @throws what the call throws */
    async settled(): Promise<PrinterChoice | null> {
      return choiceOf(await queries.ensureQueryData(calls.printing.printers.queryOptions()), kind, picked);
    },
  };
}

function choiceOf({ printers, chosen }: Known, kind: FormKind, picked: Picked): PrinterChoice | null {
  const remembered = chosen[kind];
  const printer =
    printers.find((one) => one.id === picked.printerId) ??
    printers.find((one) => one.id === remembered?.printerId) ??
    printers.find((one) => one.isDefault) ??
    printers[0];
  if (!printer) return null;
  // The tray that was last used is that printer's alone.
  const usual = printer.id === remembered?.printerId ? remembered.tray : null;
  return { printerId: printer.id, tray: trayOf(printer, picked.tray ?? usual) };
}

function trayOf({ trays }: Pick<PrinterInfo, 'trays'>, wanted: string | null): string | null {
  return trays.find((one) => one === wanted) ?? null;
}
