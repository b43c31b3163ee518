// The printer 'PDF-Ablage': each job becomes a PDF in a folder, complete and on the disk when it appears under its name.
// It refuses to overwrite anything and to make the folder, which is the choice of whoever started the program.
import { randomUUID } from 'node:crypto';
import { access, link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrintJob, PrintResult } from '../../../src-shared/printing/jobs.ts';
import { printFileName } from '../../../src-shared/printing/rules.ts';
import { codeOf, fileProblemOf } from '../file-problem.ts';
import { looksLikePdf, type PrinterPort } from './printers.ts';

export const PDF_FOLDER_PRINTER = { id: 'ablage', name: 'PDF-Ablage' } as const;

const MOST_EQUAL_NAMES = 9_999;

/**
 * @param options.now the workstation's clock; its local time is in the names
 */
export function createPdfFolderPrinter(options: { readonly folder: string; readonly now: () => Date }): PrinterPort {
  return {
    async list() {
      return [{ ...PDF_FOLDER_PRINTER, isDefault: true, state: 'ready', trays: [] }];
    },
    async print(job) {
      if (job.printerId !== PDF_FOLDER_PRINTER.id) return failed('PRINT_UNKNOWN_QUEUE');
      if (!looksLikePdf(job.pdf)) return failed('PRINT_BAD_DOCUMENT');
      try {
        await store(options.folder, job, options.now());
        return { ok: true, finished: true };
      } catch (error) {
        return { ...failed('PRINT_FILE_FAILED'), fileProblem: fileProblemOf(error) };
      }
    },
  };
}

function failed(code: 'PRINT_UNKNOWN_QUEUE' | 'PRINT_BAD_DOCUMENT' | 'PRINT_FILE_FAILED') {
  return { ok: false, code, mayStillPrint: false } as const satisfies PrintResult;
}

async function store(folder: string, job: PrintJob, at: Date): Promise<void> {
  const partial = join(folder, `.${randomUUID()}.partial`);
  try {
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(job.pdf);
      await file.sync();
    } finally {
      await file.close();
    }
    await giveName(folder, partial, (attempt) => printFileName(job.kind, job.customerNumber, at, attempt));
  } finally {
    await rm(partial, { force: true });
  }
  await syncFolder(folder);
}

/** A hard link fails where the name is taken, in one step; two counters may share the folder. */
async function giveName(folder: string, partial: string, nameOf: (attempt: number) => string): Promise<void> {
  for (let attempt = 1; attempt <= MOST_EQUAL_NAMES; attempt++) {
    const path = join(folder, nameOf(attempt));
    try {
      await link(partial, path);
      return;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EEXIST') continue;
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
    }
    // a stick or a share without hard links: look first, then rename
    if (await exists(path)) continue;
    await rename(partial, path);
    return;
  }
  throw new Error('too many files of the same name');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The name is on the disk only when the folder is; Windows does that by itself and refuses to open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
