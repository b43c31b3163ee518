// Decides how printers of different kinds (the spooler's queues, the folder 'PDF-Ablage', the shell's) look like one
// list to the service. It refuses to know how any of them prints.
import type { PrinterInfo, PrintJob, PrintResult } from '../../../src-shared/printing/jobs.ts';

/** Bytes that a printer gets as they are. */
export type BytesJob = Pick<PrintJob, 'printerId' | 'title'> & {
  readonly bytes: Uint8Array;
  /** Takes the job back while it waits. */
  readonly signal: AbortSignal;
};

/** A way to print. Expected failures are results; a rejection is a fault of the program. */
export type PrinterPort = {
  list(): Promise<PrinterInfo[]>;
  print(job: PrintJob): Promise<PrintResult>;
  /** Only where a printer can be handed bytes that it gets as they are: a slip. */
  printBytes?(job: BytesJob): Promise<PrintResult>;
};

export type BytesPrinterPort = PrinterPort & Required<Pick<PrinterPort, 'printBytes'>>;

/**
 * One port out of several. Ids become `<name>:<id of the port>`; exactly one printer is the default: the first one, in
 * the order of the names, that its own port calls so. A port that cannot list is reported and left out, so that a
 * broken spooler does not hide the folder.
 */
export function combinePrinters(
  ports: Readonly<Record<string, PrinterPort>>,
  onListFailed: (name: string, error: unknown) => void,
): PrinterPort {
  const portOf = (printerId: string) => {
    const colon = printerId.indexOf(':');
    const name = printerId.slice(0, Math.max(0, colon));
    return { port: Object.hasOwn(ports, name) ? ports[name] : undefined, id: printerId.slice(colon + 1) };
  };
  const unknown: PrintResult = { ok: false, code: 'PRINT_UNKNOWN_QUEUE', mayStillPrint: false };
  const takesBytes = Object.values(ports).some((port) => port.printBytes);
  return {
    async list() {
      const lists = await Promise.all(
        Object.entries(ports).map(async ([name, port]) => {
          try {
            const printers = await port.list();
            const more = port.printBytes ? { takesBytes: true as const } : {};
            return printers.map((printer) => ({ ...printer, ...more, id: `${name}:${printer.id}` }));
          } catch (error) {
            onListFailed(name, error);
            return [];
          }
        }),
      );
      const printers = lists.flat();
      const standard = printers.find((printer) => printer.isDefault);
      return printers.map((printer) => ({ ...printer, isDefault: printer === standard }));
    },
    async print(job) {
      const { port, id } = portOf(job.printerId);
      return port ? port.print({ ...job, printerId: id }) : unknown;
    },
    ...(takesBytes && {
      async printBytes(job: BytesJob) {
        const { port, id } = portOf(job.printerId);
        return port?.printBytes ? port.printBytes({ ...job, printerId: id }) : unknown;
      },
    }),
  };
}

/**
 * Whether bytes can be a whole PDF. Spoolers take anything: half a file is accepted with a job number and comes out as
 * an empty page.
 */
export function looksLikePdf(bytes: Uint8Array): boolean {
  const text = (part: Uint8Array) => Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
  return text(bytes.subarray(0, 5)) === '%PDF-' && text(bytes.subarray(-1024)).includes('%%EOF');
}
