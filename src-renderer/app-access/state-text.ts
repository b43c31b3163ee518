// The honest state (N-13) in words, and which colour it may wear: green only where the server has confirmed.
import type { AccessRecord } from '../../src-shared/app-access/contract.ts';
import { textsNow } from '../frame/failure.ts';
import { appAccessTexts } from '../texts/app-access.ts';
import { useLanguage } from '../texts/catalogue.ts';
import type { SymbolTone } from '../ui/symbol.tsx';

export function stateText(state: AccessRecord['state']): string {
  const t = textsNow(appAccessTexts).state;
  switch (state.state) {
    case 'notActive':
      return t.notActive;
    case 'deactivatedNotYetEffective':
      return t.ended[state.server];
    case 'passwordMissing':
      return t.passwordMissing;
    case 'waiting':
      return t.waiting[state.server];
    case 'transferring':
      return t.transferring;
    case 'lockedUntil':
      return t.lockedUntil(timeOf(state.until));
    case 'usableSince':
      return t.usableSince(timeOf(state.at));
    case 'connected':
      return t.connected(state.devices);
  }
}

export function stateTone(state: AccessRecord['state']): SymbolTone {
  switch (state.state) {
    case 'usableSince':
    case 'connected':
      return 'confirmed';
    case 'lockedUntil':
      return 'blocks';
    case 'notActive':
      return 'plain';
    case 'deactivatedNotYetEffective':
    case 'passwordMissing':
    case 'waiting':
    case 'transferring':
      return 'waits';
  }
}

/** '10:42' today, '21.11.2026, 10:42' otherwise. */
export function timeOf(instant: number): string {
  const language = useLanguage.getState().language;
  const at = new Date(instant);
  const time = at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  return at.toDateString() === new Date().toDateString() ? time : `${dayOf(instant)}, ${time}`;
}

/** 'heute 10:42', '21.11.2026 10:42' otherwise. */
export function dayAndTimeOf(instant: number): string {
  const language = useLanguage.getState().language;
  const at = new Date(instant);
  const time = at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  const isToday = at.toDateString() === new Date().toDateString();
  return `${isToday ? textsNow(appAccessTexts).today : dayOf(instant)} ${time}`;
}

export function dayOf(instant: number): string {
  const language = useLanguage.getState().language;
  return new Date(instant).toLocaleDateString(language, { day: '2-digit', month: '2-digit', year: 'numeric' });
}
