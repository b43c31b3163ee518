// Slips through a queue of Windows: a real process calls a library with the functions and types of winspool.h. The queue gets the
// very bytes, a failure has its reason, and what failed or was called back is taken back. Windows itself was never asked.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rawPrinting } from '../../src-main/raw-printing.ts';
import { startForked } from '../../src-main/service/database/forked-helper.ts';
import { slipBytes } from '../../src-main/service/slips/bytes.ts';
import { testSlip } from '../../src-main/service/slips/content.ts';
import type { SlipPrinter } from '../../src-shared/slips/rules.ts';
import { decodeSlip } from '../support/escpos.ts';
import { noWinspoolDouble, startWinspoolDouble, type WinspoolDouble } from '../support/winspool-double.ts';

const missing = noWinspoolDouble();
const PRINTER: SlipPrinter = {
  ...{ id: 'p', name: 'Bon', codePage: 'PC858_EURO', columns: 42, printsLoginCode: false },
  way: { kind: 'queue', printerId: 'Bon' },
};
const bytes = slipBytes(testSlip(PRINTER, { branchName: 'Sonnen-Apotheke', moment: '21.11.2026, 10:30' }), PRINTER);

describe.skipIf(missing !== null)(`slips through winspool${missing === null ? '' : `, skipped: ${missing}`}`, () => {
  let spooler: WinspoolDouble;
  let control: AbortController;
  beforeAll(() => {
    spooler = startWinspoolDouble();
  });
  afterAll(() => spooler?.stop());
  beforeEach(() => {
    control = new AbortController();
    spooler.wants();
  });

  const print = (patienceMs?: number) =>
    rawPrinting({ start: startForked, libraries: spooler.libraries, ...(patienceMs && { patienceMs }) })({
      ...{ printerId: 'Bondrucker Größe 80', title: 'Testbon', bytes, signal: control.signal },
    });

  test('the queue gets the very bytes as one job that it leaves alone', async () => {
    spooler.wants('states 8 16 128');
    expect(await print()).toEqual({ ok: true, finished: true });
    const hex = bytes.toString('hex');
    expect(spooler.said()).toEqual([
      ...['open Bondrucker Größe 80', 'title Testbon', 'file null', 'kind RAW'],
      ...['page begins', `bytes ${hex}`, 'page ends', 'end', 'close'],
    ]);
    const slip = decodeSlip(Buffer.from(hex, 'hex'), { columns: 42 });
    expect(slip.lines.map((line) => line.text)).toContain('ÄÖÜäöüß€');
  });

  test('a queue that takes a few bytes at once gets all of them in their order', async () => {
    spooler.wants('short 7');
    expect(await print()).toEqual({ ok: true, finished: true });
    const parts = spooler.said().filter((line) => line.startsWith('bytes '));
    expect(parts).toHaveLength(Math.ceil(bytes.length / 7));
    expect(parts.map((line) => line.slice(6)).join('')).toBe(bytes.toString('hex'));
  });

  test('a job that the queue no longer knows is done; one that somebody removed is called back', async () => {
    spooler.wants('states 16 gone');
    expect(await print()).toEqual({ ok: true, finished: true });
    spooler.wants('states 4 gone');
    expect(await print()).toEqual({ ok: false, code: 'PRINT_CANCELLED', mayStillPrint: false });
  });

  test('a job of many words is read all the same', async () => {
    spooler.wants('needs 9000', 'states 16 64', 'removed gone');
    expect(await print()).toEqual({ ok: false, code: 'PRINT_PAPER_OUT', mayStillPrint: false });
  });

  test.each([
    ['paper out', 0x40 | 0x400, 'PRINT_PAPER_OUT'],
    ['offline', 0x20, 'PRINT_OFFLINE'],
    ['held', 0x1, 'PRINT_PAUSED'],
    ['at fault', 0x2, 'PRINT_STOPPED'],
    ['blocked by its driver', 0x200, 'PRINT_STOPPED'],
    ['waiting for somebody', 0x400, 'PRINT_STOPPED'],
  ])('%s is said, and the job is taken back', async (_what, status, code) => {
    spooler.wants(`states 8 ${status}`, 'removed gone');
    expect(await print()).toEqual({ ok: false, code, mayStillPrint: false });
    expect(spooler.said().slice(-2)).toEqual(['remove', 'close']);
  });

  test('what the printer has begun with may come out, and what came out in time is printed', async () => {
    spooler.wants('states 64', `removed ${0x4 | 0x10}`);
    expect(await print()).toEqual({ ok: false, code: 'PRINT_PAPER_OUT', mayStillPrint: true });
    spooler.wants('states 64', 'removed 64');
    expect(await print()).toEqual({ ok: false, code: 'PRINT_PAPER_OUT', mayStillPrint: true });
    spooler.wants('states 64', 'removed 4');
    expect(await print()).toEqual({ ok: false, code: 'PRINT_PAPER_OUT', mayStillPrint: false });
    spooler.wants('states 64', 'removed 128');
    expect(await print()).toEqual({ ok: true, finished: true });
  });

  test('what is called back while it waits is removed', async () => {
    spooler.wants('states 8', 'removed gone');
    const printing = print();
    await expect.poll(() => spooler.said(), { timeout: 10_000 }).toContain('end');
    control.abort();
    expect(await printing).toEqual({ ok: false, code: 'PRINT_CANCELLED', mayStillPrint: false });
    expect(spooler.said()).toContain('remove');
  });

  test('what is called back before it begins never gets there', async () => {
    control.abort();
    expect(await print()).toEqual({ ok: false, code: 'PRINT_CANCELLED', mayStillPrint: false });
    expect(spooler.said()).toEqual(['open Bondrucker Größe 80', 'close']);
  });

  test.each([
    ['OpenPrinter', 1801, 'PRINT_UNKNOWN_QUEUE'],
    ['OpenPrinter', 1722, 'PRINT_NO_SPOOLER'],
    ['OpenPrinter', 5, 'PRINT_REJECTING'],
    ['StartDocPrinter', 5, 'PRINT_REJECTING'],
    ['StartPagePrinter', 1726, 'PRINT_NO_SPOOLER'],
    ['WritePrinter', 112, 'PRINT_FAILED'],
    ['EndPagePrinter', 112, 'PRINT_FAILED'],
    ['EndDocPrinter', 112, 'PRINT_FAILED'],
  ])('%s fails with %i: said, and nothing of the job is left', async (name, windowsCode, code) => {
    spooler.wants(`fail ${name} ${windowsCode}`);
    expect(await print()).toEqual({ ok: false, code, mayStillPrint: false });
    const begun = !['OpenPrinter', 'StartDocPrinter'].includes(name);
    expect(spooler.said().includes('abort')).toBe(begun);
    expect(spooler.said().includes('close')).toBe(name !== 'OpenPrinter');
  });

  test('a queue that takes nothing and says that it is well is not asked for ever', async () => {
    spooler.wants('short 0');
    expect(await print()).toMatchObject({ ok: false, code: 'PRINT_FAILED', mayStillPrint: false });
    expect(spooler.said()).toContain('abort');
  });

  test('a spooler that stops while the job is watched leaves it open', async () => {
    spooler.wants('fail GetJob 1722');
    expect(await print()).toEqual({ ok: false, code: 'PRINT_NO_SPOOLER', mayStillPrint: true });
  });

  test('a spooler that never answers is left, with its process', async () => {
    spooler.wants('hang');
    expect(await print(2_000)).toEqual({ ok: false, code: 'PRINT_TIMEOUT', mayStillPrint: true });
  });

  test('where there is no such library the process ends, and that is said', async () => {
    const nowhere = { spooler: '/nowhere/winspool.drv', system: '/nowhere/kernel32.dll' };
    const printing = rawPrinting({ start: startForked, libraries: nowhere })({
      ...{ printerId: 'Bon', title: 'Testbon', bytes, signal: control.signal },
    });
    expect(await printing).toEqual({ ok: false, code: 'PRINT_FAILED', mayStillPrint: true });
  });
});
