// Slips through a queue of the computer's own spooler: the printer gets the very bytes, a failure has its reason, and what
// failed or was called back never comes out later.
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCupsPrinter } from '../../src-main/service/printing/cups-printer.ts';
import { combinePrinters, type PrinterPort } from '../../src-main/service/printing/printers.ts';
import { slipBytes } from '../../src-main/service/slips/bytes.ts';
import { testSlip } from '../../src-main/service/slips/content.ts';
import { createSlipDesk, type SlipDesk } from '../../src-main/service/slips/desk.ts';
import type { SlipPrinter } from '../../src-shared/slips/rules.ts';
import { type Cups, cupsMissing, type Queue, startCups } from '../support/cups.ts';
import { decodeSlip } from '../support/escpos.ts';

const missing = await cupsMissing();
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let cups: Cups;
let queue: Queue;
let printers: PrinterPort;
let desk: SlipDesk;
let printer: SlipPrinter;
let bytes: Buffer;
let count = 0;

const pdfOnly: PrinterPort = {
  list: async () => [{ id: 'ablage', name: 'PDF-Ablage', isDefault: true, state: 'ready', trays: [] }],
  print: async () => ({ ok: true, finished: true }),
};

describe.skipIf(missing !== undefined)(`slips through CUPS${missing ? `, skipped: ${missing}` : ''}`, () => {
  beforeAll(async () => {
    cups = await startCups();
  });
  afterAll(() => cups?.stop());
  beforeEach(async () => {
    queue = await cups.addQueue(`Bon${++count}`);
    printers = combinePrinters(
      { ablage: pdfOnly, system: createCupsPrinter({ socketPath: cups.socketPath }) },
      (_name, error) => expect.unreachable(String(error)),
    );
    desk = createSlipDesk(printers);
    printer = {
      ...{ id: 'p', name: 'Bon', codePage: 'PC858_EURO', columns: 42, printsLoginCode: false },
      way: { kind: 'queue', printerId: `system:${queue.name}` },
    };
    bytes = slipBytes(testSlip(printer, { branchName: 'Sonnen-Apotheke', moment: '21.11.2026, 10:30' }), printer);
  });
  afterEach(() => queue.setMode('print'));

  const print = () => desk.print(printer, bytes, 'Testbon');
  const waiting = async () => (await cups.client('lpstat', '-o', queue.name)).trim();

  it('the printer gets the very bytes, once, without a driver, under a title without a name', async () => {
    expect(await print()).toEqual({ ok: true, finished: true, note: null });
    const arrived = await queue.arrived();
    expect(arrived.map((job) => [sha(job.pdf), job.title, job.copies])).toEqual([[sha(bytes), 'Testbon', '1']]);
    expect(arrived[0]?.options).not.toMatch(/media=|sides=|scaling/);
    const slip = decodeSlip(arrived[0]?.pdf ?? Buffer.alloc(0), { columns: 42 });
    expect(slip.lines.map((line) => line.text)).toContain('ÄÖÜäöüß€');
  });

  it('only printers that take bytes are offered for slips', async () => {
    const offered = (await printers.list()).filter((one) => one.takesBytes).map((one) => one.id);
    expect(offered).toContain(`system:${queue.name}`);
    expect(offered).not.toContain('ablage:ablage');
    expect(combinePrinters({ ablage: pdfOnly }, () => undefined).printBytes).toBeUndefined();
    const wrong: SlipPrinter = { ...printer, way: { kind: 'queue', printerId: 'ablage:ablage' } };
    expect(await desk.print(wrong, bytes, 'Testbon')).toMatchObject({ ok: false, code: 'PRINT_UNKNOWN_QUEUE' });
  });

  it('paper out is said, nothing is left behind, and printing again prints once', async () => {
    await queue.setMode('paper-out');
    expect(await print()).toEqual({ ok: false, code: 'PRINT_PAPER_OUT', mayBeOut: false });
    expect(await waiting()).toBe('');
    await queue.setMode('print');
    expect(await print()).toMatchObject({ ok: true });
    expect(await queue.arrived()).toHaveLength(1);
  });

  it('what is called back while it waits never comes out', async () => {
    await queue.setMode('hold');
    const printing = print();
    await expect.poll(waiting, { timeout: 10_000 }).not.toBe('');
    desk.cancel();
    expect(await printing).toEqual({ ok: false, code: 'PRINT_CANCELLED', mayBeOut: false });
    expect(await waiting()).toBe('');
    expect(await queue.arrived()).toEqual([]);
  });

  it('says how the queue is without printing', async () => {
    expect(await desk.state(printer)).toEqual({ ok: true, known: false, note: null });
    await cups.client('cupsdisable', queue.name);
    expect(await desk.state(printer)).toMatchObject({ ok: false, code: 'PRINT_PAUSED' });
    await cups.client('lpadmin', '-x', queue.name);
    expect(await desk.state(printer)).toMatchObject({ ok: false, code: 'PRINT_UNKNOWN_QUEUE' });
    queue = await cups.addQueue(queue.name);
  });
});
