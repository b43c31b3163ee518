// Puts the ledger's entries into the lines that people read: what happened to several ways of advertising at once is one line,
// and the scan and the filing of a sheet stand with its signature. It changes nothing and leaves nothing out.
import type { LedgerLine } from '../../src-shared/consent/contract.ts';
import { TEXT_BLOCK_OF, type TextBlockKey } from '../../src-shared/consent/text-block.ts';

export type ReadLine = {
  /** The first of `entries`: they differ in the way of advertising alone. */
  first: LedgerLine;
  entries: readonly LedgerLine[];
  /** Scans of this signature, each once. */
  scans: readonly LedgerLine[];
  filed: LedgerLine | null;
};

export function readLines(lines: readonly LedgerLine[], declaration: TextBlockKey): ReadLine[] {
  const own = lines.filter((line) => TEXT_BLOCK_OF[line.purpose] === declaration);
  const main = own.filter((line) => line.aboutEntryId === null);
  const sheets = new Map<string, LedgerLine[]>();
  for (const line of main) {
    const key = [line.kind, line.at, line.recordedAt, line.version, line.how, line.by, line.scope].join('|');
    sheets.set(key, [...(sheets.get(key) ?? []), line]);
  }
  return [...sheets.values()].flatMap((entries) => {
    const [first] = entries;
    if (!first) return [];
    const about = own.filter((line) => entries.some((entry) => entry.id === line.aboutEntryId));
    const scans = new Map(about.filter((line) => line.kind === 'scanned').map((line) => [line.document?.id, line]));
    const filed = about.find((line) => line.kind === 'filed') ?? null;
    return [{ first, entries, scans: [...scans.values()], filed }];
  });
}
