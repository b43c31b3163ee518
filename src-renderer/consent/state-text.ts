// States, ways and days of a consent in words, and which colour a state may wear: green only where it was confirmed.

import { showDay, startOfDay } from '../../src-shared/calendar/day.ts';
import type { DeclarationRecord, PurposeRecord } from '../../src-shared/consent/contract.ts';
import { CHANNEL_OF } from '../../src-shared/consent/rules.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { textsNow } from '../frame/failure.ts';
import { useLanguage } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { dayAndTime } from '../texts/when.ts';
import type { SymbolTone } from '../ui/symbol.tsx';

/** 'Zustimmung'; letters are 'erlaubt' until the customer objects (§ 7 (1) UWG). What a preset ticked is no consent. */
export function stateText({ purpose, state, preset }: Pick<PurposeRecord, 'purpose' | 'state' | 'preset'>): string {
  const t = textsNow(consentTexts);
  if (preset) return t.preset;
  if (CHANNEL_OF[purpose] === 'letter' && state !== 'granted' && state !== 'withdrawn') return t.letterAllowed;
  return t.states[state];
}

/** 'Brief: erlaubt · E-Mail: Zustimmung …' for a declaration of several ways, the state alone for the others. */
export function declarationStateText({ purposes }: DeclarationRecord): string {
  if (purposes.length === 1 && purposes[0]) return stateText(purposes[0]);
  return purposes.map((one) => `${channelText(one)}: ${stateText(one)}`).join(' · ');
}

/** 'Brief'; '' for purposes that are no way of advertising. */
export function channelText({ purpose }: Pick<PurposeRecord, 'purpose'>): string {
  const channel = CHANNEL_OF[purpose];
  return channel ? textsNow(consentTexts).channels[channel] : '';
}

export function stateTone(state: PurposeRecord['state']): SymbolTone {
  switch (state) {
    case 'granted':
      return 'confirmed';
    case 'open':
      return 'waits';
    case 'none':
    case 'withdrawn':
      return 'plain';
  }
}

/** '21.11.2026, 10:31', or the day alone where somebody entered no time. */
export function momentText(at: number): string {
  const day = localDay(at);
  return at === startOfDay(day) ? showDay(day) : dayAndTime(at, useLanguage.getState().language);
}

export function dayText(at: number): string {
  return showDay(localDay(at));
}
