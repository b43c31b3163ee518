// Advertising beyond the ledger itself: which ways are asked for and when, what a chain may tick beforehand, and how long the
// proof of a telephone consent is kept. A preset is no consent (N-04): it is shown and counts for nothing.
import { CHANNEL_OF, type Channel, type ConsentState, type LedgerEntry, PURPOSES, type Purpose } from './rules.ts';

const CHANNELS = ['letter', 'email', 'phone', 'sms'] as const satisfies readonly Channel[];

/** Those of the purposes that are ways of advertising, in the order of the screen. */
export const ADVERTISING: readonly Purpose[] = PURPOSES.filter((purpose) => CHANNEL_OF[purpose] !== null);

export type AdvertisingSettings = {
  /** 'Werbungsabfrage erst nach Zustimmung zur Datenspeicherung'. */
  readonly advertisingAfterStorage: boolean;
  /** 'Detaillierte Angaben zur Werbeerlaubnis verwenden'. */
  readonly advertisingByChannel: boolean;
};

/**
 * The ways that are asked for: each by itself, or, without the details, one box 'Werbung erlaubt', which means letters
 * alone (E-24): nobody who says yes to advertising as such has expressly agreed to be called (§ 7 (2) UWG).
 */
export function waysAskedFor({ advertisingByChannel }: Pick<AdvertisingSettings, 'advertisingByChannel'>): Purpose[] {
  return advertisingByChannel ? [...ADVERTISING] : ['advertisingLetter'];
}

/** E-22, T-05: as long as nobody agreed to storage there is no question about advertising. What was said before stays. */
export function mayAskForAdvertising(settings: AdvertisingSettings, storage: ConsentState): boolean {
  return !settings.advertisingAfterStorage || storage.state === 'granted';
}

export type PresetSettings = {
  readonly advertisingPreset: boolean;
  readonly advertisingByChannel: boolean;
  readonly presetLetter: boolean;
  readonly presetEmail: boolean;
  readonly presetPhone: boolean;
  readonly presetSms: boolean;
};

/** E-23, E-28 … E-31: the boxes that are ticked on a new customer. Without the master none, without the details letters alone. */
export function presetChannels(settings: PresetSettings): Channel[] {
  if (!settings.advertisingPreset) return [];
  if (!settings.advertisingByChannel) return ['letter'];
  const ticked: Record<Channel, boolean> = {
    letter: settings.presetLetter,
    email: settings.presetEmail,
    phone: settings.presetPhone,
    sms: settings.presetSms,
  };
  return CHANNELS.filter((channel) => ticked[channel]);
}

/** As `customer.advertisingPreset` keeps it; null = none. */
export function keptPreset(channels: readonly Channel[]): string | null {
  return channels.length > 0 ? channels.join(',') : null;
}

export function readPreset(kept: string | null): Channel[] {
  const words = kept?.split(',') ?? [];
  return CHANNELS.filter((channel) => words.includes(channel));
}

/** A box that a preset has ticked and about which the customer has said nothing yet. */
export function isOnlyPreset(purpose: Purpose, state: ConsentState, preset: readonly Channel[]): boolean {
  const channel = CHANNEL_OF[purpose];
  return channel !== null && preset.includes(channel) && (state.state === 'none' || state.state === 'open');
}

// --- the proof of a telephone consent (N-05)

const PROOF_YEARS = 5;

/**
 * Until when the consent to be called must be provable: five years from its grant and from every use, to be shown to the
 * authority on request (§ 7a UWG). A withdrawal does not shorten it. Null = there was never one.
 */
export function phoneProofKeptUntil(
  entries: readonly Pick<LedgerEntry, 'purpose' | 'kind' | 'capturedAt'>[],
): number | null {
  const own = entries.filter(
    ({ purpose, kind }) => purpose === 'advertisingPhone' && (kind === 'granted' || kind === 'used'),
  );
  if (own.length === 0) return null;
  const until = new Date(Math.max(...own.map((one) => one.capturedAt)));
  until.setUTCFullYear(until.getUTCFullYear() + PROOF_YEARS);
  return until.getTime();
}

export type UseDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: 'notGranted' };

/** 'Anruf vermerken': only what was allowed can have been a use of the consent. */
export function canUsePhone(state: ConsentState): UseDecision {
  return state.state === 'granted' ? { allowed: true } : { allowed: false, reason: 'notGranted' };
}
