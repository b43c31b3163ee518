// How the standing with the branch server is said, and what of it matters to a mask (N-13).
import { expect, test, vi } from 'vitest';
import { lineText, meaning, needsAttention } from '../../src-renderer/sync/state-words.ts';
import { reachOf, type SyncState } from '../../src-shared/sync/state.ts';

// The catalogue remembers the language where the screen does.
vi.stubGlobal('localStorage', { getItem: () => null });
const { syncTexts } = await import('../../src-renderer/texts/sync.ts');

const offline = (waiting: number): SyncState => ({ kind: 'offline', waiting, why: 'offline' });
const SAID: readonly [SyncState, string, 'none' | 'offline' | 'online', boolean][] = [
  [{ kind: 'none' }, 'Ohne Filialserver', 'none', false],
  [{ kind: 'connected' }, 'Verbunden', 'online', false],
  [{ kind: 'syncing', waiting: 2 }, 'Abgleich …', 'online', false],
  [{ kind: 'filling', done: 12_400, total: 86_000 }, '12.400 von 86.000 Kunden', 'online', false],
  [{ kind: 'filling', done: 0, total: 0 }, 'Erster Abgleich …', 'online', false],
  [offline(0), 'Offline', 'offline', true],
  [offline(1), 'Offline – 1 Änderung wartet', 'offline', true],
  [offline(3), 'Offline – 3 Änderungen warten', 'offline', true],
  [{ kind: 'offline', waiting: 0, why: 'serverTrouble' }, 'Filialserver gestört', 'offline', true],
  [{ kind: 'clockWrong', minutes: -7 }, 'Uhr geht falsch', 'online', true],
  [{ kind: 'updateNeeded', waiting: 2 }, 'Update nötig – 2 Änderungen warten', 'offline', true],
  [{ kind: 'revoked' }, 'Abgemeldet', 'offline', true],
];

test('every state has its words, its reach and its weight', () => {
  for (const [state, line, reach, attention] of SAID) {
    expect(lineText(state, syncTexts.de.line, 'de')).toBe(line);
    expect(reachOf(state)).toBe(reach);
    expect(needsAttention(state)).toBe(attention);
    for (const language of ['de', 'en'] as const) expect(meaning(state, syncTexts[language].means)).toMatch(/\.$/);
  }
  expect(lineText({ kind: 'filling', done: 12_400, total: 86_000 }, syncTexts.en.line, 'en')).toBe(
    '12,400 of 86,000 customers',
  );
});

test('a wrong clock says by how much and in which direction', () => {
  const said = (minutes: number) => meaning({ kind: 'clockWrong', minutes }, syncTexts.de.means);
  expect(said(7)).toContain('7 Minuten vor');
  expect(said(-7)).toContain('7 Minuten nach');
});
