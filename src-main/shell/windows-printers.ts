// The printers of Windows. Electron names them but no longer says which is the default and how they are; Windows itself is
// asked for that, beside the work, since its answer takes a second. It refuses to print.
import { execFile } from 'node:child_process';
import { webContents } from 'electron';
import type { PrinterInfo, PrintFailureCode } from '../../src-shared/printing/jobs.ts';
import { type PrinterState, readPrinterStates } from './windows-printer-states.ts';

const ASKED_AGAIN_MS = 30_000;
const ANSWER_MS = 10_000;
const COMMAND = [
  '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8',
  'Get-CimInstance Win32_Printer | Select-Object Name,Default,WorkOffline,PrinterState | ConvertTo-Json -Compress',
].join('; ');

/** A list as of at most half a minute ago; only the very first call waits for Windows. */
export function windowsPrinters(): () => Promise<PrinterInfo[]> {
  let states: Promise<readonly PrinterState[]> | undefined;
  let askedAt = 0;
  return async () => {
    if (states === undefined) {
      states = askWindows();
      askedAt = Date.now();
    } else if (Date.now() - askedAt > ASKED_AGAIN_MS) {
      askedAt = Date.now();
      void askWindows().then((fresh) => {
        states = Promise.resolve(fresh);
      });
    }
    const [names, known] = await Promise.all([namesFromElectron(), states]);
    return names.map(({ name, displayName }) => printerOf(name, displayName, known));
  };
}

function printerOf(name: string, displayName: string, known: readonly PrinterState[]): PrinterInfo {
  const state = known.find((one) => one.name === name);
  const problem: PrintFailureCode | undefined = state?.problem;
  return {
    id: name,
    name: displayName || name,
    isDefault: state?.isDefault ?? false,
    state: problem ? 'stopped' : state?.printing ? 'printing' : 'ready',
    problem,
    trays: [],
  };
}

async function namesFromElectron(): Promise<{ name: string; displayName: string }[]> {
  const [page] = webContents.getAllWebContents();
  return page ? page.getPrintersAsync() : [];
}

/** Empty where Windows does not answer: printing goes on without a default. */
function askWindows(): Promise<readonly PrinterState[]> {
  return new Promise((resolve) => {
    execFile(
      'powershell.exe',
      ['-NoProfile', '-NonInteractive', '-Command', COMMAND],
      { windowsHide: true, timeout: ANSWER_MS, encoding: 'utf8' },
      (error, output) => resolve(error ? [] : readPrinterStates(output)),
    );
  });
}
