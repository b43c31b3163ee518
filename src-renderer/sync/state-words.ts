// How the standing with the branch server is said: in the status line, and in a sentence that says what it means. It draws
// nothing and asks nothing.
import type { SyncState } from '../../src-shared/sync/state.ts';
import type { Same } from '../texts/catalogue.ts';
import type { syncTexts } from '../texts/sync.ts';

type Texts = Same<(typeof syncTexts)['de']>;

/** 'Offline – 3 Änderungen warten' */
export function lineText(state: SyncState, t: Texts['line'], language: string): string {
  switch (state.kind) {
    case 'filling':
      return fillText(state, t, language);
    case 'offline':
      return t.waiting(state.why === 'serverTrouble' ? t.serverTrouble : t.offline, state.waiting);
    case 'updateNeeded':
      return t.waiting(t.updateNeeded, state.waiting);
    default:
      return t[state.kind];
  }
}

/** '12.400 von 86.000 Kunden' */
export function fillText(fill: { done: number; total: number }, t: Texts['line'], language: string): string {
  if (fill.total === 0) return t.fillingBegins;
  const number = (count: number) => count.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB');
  return t.filling(number(Math.min(fill.done, fill.total)), number(fill.total));
}

export function meaning(state: SyncState, t: Texts['means']): string {
  switch (state.kind) {
    case 'offline':
      return t[state.why];
    case 'clockWrong':
      return t.clockWrong(Math.abs(state.minutes), state.minutes > 0);
    default:
      return t[state.kind];
  }
}

/** Something a person should know of, or do. */
export function needsAttention(state: SyncState): boolean {
  switch (state.kind) {
    case 'offline':
    case 'clockWrong':
    case 'updateNeeded':
    case 'revoked':
      return true;
    case 'none':
    case 'connected':
    case 'syncing':
    case 'filling':
      return false;
  }
}
