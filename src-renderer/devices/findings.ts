// What a self-check found, in words: the same on the page and in the report. Printers and readers have numbers here, no names.
import type { SelfCheck } from '../../src-shared/diagnostics/contract.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import type { Language } from '../texts/catalogue.ts';
import { deviceTexts } from '../texts/devices.ts';
import { printingTexts } from '../texts/printing.ts';
import { syncTexts } from '../texts/sync.ts';
import { dayAndTime } from '../texts/when.ts';

/** One finding a line. */
export function findings(check: SelfCheck, language: Language): string[] {
  const t = deviceTexts[language].found;
  switch (check.check) {
    case 'database': {
      const { state, checkedAt } = check.health;
      const when = checkedAt === null ? '' : dayAndTime(checkedAt, language);
      const health = state === 'good' ? t.health.good(when) : t.health[state];
      const backup = check.backupAt === null ? t.noBackup : t.backup(dayAndTime(check.backupAt, language));
      return [health, t.size(shownSize(check.bytes, language)), backup];
    }
    case 'server':
      return serverFindings(check, language);
    case 'clock':
      if (check.minutesOff === null) return [t.clockUnknown];
      return [check.verdict === 'good' ? t.clockRight : t.clockOff(Math.abs(check.minutesOff), check.minutesOff > 0)];
    case 'printers':
      if (check.printers.length === 0) return [t.noPrinter];
      return check.printers.map(({ state, problem }, at) =>
        t.printer(at + 1, problem ? printingTexts[language].failure[problem] : t.printerStates[state]),
      );
    case 'cardReaders': {
      const words = cardReaderTexts[language].status;
      if (check.service !== 'running') return [words.service[check.service]];
      if (check.readers.length === 0) return [t.noReader];
      return check.readers.map((state, at) => t.reader(at + 1, words.readers[state]));
    }
    case 'disk': {
      const free = check.freeBytes === null ? t.freeUnknown : t.free(shownSize(check.freeBytes, language));
      return check.refusal === null ? [free] : [t.refusals[check.refusal], free];
    }
    case 'versions':
      return [
        `Tresen ${check.program}`,
        ...(check.electron === null ? [] : [`Electron ${check.electron}`]),
        ...[`Node ${check.node}`, `SQLite ${check.sqlite}`, check.system],
        t.formats(check.schema, check.protocol),
      ];
  }
}

/** The report that goes to support. @param at epoch milliseconds */
export function reportText(at: number, checks: readonly SelfCheck[], language: Language): string {
  const t = deviceTexts[language].test;
  const lines = checks.flatMap((check, index) => [
    `${index + 1}  ${t.checks[check.check]}: ${t.verdicts[check.verdict]}`,
    ...findings(check, language).map((found) => `     ${found}`),
  ]);
  return [t.report.title, t.report.at(dayAndTime(at, language)), '', ...lines, ''].join('\r\n');
}

function serverFindings({ state }: Extract<SelfCheck, { check: 'server' }>, language: Language): string[] {
  const { line } = syncTexts[language];
  const t = deviceTexts[language].found;
  const waiting = 'waiting' in state && state.waiting > 0 ? [t.waiting(state.waiting)] : [];
  if (state.kind === 'filling') return [line.filling(String(state.done), String(state.total))];
  if (state.kind === 'offline') return [state.why === 'serverTrouble' ? line.serverTrouble : line.offline, ...waiting];
  return [line[state.kind], ...waiting];
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** '1,4 GB'. */
export function shownSize(bytes: number, language: Language): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = (bytes / 1000 ** step).toLocaleString(language === 'de' ? 'de-DE' : 'en-GB', {
    maximumFractionDigits: step < 3 ? 0 : 1,
  });
  return `${amount} ${UNITS[step]}`;
}
