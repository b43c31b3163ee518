// Prints through CUPS: `lp` takes a PDF, or bytes as they are, on standard input; IPP says how printer and job are. A failure leaves nothing
// in the queue, so that printing again cannot double a letter; where that is not certain the result says so. No shell
// is involved. It refuses to know what is printed.
import type { PrinterInfo, PrintFailureCode, PrintJob, PrintResult } from '../../../src-shared/printing/jobs.ts';
import { callProgram } from './call-program.ts';
import {
  askSpooler,
  IPP_OPERATION,
  IPP_STATUS,
  type IppAnswer,
  type IppAttributes,
  type IppQuestion,
  SpoolerUnreachable,
} from './ipp.ts';
import { type BytesJob, type BytesPrinterPort, looksLikePdf } from './printers.ts';

export type CupsOptions = {
  /** Default: the socket of the system's spooler. */
  readonly socketPath?: string;
  /** How long `lp` may take to hand the job over. */
  readonly handOverMs?: number;
  /** How long the spooler may take for an answer about a printer or job. */
  readonly answerMs?: number;
  /** How long a job that was handed over is watched for paper, jams and silence; it ends earlier with the job. */
  readonly watchMs?: number;
  /** Name or path of the program; tests name one that is not there. */
  readonly lp?: string;
  /** Puts the document into the queue in the place of `lp`; a number is the job's. Trays are its business then. */
  readonly handOver?: (job: PrintJob) => Promise<number | PrintResult>;
};

const PRINTER_STATE = { idle: 3, processing: 4, stopped: 5 } as const;
const JOB_STATE = { stopped: 6, cancelled: 7, aborted: 8, completed: 9 } as const;
const PRINTER_ATTRIBUTES = [
  'printer-name',
  'printer-info',
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-accepting-jobs',
  'media-source-supported',
];
const FIRST_POLL_MS = 40;
const SLOWEST_POLL_MS = 320;

export function createCupsPrinter(options: CupsOptions = {}): BytesPrinterPort {
  const spooler = {
    socketPath: options.socketPath ?? '/run/cups/cups.sock',
    handOverMs: options.handOverMs ?? 15_000,
    answerMs: options.answerMs ?? 5_000,
    watchMs: options.watchMs ?? 10_000,
    lp: options.lp ?? 'lp',
  };
  const handOver = options.handOver ?? ((job: PrintJob) => callLp(spooler, job, job.pdf, sheetSettings(job)));
  return {
    list: () => listPrinters(spooler),
    print: async (job) =>
      looksLikePdf(job.pdf) ? printJob(spooler, job, () => handOver(job)) : failed('PRINT_BAD_DOCUMENT'),
    printBytes: (job) =>
      printJob(spooler, { ...job, copies: 1 }, () => callLp(spooler, { ...job, copies: 1 }, job.bytes, ['raw'])),
  };
}

type Spooler = Readonly<Required<Omit<CupsOptions, 'handOver'>>>;

async function listPrinters(spooler: Spooler): Promise<PrinterInfo[]> {
  try {
    const [all, standard] = await Promise.all([
      ask(spooler, IPP_OPERATION.cupsGetPrinters, { wanted: PRINTER_ATTRIBUTES }),
      ask(spooler, IPP_OPERATION.cupsGetDefault, { wanted: ['printer-name'] }),
    ]);
    const standardName = text(standard.objects[0], 'printer-name');
    return all.objects.map((printer) => {
      const id = text(printer, 'printer-name');
      return {
        id,
        name: text(printer, 'printer-info') || id,
        isDefault: id === standardName,
        state: stateOf(printer),
        problem: refusalOf(printer),
        trays: texts(printer, 'media-source-supported'),
      };
    });
  } catch (error) {
    if (error instanceof SpoolerUnreachable) return [];
    throw error;
  }
}

/** All of a job but what is printed. */
type JobHead = Pick<PrintJob, 'printerId' | 'title' | 'copies' | 'tray'> & Partial<Pick<BytesJob, 'signal'>>;

async function printJob(
  spooler: Spooler,
  job: JobHead,
  handOver: () => Promise<number | PrintResult>,
): Promise<PrintResult> {
  const refused = refusalOfJob(job);
  if (refused) return failed(refused);
  let before: IppAttributes | undefined;
  try {
    before = await printerOf(spooler, job.printerId);
  } catch (error) {
    return failed(codeOf(error));
  }
  if (!before) return failed('PRINT_UNKNOWN_QUEUE');
  const problem = refusalOf(before);
  if (problem) return failed(problem);
  if (job.tray !== undefined && !texts(before, 'media-source-supported').includes(job.tray)) {
    return failed('PRINT_BAD_REQUEST');
  }
  const handed = await handOver();
  return typeof handed === 'number' ? watch(spooler, job, handed, before) : handed;
}

/** Exact size, one side, whatever the queue's presets say: the address has to meet the window. */
function sheetSettings({ tray }: PrintJob): string[] {
  const media = tray === undefined ? 'A4' : `A4,${tray}`;
  return [`media=${media}`, 'sides=one-sided', 'print-scaling=none'];
}

async function callLp(
  spooler: Spooler,
  job: JobHead,
  input: Uint8Array,
  settings: readonly string[],
): Promise<number | PrintResult> {
  const options = settings.flatMap((setting) => ['-o', setting]);
  const result = await callProgram(
    spooler.lp,
    ['-d', job.printerId, '-n', String(job.copies), '-t', job.title, ...options, '-'],
    { input, env: clientEnvironment(spooler), timeoutMs: spooler.handOverMs },
  );
  if (result.outcome === 'notInstalled') return failed('PRINT_NO_CUPS_CLIENT');
  // what was half handed over may lie in the queue
  if (result.outcome === 'timeout') return { ok: false, code: 'PRINT_TIMEOUT', mayStillPrint: true };
  const id = /request id is \S+-(\d+)/.exec(result.output)?.[1];
  if (id !== undefined) return Number(id);
  // `lp` says the same for an unknown queue and a dead spooler
  if (/not accepting/i.test(result.errors)) return failed('PRINT_REJECTING');
  try {
    return failed((await printerOf(spooler, job.printerId)) ? 'PRINT_FAILED' : 'PRINT_UNKNOWN_QUEUE');
  } catch (error) {
    return failed(codeOf(error));
  }
}

/** Until the job is done, something is wrong, or the time is up; then it counts as handed over. */
async function watch(spooler: Spooler, job: JobHead, id: number, before: IppAttributes): Promise<PrintResult> {
  const queue = job.printerId;
  const known = new Set(texts(before, 'printer-state-reasons')); // drivers leave a reason behind after it is cleared
  const deadline = Date.now() + spooler.watchMs;
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.5, SLOWEST_POLL_MS)) {
    let printer: IppAttributes | undefined;
    let state: number | undefined;
    try {
      state = await jobState(spooler, id);
      printer = await printerOf(spooler, queue);
    } catch (error) {
      return { ok: false, code: codeOf(error), mayStillPrint: true };
    }
    if (state === JOB_STATE.completed || state === undefined) return { ok: true, finished: state !== undefined };
    if (state === JOB_STATE.cancelled) return failed('PRINT_CANCELLED');
    if (state === JOB_STATE.aborted) return failed('PRINT_FAILED');
    if (job.signal?.aborted) return takeBack(spooler, queue, id, 'PRINT_CANCELLED');
    const late = Date.now() >= deadline;
    const stopped = state === JOB_STATE.stopped || number(printer, 'printer-state') === PRINTER_STATE.stopped;
    const code = stopped
      ? whyStopped(printer)
      : problemIn(texts(printer, 'printer-state-reasons').filter((reason) => late || !known.has(reason)));
    if (code) return takeBack(spooler, queue, id, code);
    if (late) return isSilent(printer) ? takeBack(spooler, queue, id, 'PRINT_OFFLINE') : { ok: true, finished: false };
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Cancels, and looks whether that came in time. */
async function takeBack(spooler: Spooler, queue: string, id: number, code: PrintFailureCode): Promise<PrintResult> {
  await callProgram('cancel', [`${queue}-${id}`], {
    env: clientEnvironment(spooler),
    timeoutMs: spooler.handOverMs,
  });
  const state = await jobState(spooler, id).catch(() => 0);
  if (state === JOB_STATE.completed) return { ok: true, finished: true };
  return { ok: false, code, mayStillPrint: state !== undefined && state < JOB_STATE.cancelled };
}

function ask({ socketPath, answerMs }: Spooler, operation: number, question: IppQuestion): Promise<IppAnswer> {
  return askSpooler(socketPath, operation, question, answerMs);
}

async function printerOf(spooler: Spooler, queue: string): Promise<IppAttributes | undefined> {
  const value = `ipp://localhost/printers/${encodeURIComponent(queue)}`;
  const answer = await ask(spooler, IPP_OPERATION.getPrinterAttributes, {
    uri: { name: 'printer-uri', value },
    wanted: PRINTER_ATTRIBUTES,
  });
  if (answer.status === IPP_STATUS.notFound) return undefined;
  if (answer.status > IPP_STATUS.lastOk) throw new Error(`the spooler refused: 0x${answer.status.toString(16)}`);
  return answer.objects[0];
}

/** Undefined when the spooler has forgotten the job, which it may once it is over. */
async function jobState(spooler: Spooler, id: number): Promise<number | undefined> {
  const answer = await ask(spooler, IPP_OPERATION.getJobAttributes, {
    uri: { name: 'job-uri', value: `ipp://localhost/jobs/${id}` },
    wanted: ['job-state'],
  });
  return answer.status > IPP_STATUS.lastOk ? undefined : number(answer.objects[0], 'job-state');
}

/** Names go to `lp` as arguments of their own; a leading '-' would still be taken for an option. */
function refusalOfJob(job: JobHead): PrintFailureCode | undefined {
  if (!/^[^\s/#\p{Cc}-][^\s/#\p{Cc}]{0,126}$/u.test(job.printerId)) return 'PRINT_UNKNOWN_QUEUE';
  const copies = Number.isInteger(job.copies) && job.copies >= 1 && job.copies <= 99;
  const title = job.title !== '' && job.title.length <= 200 && !/\p{Cc}/u.test(job.title);
  const tray = job.tray === undefined || /^[\w.-]{1,60}$/.test(job.tray);
  return copies && title && tray ? undefined : 'PRINT_BAD_REQUEST';
}

/** Why a printer would not print a new job now. Reasons of a printer that is not stopped may be stale. */
function refusalOf(printer: IppAttributes): PrintFailureCode | undefined {
  if (printer.get('printer-is-accepting-jobs')?.[0] === false) return 'PRINT_REJECTING';
  if (number(printer, 'printer-state') !== PRINTER_STATE.stopped) return undefined;
  return whyStopped(printer);
}

/**
 * A queue that CUPS itself stopped after an error is 'paused' as well, but without the words that a person who paused
 * it leaves ('Paused', or a reason).
 */
function whyStopped(printer: IppAttributes | undefined): PrintFailureCode {
  const reasons = texts(printer, 'printer-state-reasons');
  const problem = problemIn(reasons);
  if (problem || !reasons.some((reason) => reason.startsWith('paused'))) return problem ?? 'PRINT_STOPPED';
  const words = text(printer, 'printer-state-message');
  return words === '' || /failed|stopped|error|unavailable|not exist/i.test(words) ? 'PRINT_STOPPED' : 'PRINT_PAUSED';
}

/** RFC 8011, 5.4.12. */
function problemIn(reasons: readonly string[]): PrintFailureCode | undefined {
  const has = (pattern: RegExp) => reasons.some((reason) => pattern.test(reason) && !reason.endsWith('-report'));
  if (has(/^media-jam/)) return 'PRINT_JAM';
  if (has(/^media-(empty|needed)/)) return 'PRINT_PAPER_OUT';
  if (has(/^(offline|shutdown|timed-out)/)) return 'PRINT_OFFLINE';
  if (has(/^(cover-open|door-open|interlock-open|toner-empty|marker-supply-empty)/)) return 'PRINT_STOPPED';
  return undefined;
}

function isSilent(printer: IppAttributes | undefined): boolean {
  return (
    texts(printer, 'printer-state-reasons').some((reason) => reason.startsWith('connecting-to-device')) ||
    /unavailable|not exist|not responding|unreachable/i.test(text(printer, 'printer-state-message'))
  );
}

/** What it means for a job that the spooler could not be asked. */
function codeOf(error: unknown): PrintFailureCode {
  if (error instanceof SpoolerUnreachable) return 'PRINT_NO_SPOOLER';
  return error instanceof Error && error.name === 'TimeoutError' ? 'PRINT_TIMEOUT' : 'PRINT_FAILED';
}

function stateOf(printer: IppAttributes): PrinterInfo['state'] {
  const state = number(printer, 'printer-state');
  if (state === PRINTER_STATE.stopped) return 'stopped';
  return state === PRINTER_STATE.processing ? 'printing' : 'ready';
}

function failed(code: PrintFailureCode): PrintResult {
  return { ok: false, code, mayStillPrint: false };
}

function clientEnvironment({ socketPath }: Spooler): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C.UTF-8', CUPS_SERVER: socketPath };
}

function texts(attributes: IppAttributes | undefined, name: string): string[] {
  return (attributes?.get(name) ?? []).filter((value) => typeof value === 'string');
}

function text(attributes: IppAttributes | undefined, name: string): string {
  return texts(attributes, name)[0] ?? '';
}

function number(attributes: IppAttributes | undefined, name: string): number | undefined {
  const value = attributes?.get(name)?.[0];
  return typeof value === 'number' ? value : undefined;
}
