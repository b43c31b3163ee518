// Slips on the real service and a printer on a real wire: the login code under the conditions of the form, each fault by its own
// code, and what may lie in the printer afterwards.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askState, sendSlip } from '../../src-main/service/slips/network-printer.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import type { SlipPrinterForm, SlipWay } from '../../src-shared/slips/rules.ts';
import { appAccess, branch, change } from '../../src-shared/tables.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { decodeSlip } from '../support/escpos.ts';
import { type PrinterMode, type SlipPrinterDouble, startSlipPrinter } from '../support/slip-printer.ts';

let printer: SlipPrinterDouble;
beforeEach(async () => {
  printer = await startSlipPrinter();
});
afterEach(() => printer.stop());

const QUICK = { connectMs: 2_000, answerMs: 300, writeMs: 2_000, printedMs: 500, closeMs: 300 };
const SLIP = Buffer.from(`\u001b@${'Guten Tag\n'.repeat(200)}\u001dV\u0000`, 'latin1');

function way(over: Partial<Extract<SlipWay, { kind: 'address' }>> = {}): Extract<SlipWay, { kind: 'address' }> {
  return { kind: 'address', host: printer.host, port: printer.port, asksState: true, ...over };
}
const send = (to = way(), signal = new AbortController().signal) => sendSlip(to, SLIP, { signal, timings: QUICK });

describe('on the wire', () => {
  test('a slip arrives byte by byte, on one wire, and the printer itself says that it is done', async () => {
    expect(await send()).toEqual({ ok: true, finished: true, note: null });
    expect(printer.slips).toEqual([SLIP]);
    expect(printer.mostAtOnce).toBe(1);
    expect(printer.questions).toBe(3);
  });

  test('paper that runs out is a note, not a failure', async () => {
    await printer.setMode('nearEnd');
    expect(await send()).toEqual({ ok: true, finished: true, note: 'nearEnd' });
    expect(printer.slips).toHaveLength(1);
  });

  test.each<[PrinterMode, string]>([
    ['paperOut', 'SLIP_PAPER_OUT'],
    ['coverOpen', 'SLIP_COVER_OPEN'],
    ['fault', 'SLIP_FAULT'],
    ['offline', 'SLIP_OFFLINE'],
    ['silent', 'SLIP_SILENT'],
    ['hangsUp', 'SLIP_HUNG_UP'],
    ['refuse', 'SLIP_UNREACHABLE'],
  ])('%s is seen before anything is sent; afterwards one slip comes out', async (mode, code) => {
    await printer.setMode(mode);
    expect(await send()).toEqual({ ok: false, code, mayBeOut: false });
    expect(await askState(way(), { signal: new AbortController().signal, timings: QUICK })).toMatchObject({ code });
    expect([...printer.slips, ...printer.torn]).toEqual([]);
    await printer.setMode('ready');
    expect(await send()).toMatchObject({ ok: true });
    expect(printer.slips).toEqual([SLIP]);
  });

  test.each<[PrinterMode, string]>([
    [{ resetAfter: 10 }, 'SLIP_BROKEN_OFF'],
    [{ resetAfter: 1_000 }, 'SLIP_BROKEN_OFF'],
    ['paperOutMidway', 'SLIP_PAPER_OUT'],
    ['silentMidway', 'SLIP_SILENT'],
  ])('%j says that part of the slip may be out', async (mode, code) => {
    await printer.setMode(mode);
    expect(await send()).toEqual({ ok: false, code, mayBeOut: true });
    expect(printer.slips).toEqual([]);
  });

  test('a name that the network does not know', async () => {
    expect(await send(way({ host: 'no-such-printer.invalid' }))).toEqual({
      ...{ ok: false, code: 'SLIP_UNKNOWN_HOST', mayBeOut: false },
    });
  });

  test('one that has never heard of the question whether it is done is handed the slip', async () => {
    await printer.setMode('neverDone');
    expect(await send()).toEqual({ ok: true, finished: false, note: null });
    expect(printer.torn).toEqual([]);
  });

  test('one that never answers can be sent to blindly; a reset is noticed all the same', async () => {
    await printer.setMode('silent');
    expect(await send(way({ asksState: false }))).toEqual({ ok: true, finished: false, note: null });
    await expect.poll(() => printer.slips.length).toBe(1);
    expect(printer.slips[0]).toEqual(SLIP);
    expect(printer.questions).toBe(0);
    await printer.setMode({ resetAfter: 10 });
    expect(await send(way({ asksState: false }))).toEqual({ ok: false, code: 'SLIP_BROKEN_OFF', mayBeOut: true });
  });

  test('what is called back ends at once, before and after it began', async () => {
    for (const [mode, mayBeOut] of [
      ['silent', false],
      ['silentMidway', true],
    ] as const) {
      await printer.setMode(mode);
      const control = new AbortController();
      const patient = { ...QUICK, answerMs: 60_000, printedMs: 60_000 };
      const sending = sendSlip(way(), SLIP, { signal: control.signal, timings: patient });
      const before = printer.questions;
      await expect.poll(() => printer.questions).toBeGreaterThan(mayBeOut ? before + 3 : before);
      control.abort();
      expect(await sending).toEqual({ ok: false, code: 'SLIP_CANCELLED', mayBeOut });
    }
  });
});

describe('at the counter', () => {
  let counter: TestCounter;
  beforeEach(async () => {
    counter = await openCounter();
  });
  afterEach(() => counter.close());

  const FORM: SlipPrinterForm = {
    ...{ name: 'Kasse 1', way: 'address', address: '', asksState: true, printerId: '' },
    ...{ codePage: 'PC858_EURO', columns: 48, printsLoginCode: true },
  };
  const save = (over: Partial<SlipPrinterForm> = {}, id: string | null = null) =>
    counter.client.slips.save({ id, form: { ...FORM, address: printer.address, ...over } });

  function house() {
    const { house: open } = counter.service.counter;
    if (!open) throw new Error('not open');
    return open;
  }

  /** A customer whose access is active, with a login code and a password letter that waits. */
  async function customerWithAccess(): Promise<string> {
    house().save('branch.save', (unit) => {
      unit.update('branch', house().db.orm.select().from(branch).get()?.id ?? '', { licenceUntil: '2027-12-31' });
    });
    await counter.client.settings.save({ changes: { appAddress: 'https://app.example.com' } });
    const form = { ...emptyForm('natural' as const, 'active'), firstName: 'Łukasz', lastName: 'Şahin-Größl' };
    const { id } = await counter.client.customers.save({ id: null, form, appActive: null, draftId: null });
    house().save('consent.sign', (unit) =>
      unit.create('consentEntry', {
        ...{ id: house().newId(), customerId: id, purpose: 'app', kind: 'granted', capturedHow: 'paper' },
        ...{ capturedAt: unit.now, capturedBy: house().session.person?.id ?? '' },
      }),
    );
    await setActive(id, true);
    return id;
  }

  async function setActive(id: string, appActive: boolean): Promise<void> {
    const { form } = await counter.client.customers.byId({ id });
    await counter.client.customers.save({ id, form, basedOn: null, appActive, draftId: null });
  }

  const loginCode = () => house().db.orm.select().from(appAccess).get()?.loginCode ?? '';

  test('the slip carries the valid code, printed again the same one, and never a password (A-17, A-22)', async () => {
    const customerId = await customerWithAccess();
    const { id: printerId } = await save();
    for (let i = 0; i < 2; i++)
      expect(await counter.client.slips.printLoginCode({ customerId, printerId })).toMatchObject({ ok: true });
    expect(printer.slips).toHaveLength(2);
    expect(printer.slips[1]).toEqual(printer.slips[0]);
    const slip = decodeSlip(printer.slips[0] ?? Buffer.alloc(0), { columns: 48 });
    const words = slip.lines.map((line) => line.text).join(' ');
    expect(loginCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
    expect(slip.qrCodes.map((one) => one.payload)).toEqual([`https://app.example.com/app/connect#${loginCode()}`]);
    expect(words.replace(/[\s-]/g, '')).toContain(loginCode());
    expect(words).toContain('Sonnen-Apotheke');
    expect(words).toContain('Lukasz Sahin-Größl');
    // A letter that waits for F1 changes nothing on it.
    await counter.client.appAccess.issuePassword({ customerId, active: true });
    await counter.client.slips.printLoginCode({ customerId, printerId });
    expect(printer.slips[2]).toEqual(printer.slips[0]);
  });

  test('it is refused for the reasons that the form is refused for, and nothing reaches the printer', async () => {
    const customerId = await customerWithAccess();
    const { id: printerId } = await save();
    const reasons = async () => {
      const reason = (error: unknown) => (error as { data: { reason: string } }).data.reason;
      return Promise.all([
        counter.client.slips.printLoginCode({ customerId, printerId }).catch(reason),
        counter.client.appAccess.registrationForm({ customerId }).catch(reason),
      ]);
    };
    await counter.client.settings.save({ changes: { appAddress: null } });
    expect(await reasons()).toEqual(['noPublicAddress', 'noPublicAddress']);
    await counter.client.settings.save({ changes: { appAddress: 'https://app.example.com' } });
    await setActive(customerId, false);
    expect(await reasons()).toEqual(['notActive', 'notActive']);
    await expect(counter.client.slips.printLoginCode({ customerId: 'nobody', printerId })).rejects.toMatchObject({
      code: 'GONE',
    });
    expect(printer.slips).toEqual([]);
  });

  test('a printer that has been removed prints nothing, and says so', async () => {
    const customerId = await customerWithAccess();
    const { id } = await save();
    await counter.client.slips.remove({ id });
    await expect(counter.client.slips.printLoginCode({ customerId, printerId: id })).rejects.toMatchObject({
      code: 'NO_PRINTER',
    });
    for (const call of ['state', 'printTest'] as const)
      await expect(counter.client.slips[call]({ id })).rejects.toMatchObject({ code: 'GONE' });
  });

  test('printers are kept at this workstation over a restart, in no log, and one prints the login code', async () => {
    const first = await save();
    const second = await save({ name: ' Kasse 2 ', address: 'kasse2.local', columns: 32, codePage: 'WPC1252' });
    expect((await counter.client.slips.printers()).map(({ name, printsLoginCode }) => [name, printsLoginCode])).toEqual(
      [
        ['Kasse 1', false],
        ['Kasse 2', true],
      ],
    );
    await save({ name: 'Tresen', printsLoginCode: true }, first.id);
    expect(JSON.stringify(house().db.orm.select().from(change).all())).not.toContain('kasse2.local');
    counter.restart();
    const state = await counter.client.signIn.state();
    if (state.phase !== 'signIn') throw new Error(state.phase);
    await counter.client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: '1234' });
    expect(await counter.client.slips.printers()).toEqual([
      {
        ...{ id: first.id, name: 'Tresen', codePage: 'PC858_EURO', columns: 48, printsLoginCode: true },
        way: { kind: 'address', host: printer.host, port: printer.port, asksState: true },
      },
      {
        ...{ id: second.id, name: 'Kasse 2', codePage: 'WPC1252', columns: 32, printsLoginCode: false },
        way: { kind: 'address', host: 'kasse2.local', port: 9100, asksState: true },
      },
    ]);
  });

  test('what is typed wrong is not kept', async () => {
    await save();
    await expect(save({ address: 'http://drucker' })).rejects.toMatchObject({
      ...{ code: 'INVALID' },
      data: {
        problems: [
          { field: 'name', problem: 'nameTaken' },
          { field: 'address', problem: 'notAnAddress' },
        ],
      },
    });
    await expect(save({}, 'gone')).rejects.toMatchObject({ code: 'GONE' });
    expect(await counter.client.slips.printers()).toHaveLength(1);
  });

  test('where the system takes no bytes, no queue is offered', async () => {
    expect(await counter.client.slips.queues()).toBeNull();
  });

  test('however many ask for the state of a silent printer, it is asked once, and a slip behind it is called back at once', async () => {
    const { id } = await save();
    await printer.setMode('silent');
    const before = printer.questions;
    const states = Array.from({ length: 5 }, () => counter.client.slips.state({ id }));
    await expect.poll(() => printer.questions).toBe(before + 1);
    const printing = counter.client.slips.printTest({ id });
    // The call may come before the slip has taken its place in the line.
    await expect
      .poll(async () => {
        await counter.client.slips.cancel();
        return Promise.race([printing, null]);
      })
      .toEqual({ ok: false, code: 'SLIP_CANCELLED', mayBeOut: false });
    expect(await Promise.race([states[0], 'still asked'])).toBe('still asked');
    for (const state of await Promise.all(states)) expect(state).toMatchObject({ ok: false, code: 'SLIP_SILENT' });
    expect(printer.questions).toBe(before + 1);
  });

  test('a test slip and questions for the state take turns on one wire, and a slip can be called back', async () => {
    const { id } = await save();
    const all = await Promise.all([
      counter.client.slips.state({ id }),
      counter.client.slips.printTest({ id }),
      counter.client.slips.state({ id }),
      counter.client.slips.printTest({ id }),
    ]);
    expect(all.map((one) => one.ok)).toEqual([true, true, true, true]);
    expect(printer.mostAtOnce).toBe(1);
    expect(printer.slips).toHaveLength(2);
    const slip = decodeSlip(printer.slips[0] ?? Buffer.alloc(0), { columns: 48 });
    expect(slip.lines.map((line) => line.text)).toContain('ÄÖÜäöüß€');
    await printer.setMode('silent');
    const asked = printer.questions;
    const printing = counter.client.slips.printTest({ id });
    await expect.poll(() => printer.questions).toBeGreaterThan(asked);
    await counter.client.slips.cancel();
    expect(await printing).toEqual({ ok: false, code: 'SLIP_CANCELLED', mayBeOut: false });
  });
});
