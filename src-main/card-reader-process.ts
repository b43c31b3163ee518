// The card service of the counter, in a process of its own: PC/SC of the system, and what is read through it goes to the counter
// by message. It holds nothing that has to be put away, and ends with the program that started it, whatever became of that.
import process from 'node:process';
import { pcscLayout } from './card-readers/layouts.ts';
import { PATIENCE } from './card-readers/patience.ts';
import type { Pcsc } from './card-readers/pcsc.ts';
import { openPcsc } from './card-readers/pcsc-library.ts';
import { CardSlots } from './card-readers/slots.ts';
import type { CardNews, CardOrder } from './card-readers.ts';
import { parentWire } from './service/parent-wire.ts';

const tell = parentWire<CardOrder, CardNews>(take, end);
const slots = new CardSlots({
  open,
  state: (state) => tell({ kind: 'state', state }),
  reading: (reading) => tell({ kind: 'reading', reading }),
  stuck: () => fail('stuck'),
  patience: PATIENCE,
});

// A terminal sends its Ctrl+C to both; the counter says when it is over.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', end);
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    const { code, name } = (error ?? {}) as { code?: string; name?: string };
    fail(code ?? name ?? 'unknown');
  });
slots.begin();

function take(order: CardOrder): void {
  if (order.kind === 'stop') end();
  else void slots.read().then(() => tell({ kind: 'done', id: order.id }));
}

/** null = this system has none: no such library, or no way to call it. */
async function open(): Promise<Pcsc | null> {
  const layout = pcscLayout(process.platform, process.arch);
  if (layout === null) return null;
  try {
    const { default: ffi } = await import('koffi');
    return openPcsc(ffi, layout);
  } catch {
    return null;
  }
}

/** The counter starts another process. */
function fail(code: string): void {
  tell({ kind: 'failed', code });
  setTimeout(end, 100);
}

/** An ordinary exit would wait for a call that hangs. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
