// Names what keeps a data folder from opening: the driver's and the system's codes on one side, the closed words of the
// contract on the other. It looks at the disk where a code alone does not tell, and changes nothing.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { OpenTrouble } from '../../../src-shared/database/contract.ts';
import { writeRefusal } from './disk.ts';
import { MigrationFailed, NewerSchema } from './migrate.ts';

export type TroubleKind = OpenTrouble['kind'];

export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
  readonly trouble: OpenTrouble;
  constructor(trouble: OpenTrouble, cause?: unknown) {
    super(`database: ${trouble.kind}`, { cause });
    this.trouble = trouble;
  }
}

/** @param keyIsRight the file was written with the key in hand, as far as its mark tells */
export function troubleOf(error: unknown, file: string, keyIsRight: () => boolean): OpenTrouble {
  if (error instanceof CannotOpen) return error.trouble;
  return { kind: kindOf(error, file, keyIsRight), file };
}

function kindOf(error: unknown, file: string, keyIsRight: () => boolean): TroubleKind {
  if (error instanceof NewerSchema) return 'newerSchema';
  if (error instanceof MigrationFailed) return 'updateFailed';
  const code = (error as { code?: string }).code ?? '';
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) return 'diskFull';
  if (/^(SQLITE_BUSY|SQLITE_LOCKED)/.test(code)) return 'inUse';
  if (code === 'SQLITE_NOTADB') return keyIsRight() ? 'damaged' : 'wrongKey';
  if (/^(SQLITE_CORRUPT|SQLITE_FORMAT)/.test(code)) return 'damaged';
  // A full disk and a locked folder show themselves in many ways: as 'cannot open', as an input/output error …
  const refusal = writeRefusal(dirname(file));
  if (refusal) return refusal;
  if (/^(EACCES|EPERM|EROFS|SQLITE_READONLY)/.test(code)) return 'readOnly';
  return 'unreadable';
}

/**
 * The quick look at the head of a file, before any key: a plain database, a text, a picture, an archive is not ours. An
 * empty file is ours, and damaged, where a mark says that a database was here. Null = may be ours.
 */
export function headTrouble(file: string, marked: boolean): TroubleKind | null {
  let head: Buffer;
  try {
    if (!statSync(file).isFile()) return 'unreadable';
    head = readHead(file);
  } catch (error) {
    return kindOf(error, file, () => true);
  }
  if (isOtherFormat(head)) return 'foreign';
  if (head.length === 0) return marked ? 'damaged' : 'foreign';
  return null;
}

function readHead(file: string): Buffer {
  const head = Buffer.alloc(512);
  const handle = openSync(file, 'r');
  try {
    return head.subarray(0, readSync(handle, head, 0, head.length, 0));
  } finally {
    closeSync(handle);
  }
}

const OTHER_FORMATS = ['SQLite format 3\0', '%PDF-', 'PK\x03\x04', '\x89PNG'];

/** An encrypted file begins with random bytes: text (no control bytes at all), or a known beginning, is something else. */
function isOtherFormat(head: Buffer): boolean {
  const text = head.toString('latin1');
  if (OTHER_FORMATS.some((beginning) => text.startsWith(beginning))) return true;
  return head.length > 0 && head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
