// The card service of the counter, in a process of its own: PC/SC of the system, and what is read through it goes to the counter
// by message. It holds nothing that has to be put away, and ends with the program that started it, whatever became of that.
import process from 'node:process';
import { pcscLayout } from './card-readers/layouts.ts';
import { PATIENCE } from './card-readers/patience.ts';
import type { Pcsc } from './card-readers/pcsc.ts';
import { openPcsc } from './card-readers/pcsc-library.ts';
import { CardSlots } from './card-readers/slots.ts';
import type { CardNews, CardOrder } from './card-readers.ts';

/** What Electron gives its helper processes instead of Node's own channel. */
type ElectronPort = {
  on(event: 'message', take: (event: { data: CardOrder }) => void): void;
  postMessage(news: CardNews): void;
};

const electronPort = (process as { parentPort?: ElectronPort }).parentPort;
const slots = new CardSlots({
  open,
  state: (state) => tell({ kind: 'state', state }),
  reading: (reading) => tell({ kind: 'reading', reading }),
  stuck: () => fail('stuck'),
  patience: PATIENCE,
});

if (electronPort) electronPort.on('message', ({ data }) => take(data));
else {
  process.on('message', (order: CardOrder) => take(order));
  // The counter is gone, by whatever way: nobody would end this process any more.
  process.on('disconnect', end);
}
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

function tell(news: CardNews): void {
  if (electronPort) electronPort.postMessage(news);
  else if (process.connected) process.send?.(news, () => undefined);
}
