// The slip printers of this workstation, kept with it alone: what stands on a counter's desk is nobody else's business. What
// cannot be read any more, after a newer program, counts as none.
import { z } from 'zod';
import { slipPrinter } from '../../../src-shared/slips/contract.ts';
import { type SlipPrinter, type SlipPrinterForm, slipAddress } from '../../../src-shared/slips/rules.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import type { House } from '../house.ts';

const kept = z.array(slipPrinter);
const KEY = 'slipPrinters';

export function slipPrinters({ db }: House): SlipPrinter[] {
  try {
    return kept.parse(JSON.parse(readLocal(db.sqlite, KEY) ?? '[]'));
  } catch {
    return [];
  }
}

/** In its old place, or as the last one. Only one prints the login code. */
export function keepSlipPrinter(house: House, printer: SlipPrinter): void {
  const before = slipPrinters(house);
  const others = before.map((one) => (printer.printsLoginCode ? { ...one, printsLoginCode: false } : one));
  const isNew = !before.some(({ id }) => id === printer.id);
  write(house, isNew ? [...others, printer] : others.map((one) => (one.id === printer.id ? printer : one)));
}

export function removeSlipPrinter(house: House, id: string): void {
  write(
    house,
    slipPrinters(house).filter((one) => one.id !== id),
  );
}

/** A form without problems as it is kept. @throws Error for one that has some */
export function printerFrom(form: SlipPrinterForm, id: string): SlipPrinter {
  const { name, codePage, columns, printsLoginCode } = form;
  const kept = { ...{ id, codePage, columns, printsLoginCode }, name: name.trim() };
  if (form.way === 'queue') return { ...kept, way: { kind: 'queue', printerId: form.printerId } };
  const address = slipAddress(form.address);
  if (!address.ok) throw new Error(`not checked: ${address.problem}`);
  return { ...kept, way: { kind: 'address', host: address.host, port: address.port, asksState: form.asksState } };
}

function write(house: House, printers: readonly SlipPrinter[]): void {
  writeLocal(house.db.sqlite, KEY, JSON.stringify(printers));
  house.announce({ kind: 'changed', tables: ['slipPrinter'], ids: [] });
}
