// Tells a broken file from everything else that a driver can report, in this process or in the background's.

export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB|FORMAT|IOERR_SHORT_READ)/.test((error as { code?: string }).code ?? '');
}
