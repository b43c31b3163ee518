// What Windows says about its printers, read as PowerShell writes it: one object, a list, or something else altogether.
import { expect, test } from 'vitest';
import { readPrinterStates } from '../../src-main/shell/windows-printer-states.ts';

const printer = (more: object) => ({ Name: 'Büro', Default: false, WorkOffline: false, PrinterState: 0, ...more });

test('one printer comes alone, several in a list', () => {
  const one = printer({ Default: true });
  const ready = { name: 'Büro', isDefault: true, printing: false, problem: undefined };
  expect(readPrinterStates(JSON.stringify(one))).toEqual([ready]);
  expect(readPrinterStates(`\uFEFF${JSON.stringify([one, printer({ Name: 'Bon' })])}\r\n`)).toEqual([
    ready,
    { ...ready, name: 'Bon', isDefault: false },
  ]);
});

test.each([
  [0x1, 'PRINT_PAUSED'],
  [0x2, 'PRINT_STOPPED'],
  [0x8, 'PRINT_JAM'],
  [0x10, 'PRINT_PAPER_OUT'],
  [0x12, 'PRINT_PAPER_OUT'], // an error, and which
  [0x80, 'PRINT_OFFLINE'],
  [0x40_0000, 'PRINT_STOPPED'],
  [0x2_0000, undefined], // little toner still prints
  [0x400, undefined],
])('state %i means %s', (PrinterState, problem) => {
  const [state] = readPrinterStates(JSON.stringify(printer({ PrinterState })));
  expect(state?.problem).toBe(problem);
  expect(state?.printing).toBe(PrinterState === 0x400);
});

test('a printer that was taken off line is off line', () => {
  expect(readPrinterStates(JSON.stringify(printer({ WorkOffline: true })))[0]?.problem).toBe('PRINT_OFFLINE');
});

test.each(['', 'null', '[]', '{}', '[null]', 'Get-CimInstance : Zugriff verweigert', '[{"Name":7}]', '{"Name"'])(
  '%j names no printer',
  (output) => expect(readPrinterStates(output)).toEqual([]),
);
