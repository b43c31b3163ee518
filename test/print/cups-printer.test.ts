// Printing through CUPS, against a real spooler with a printer that can play faults: what arrives is what was sent, a
// failure has its reason, and a failed job never comes out later.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCupsPrinter } from '../../src-main/service/printing/cups-printer.ts';
import { createForms } from '../../src-main/service/printing/forms.ts';
import type { PrinterPort } from '../../src-main/service/printing/printers.ts';
import type { PrintJob, PrintResult } from '../../src-shared/printing/jobs.ts';
import { printJobTitle } from '../../src-shared/printing/rules.ts';
import { type Cups, cupsMissing, type Queue, startCups } from '../support/cups.ts';
import { FONTS_FOLDER, PASSWORD_LETTER } from './samples.ts';

const missing = await cupsMissing();
if (missing) console.warn(`CUPS tests are skipped: ${missing}`);

let cups: Cups;
let queue: Queue;
let printer: PrinterPort;
let pdf: Uint8Array;
let count = 0;

function job(over: Partial<PrintJob> = {}): PrintJob {
  return {
    pdf,
    printerId: queue.name,
    copies: 1,
    title: printJobTitle('passwordLetter', '10342'),
    kind: 'passwordLetter',
    customerNumber: '10342',
    ...over,
  };
}

function failure(code: string, mayStillPrint = false): PrintResult {
  return { ok: false, code, mayStillPrint } as PrintResult;
}

const waitingJobs = () => cups.client('lpstat', '-o', queue.name);
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(missing !== undefined)(`CUPS${missing ? `, skipped: ${missing}` : ''}`, () => {
  beforeAll(async () => {
    cups = await startCups();
    pdf = (await createForms({ fontsFolder: FONTS_FOLDER }).passwordLetter(PASSWORD_LETTER)).bytes;
  });
  afterAll(() => cups?.stop());
  beforeEach(async () => {
    queue = await cups.addQueue(`Brief${++count}`);
    printer = createCupsPrinter({ socketPath: cups.socketPath });
  });
  afterEach(() => queue.setMode('print')); // lets a script that waits come to its end

  it('hands over the very bytes, on A4, one side, unscaled, under a title without a name', async () => {
    expect(await printer.print(job({ copies: 3 }))).toEqual({ ok: true, finished: true });
    const [arrived] = await queue.arrived();
    expect(arrived && sha(arrived.pdf)).toBe(sha(pdf));
    expect(arrived).toMatchObject({ title: 'Passwortschreiben 10342', copies: '3' });
    for (const option of ['media=A4', 'sides=one-sided', 'print-scaling=none'])
      expect(arrived?.options).toContain(option);
  });

  it('lists queues with state and default', async () => {
    await cups.client('lpadmin', '-d', queue.name);
    await cups.client('lpadmin', '-p', queue.name, '-D', 'Bürodrucker');
    const own = (await printer.list()).find(({ id }) => id === queue.name);
    expect(own).toEqual({
      id: queue.name,
      name: 'Bürodrucker',
      isDefault: true,
      state: 'ready',
      problem: undefined,
      trays: [],
    });
    await cups.client('cupsdisable', queue.name);
    expect((await printer.list()).find(({ id }) => id === queue.name)).toMatchObject({
      state: 'stopped',
      problem: 'PRINT_PAUSED',
    });
  });

  it('takes a job back when the paper is out: printing again prints once', async () => {
    await queue.setMode('paper-out');
    expect(await printer.print(job())).toEqual(failure('PRINT_PAPER_OUT'));
    expect(await waitingJobs()).toBe('');
    await queue.setMode('print');
    expect(await printer.print(job({ title: 'again' }))).toEqual({ ok: true, finished: true });
    expect((await queue.arrived()).map(({ title }) => title)).toEqual(['again']);
  });

  it('takes a job back after a jam, and prints again although the reason still stands', async () => {
    await queue.setMode('jam');
    expect(await printer.print(job())).toEqual(failure('PRINT_JAM'));
    expect(await waitingJobs()).toBe('');
    expect(await printer.print(job())).toEqual(failure('PRINT_JAM')); // the queue stands still, nothing is handed over
    await queue.setMode('print');
    await cups.client('cupsenable', queue.name);
    expect(await printer.print(job({ title: 'again' }))).toEqual({ ok: true, finished: true });
    expect((await queue.arrived()).map(({ title }) => title)).toEqual(['again']);
  });

  it('takes a job back from a device that does not answer', async () => {
    const quick = createCupsPrinter({ socketPath: cups.socketPath, watchMs: 400 });
    await queue.setMode('offline');
    expect(await quick.print(job())).toEqual(failure('PRINT_OFFLINE'));
    expect(await waitingJobs()).toBe('');
    await queue.setMode('print');
    expect(await quick.print(job({ title: 'again' }))).toEqual({ ok: true, finished: true });
    expect((await queue.arrived()).map(({ title }) => title)).toEqual(['again']);
  });

  it('calls a slow printer handed over, not failed, and lets it print', async () => {
    const quick = createCupsPrinter({ socketPath: cups.socketPath, watchMs: 200 });
    await queue.setMode('hold');
    expect(await quick.print(job())).toEqual({ ok: true, finished: false });
    await queue.setMode('print');
    await expect.poll(async () => (await queue.arrived()).length, { timeout: 10_000 }).toBe(1);
  });

  it('says that the queue stopped for a reason it does not know', async () => {
    await queue.setMode('fail');
    expect(await printer.print(job())).toEqual(failure('PRINT_STOPPED'));
    expect(await waitingJobs()).toBe('');
  });

  it('says that somebody cancelled', async () => {
    await queue.setMode('hold');
    const printing = printer.print(job());
    await expect.poll(waitingJobs, { timeout: 10_000 }).not.toBe('');
    await cups.client('cancel', '-a', queue.name);
    expect(await printing).toEqual(failure('PRINT_CANCELLED'));
  });

  it('hands nothing over to a paused or rejecting queue', async () => {
    await cups.client('cupsdisable', queue.name);
    expect(await printer.print(job())).toEqual(failure('PRINT_PAUSED'));
    await cups.client('cupsenable', queue.name);
    await cups.client('cupsreject', queue.name);
    expect(await printer.print(job())).toEqual(failure('PRINT_REJECTING'));
    expect(await waitingJobs()).toBe('');
    expect(await queue.arrived()).toEqual([]);
  });

  it.each(['Nirgends', '', '-o', 'a b', 'Brief/1', '#', `x'; touch /tmp/x; '`])(
    'knows no queue %j',
    async (printerId) => {
      expect(await printer.print(job({ printerId }))).toEqual(failure('PRINT_UNKNOWN_QUEUE'));
    },
  );

  it('passes a title on as it is, whatever a shell would make of it', async () => {
    const title = `"; $(id) 'Größl' && \`x\` -o raw`;
    expect(await printer.print(job({ title }))).toMatchObject({ ok: true });
    expect((await queue.arrived())[0]?.title).toBe(title);
  });

  it('refuses what is no whole PDF and what is no number of copies', async () => {
    for (const bytes of [new Uint8Array(0), Buffer.from('hallo'), pdf.subarray(0, pdf.length / 2)]) {
      expect(await printer.print(job({ pdf: bytes }))).toEqual(failure('PRINT_BAD_DOCUMENT'));
    }
    for (const over of [
      { copies: 0 },
      { copies: 1.5 },
      { copies: 100 },
      { tray: 'A4;rm' },
      { tray: 'no-such-tray' },
      { title: '' },
    ]) {
      expect(await printer.print(job(over))).toEqual(failure('PRINT_BAD_REQUEST'));
    }
    expect(await queue.arrived()).toEqual([]);
  });

  it('says that the program for printing is missing', async () => {
    const without = createCupsPrinter({ socketPath: cups.socketPath, lp: join(FONTS_FOLDER, 'no-lp') });
    expect(await without.print(job())).toEqual(failure('PRINT_NO_CUPS_CLIENT'));
  });

  it('does not wait for a spooler that hangs', async () => {
    const quick = createCupsPrinter({ socketPath: cups.socketPath, answerMs: 300 });
    cups.freeze();
    try {
      expect(await quick.print(job())).toEqual(failure('PRINT_TIMEOUT'));
    } finally {
      cups.thaw();
    }
    expect(await quick.print(job())).toMatchObject({ ok: true });
  });

  it('says that no spooler runs, and lists nothing', async () => {
    const absent = createCupsPrinter({ socketPath: join(FONTS_FOLDER, 'no.sock') });
    expect(await absent.print(job())).toEqual(failure('PRINT_NO_SPOOLER'));
    expect(await absent.list()).toEqual([]);
  });

  it('says so when the spooler dies with the job in it', async () => {
    const own = await startCups();
    try {
      const dying = await own.addQueue('Brief');
      await dying.setMode('hold');
      const printing = createCupsPrinter({ socketPath: own.socketPath }).print(job({ printerId: 'Brief' }));
      // 'printer Brief now printing Brief-1': the whole document is with the spooler, lp has its answer.
      await expect.poll(() => own.client('lpstat', '-p', 'Brief'), { timeout: 10_000 }).toMatch(/Brief-\d+/);
      await own.kill();
      expect(await printing).toEqual(failure('PRINT_NO_SPOOLER', true));
    } finally {
      await own.stop();
    }
  });
});
