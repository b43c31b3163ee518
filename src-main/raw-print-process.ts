// Prints one slip through a queue of Windows, in a process of its own that ends with it: the calls of the spooler block, and what
// hangs in one of them takes nothing else along. It holds nothing that has to be put away.
import process from 'node:process';
import { printRaw } from './raw-printing/print-raw.ts';
import { openSpooler } from './raw-printing/winspool.ts';
import type { RawNews, RawOrder } from './raw-printing.ts';
import { parentWire } from './service/parent-wire.ts';

const WATCH_MS = 10_000;
const LOOK_MS = 100;

const tell = parentWire<RawOrder, RawNews>(take, () => process.exit());
let calledBack = false;

for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, () => process.exit(1));

function take(order: RawOrder): void {
  if (order.kind === 'callBack') calledBack = true;
  else void print(order).then(tell);
}

async function print({ queue, title, bytes, libraries }: Extract<RawOrder, { kind: 'print' }>): Promise<RawNews> {
  const { default: ffi } = await import('koffi');
  const watching = { watchMs: WATCH_MS, lookMs: LOOK_MS, isCalledBack: () => calledBack };
  return printRaw(openSpooler(ffi, libraries), { queue, title, bytes }, watching);
}
