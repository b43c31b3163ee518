// The printer 'PDF-Ablage': complete files under the right names, nothing overwritten, nothing left over, and a reason
// when the folder does not take them.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPdfFolderPrinter, PDF_FOLDER_PRINTER } from '../../src-main/service/printing/pdf-folder-printer.ts';
import { combinePrinters, type PrinterPort } from '../../src-main/service/printing/printers.ts';
import type { PrintJob } from '../../src-shared/printing/jobs.ts';

const AT = new Date(2026, 10, 21, 9, 5, 7);
let folder: string;
let printer: PrinterPort;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ablage-'));
  printer = createPdfFolderPrinter({ folder, now: () => AT });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function job(body = 'x', over: Partial<PrintJob> = {}): PrintJob {
  return {
    pdf: Buffer.from(`%PDF-1.7\n${body}\n%%EOF\n`),
    printerId: PDF_FOLDER_PRINTER.id,
    copies: 1,
    title: 'Passwortschreiben 10342',
    kind: 'passwordLetter',
    customerNumber: '10342',
    ...over,
  };
}

/** Only where a file system may be mounted, as in a container run by root; tells why otherwise. */
function mountTmpfs(at: string, options: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'mount failed';
  }
}

describe('PDF-Ablage', () => {
  it('is one printer, the default', async () => {
    expect(await printer.list()).toEqual([
      { id: 'ablage', name: 'PDF-Ablage', isDefault: true, state: 'ready', trays: [] },
    ]);
  });

  it('writes the bytes under time, kind and number; equal names get -2, -3', async () => {
    for (const body of ['one', 'two', 'three'])
      expect(await printer.print(job(body))).toEqual({ ok: true, finished: true });
    await printer.print(job('code', { kind: 'registrationForm' }));
    const name = '20261121-090507-passwortschreiben-10342';
    expect((await readdir(folder)).sort()).toEqual([
      '20261121-090507-anmeldecode-10342.pdf',
      `${name}-2.pdf`,
      `${name}-3.pdf`,
      `${name}.pdf`,
    ]);
    expect(await readFile(join(folder, `${name}.pdf`), 'utf8')).toContain('one');
    expect(await readFile(join(folder, `${name}-3.pdf`), 'utf8')).toContain('three');
  });

  it('keeps every one of many jobs at once, whole', async () => {
    const bodies = Array.from({ length: 40 }, (_, index) => `${index};`.repeat(20_000));
    const results = await Promise.all(bodies.map((body) => printer.print(job(body))));
    expect(results.every(({ ok }) => ok)).toBe(true);
    const names = await readdir(folder);
    expect(names.every((name) => name.endsWith('.pdf') && !name.startsWith('.'))).toBe(true);
    const kept = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    expect(kept.sort()).toEqual(bodies.map((body) => job(body).pdf.toString()).sort());
  });

  it('overwrites nothing that was there before', async () => {
    await writeFile(join(folder, '20261121-090507-passwortschreiben-10342.pdf'), 'mine');
    await printer.print(job());
    expect(await readFile(join(folder, '20261121-090507-passwortschreiben-10342.pdf'), 'utf8')).toBe('mine');
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('leaves no way out of its folder', async () => {
    await printer.print(job('x', { customerNumber: '../../etc/10342' }));
    expect(await readdir(folder)).toEqual(['20261121-090507-passwortschreiben-______etc_10342.pdf']);
  });

  it('refuses what is no whole PDF, and other printers', async () => {
    const bad = { ok: false, code: 'PRINT_BAD_DOCUMENT', mayStillPrint: false };
    expect(await printer.print({ ...job(), pdf: new Uint8Array(0) })).toEqual(bad);
    expect(await printer.print({ ...job(), pdf: Buffer.from('%PDF-1.7 cut off') })).toEqual(bad);
    expect(await printer.print({ ...job(), printerId: 'other' })).toMatchObject({ code: 'PRINT_UNKNOWN_QUEUE' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that the folder is gone, or is no folder', async () => {
    const gone = createPdfFolderPrinter({ folder: join(folder, 'gone'), now: () => AT });
    const result = { ok: false, code: 'PRINT_FILE_FAILED', fileProblem: 'folderMissing', mayStillPrint: false };
    expect(await gone.print(job())).toEqual(result);
    await writeFile(join(folder, 'file'), '');
    const file = createPdfFolderPrinter({ folder: join(folder, 'file'), now: () => AT });
    expect(await file.print(job())).toEqual(result);
  });

  it('says that the disk is full or read-only, and leaves no half file', async (context) => {
    const small = join(folder, 'small');
    await mkdir(small);
    const refused = mountTmpfs(small, 'size=64k');
    if (refused) context.skip(`no file system can be mounted here: ${refused}`);
    try {
      const tight = createPdfFolderPrinter({ folder: small, now: () => AT });
      const full = { ok: false, code: 'PRINT_FILE_FAILED', fileProblem: 'diskFull', mayStillPrint: false };
      expect(await tight.print(job('x'.repeat(200_000)))).toEqual(full);
      expect(await readdir(small)).toEqual([]);
      expect(await tight.print(job('fits'))).toMatchObject({ ok: true });
      execFileSync('mount', ['-o', 'remount,ro', small]);
      expect(await tight.print(job())).toMatchObject({ code: 'PRINT_FILE_FAILED', fileProblem: 'readOnly' });
    } finally {
      execFileSync('umount', [small]);
    }
  });
});

describe('several kinds of printers', () => {
  const other: PrinterPort = {
    list: async () => [{ id: 'Brief', name: 'Büro', isDefault: true, state: 'ready', trays: [] }],
    print: async ({ printerId }) =>
      printerId === 'Brief'
        ? { ok: true, finished: false }
        : { ok: false, code: 'PRINT_UNKNOWN_QUEUE', mayStillPrint: false },
  };

  it('are one list with one default, and each job finds its own', async () => {
    const all = combinePrinters({ folder: printer, cups: other }, () => expect.unreachable());
    expect((await all.list()).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ['folder:ablage', true],
      ['cups:Brief', false],
    ]);
    expect(await all.print(job('x', { printerId: 'cups:Brief' }))).toEqual({ ok: true, finished: false });
    expect(await all.print(job('x', { printerId: 'folder:ablage' }))).toEqual({ ok: true, finished: true });
    for (const printerId of ['', 'Brief', 'toString:x', 'usb:Brief', 'cups:']) {
      expect(await all.print(job('x', { printerId }))).toMatchObject({ code: 'PRINT_UNKNOWN_QUEUE' });
    }
  });

  it('still list the rest when one of them fails', async () => {
    const failures: string[] = [];
    const broken: PrinterPort = { ...other, list: async () => Promise.reject(new Error('broken')) };
    const all = combinePrinters({ cups: broken, folder: printer }, (name) => failures.push(name));
    expect((await all.list()).map(({ id }) => id)).toEqual(['folder:ablage']);
    expect(failures).toEqual(['cups']);
  });
});
