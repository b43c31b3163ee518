// What the system says of a file that cannot be written, in the terms of whoever chose its place.
import type { FileProblem } from '../../src-shared/shell/file-problem.ts';

export function fileProblemOf(error: unknown): FileProblem {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'folderMissing';
    case 'EROFS':
      return 'readOnly';
    // On Windows EBUSY: another program has the file open.
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
      return 'noPermission';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'diskFull';
    default:
      return 'other';
  }
}

/** 'ENOSPC' …; '' when the system has said nothing. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
