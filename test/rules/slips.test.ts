// What may be typed for a slip printer, and what is said about what may not.
import { expect, test } from 'vitest';
import {
  LONGEST_SLIP_PRINTER_NAME,
  type SlipPrinterForm,
  shownAddress,
  slipAddress,
  slipPrinterProblems,
} from '../../src-shared/slips/rules.ts';

const FORM: SlipPrinterForm = {
  ...{ name: 'Kasse 1', way: 'address', address: '192.168.1.50', asksState: true, printerId: '' },
  ...{ codePage: 'PC858_EURO', columns: 48, printsLoginCode: false },
};

test.each([
  ['192.168.1.50', '192.168.1.50', 9100],
  [' 192.168.1.50:9101 ', '192.168.1.50', 9101],
  ['Kasse1.local', 'kasse1.local', 9100],
  ['bondrucker', 'bondrucker', 9100],
  ['TCP://bon_drucker-2:515/', 'bon_drucker-2', 515],
])('%j is an address', (typed, host, port) => {
  expect(slipAddress(typed)).toEqual({ ok: true, host, port });
});

test.each([
  ['', 'missing'],
  ['tcp://', 'missing'],
  ['192.168.1', 'notAnAddress'],
  ['192.168.1.256', 'notAnAddress'],
  ['http://192.168.1.50', 'notAnAddress'],
  ['192.168.1.50/lp', 'notAnAddress'],
  ['drucker eins', 'notAnAddress'],
  ['-drucker', 'notAnAddress'],
  ['[fe80::1]:9100', 'notAnAddress'],
  ['/dev/usb/lp0', 'notAnAddress'],
  ['192.168.1.50:0', 'badPort'],
  ['192.168.1.50:65536', 'badPort'],
  ['192.168.1.50:', 'badPort'],
])('%j is none: %s', (typed, problem) => {
  expect(slipAddress(typed)).toEqual({ ok: false, problem });
});

test('what is shown is read back as the same address', () => {
  for (const address of [
    { host: 'kasse1.local', port: 9100 },
    { host: '10.0.0.7', port: 9101 },
  ])
    expect(slipAddress(shownAddress(address))).toEqual({ ok: true, ...address });
  expect(shownAddress({ host: 'kasse1.local', port: 9100 })).toBe('kasse1.local');
});

test('a name is needed, fits, and is told apart from the others whatever its capitals', () => {
  const problemsOf = (name: string) => slipPrinterProblems({ ...FORM, name }, ['Kasse 1']);
  expect(problemsOf('Kasse 2')).toEqual([]);
  expect(problemsOf('  ')).toEqual([{ field: 'name', problem: 'missing' }]);
  expect(problemsOf(' kasse 1')).toEqual([{ field: 'name', problem: 'nameTaken' }]);
  expect(problemsOf('x'.repeat(LONGEST_SLIP_PRINTER_NAME + 1))).toEqual([{ field: 'name', problem: 'tooLong' }]);
});

test('only what belongs to its way is asked of a printer', () => {
  const queue: SlipPrinterForm = { ...FORM, way: 'queue', address: 'no address at all', printerId: '' };
  expect(slipPrinterProblems(queue, [])).toEqual([{ field: 'printerId', problem: 'missing' }]);
  expect(slipPrinterProblems({ ...queue, printerId: 'system:Bon' }, [])).toEqual([]);
  expect(slipPrinterProblems({ ...FORM, address: 'a b' }, [])).toEqual([{ field: 'address', problem: 'notAnAddress' }]);
});
