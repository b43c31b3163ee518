// Decides who may be given access to the customer app, what switching it off and on does, and when the form with the login
// code is due and possible. Facts come in, reasons go out; it knows no screen, no printer and no server.
import type { ConsentState } from '../consent/rules.ts';
import { type PublicAddressProblem, publicAddress } from './credentials.ts';

// --- licence

export type Licence =
  | { readonly state: 'none' }
  | { readonly state: 'valid'; readonly until: string }
  | { readonly state: 'ended'; readonly until: string };

/** The branch's licence for the app: `until` is its last day, inclusive. Both days 'YYYY-MM-DD'. */
export function licenceOn(until: string | null, today: string): Licence {
  if (until === null) return { state: 'none' };
  return { state: until >= today ? 'valid' : 'ended', until };
}

// --- 'Aktiv'

export type ActivationFacts = {
  readonly licence: Licence;
  /** State of the purpose 'App', and whether it was granted in a way that can be proven (`isProven`). */
  readonly consent: ConsentState;
  readonly signed: boolean;
  /** The record exists: a consent can hang on it. */
  readonly saved: boolean;
  /** Neither locked nor dead. */
  readonly served: boolean;
};

export type ActivationRefusal =
  | 'noLicence'
  | 'licenceEnded'
  | 'customerNotSaved'
  | 'notServed'
  | 'consentMissing'
  | 'consentOpen'
  | 'consentNotSigned'
  | 'consentWithdrawn';

export type Activation =
  | { readonly allowed: true }
  /** `leadsTo` 'consent': the dialog offers F10, where the reason can be cleared. */
  | { readonly allowed: false; readonly reason: ActivationRefusal; readonly leadsTo: 'consent' | null };

/** May 'Aktiv' be ticked, for the first time or again? When a licence ends, new accesses are refused, existing go on. */
export function canActivate(facts: ActivationFacts): Activation {
  if (facts.licence.state !== 'valid') {
    const reason = facts.licence.state === 'none' ? 'noLicence' : 'licenceEnded';
    return { allowed: false, reason, leadsTo: null };
  }
  if (!facts.saved) return { allowed: false, reason: 'customerNotSaved', leadsTo: null };
  if (!facts.served) return { allowed: false, reason: 'notServed', leadsTo: null };
  if (facts.signed && facts.consent.state === 'granted') return { allowed: true };
  return { allowed: false, reason: CONSENT_REFUSAL[facts.consent.state], leadsTo: 'consent' };
}

const CONSENT_REFUSAL = {
  none: 'consentMissing',
  open: 'consentOpen',
  granted: 'consentNotSigned',
  withdrawn: 'consentWithdrawn',
} as const satisfies Record<ConsentState['state'], ActivationRefusal>;

/** Why the whole group is closed, or null: an access that exists stays open to be seen and ended without a licence. */
export function groupClosed(licence: Licence, accessExists: boolean): 'noLicence' | 'licenceEnded' | null {
  if (accessExists || licence.state === 'valid') return null;
  return licence.state === 'none' ? 'noLicence' : 'licenceEnded';
}

// --- switching on and off

export type SwitchEffects = {
  readonly kind: 'unchanged' | 'activated' | 'reactivated' | 'deactivated';
  /** A new login code is made; every earlier one is dead for good. */
  readonly newLoginCode: boolean;
  /** Password and letter number are taken away; a printed letter that waited for F1 goes with them. */
  readonly endsPassword: boolean;
  readonly endsDevices: boolean;
  /** 'Kennwort vergeben' is what comes next. */
  readonly asksForPassword: boolean;
  /** Staff are told that the customer's app must connect anew with the new form and letter (A-25, N-12). */
  readonly mustConnectAnew: boolean;
};

/**
 * What saving 'Aktiv' does (T-11). Switching off takes code, password and devices away at once, so that nothing of the
 * old access can come back; switching on again starts with a new code and asks for a new password.
 * @param before 'never' = this customer never had an access
 */
export function switchEffects(before: 'never' | 'active' | 'inactive', active: boolean): SwitchEffects {
  const nothing = { newLoginCode: false, endsPassword: false, endsDevices: false } as const;
  const quiet = { asksForPassword: false, mustConnectAnew: false } as const;
  if (active === (before === 'active')) return { kind: 'unchanged', ...nothing, ...quiet };
  if (!active) return { kind: 'deactivated', newLoginCode: false, endsPassword: true, endsDevices: true, ...quiet };
  const again = before === 'inactive';
  return {
    kind: again ? 'reactivated' : 'activated',
    ...nothing,
    newLoginCode: true,
    endsPassword: again,
    asksForPassword: true,
    mustConnectAnew: again,
  };
}

export type PasswordRefusal = 'notActive' | 'customerNotSaved' | 'notServed' | 'previewOpen';

/**
 * May 'Kennwort vergeben' be pressed? 'Aktiv' as it stands in the mask counts, ticked a moment ago or long saved; the
 * licence was asked when it was ticked.
 */
export function canIssuePassword(facts: {
  readonly active: boolean;
  readonly saved: boolean;
  readonly served: boolean;
  readonly previewOpen: boolean;
}): { readonly allowed: true } | { readonly allowed: false; readonly reason: PasswordRefusal } {
  if (!facts.saved) return { allowed: false, reason: 'customerNotSaved' };
  if (!facts.served) return { allowed: false, reason: 'notServed' };
  if (!facts.active) return { allowed: false, reason: 'notActive' };
  return facts.previewOpen ? { allowed: false, reason: 'previewOpen' } : { allowed: true };
}

// --- the form with the login code

export type FormRefusal =
  | { readonly reason: 'notActive' | 'noLoginCode' | 'notServed' }
  | { readonly reason: 'noPublicAddress' }
  | { readonly reason: 'badPublicAddress'; readonly problem: Exclude<PublicAddressProblem, 'missing'> };

export type FormDecision =
  | { readonly allowed: true; readonly address: string }
  | ({ readonly allowed: false } & FormRefusal);

/**
 * Can 'Registrierungsformular' be printed, now or again? `active` and `hasLoginCode` as saved: a code that only
 * the mask knows would be dead paper. `address` is the form's base, cleaned.
 */
export function canPrintForm(facts: {
  readonly active: boolean;
  readonly hasLoginCode: boolean;
  readonly served: boolean;
  readonly publicAddress: string | null;
}): FormDecision {
  if (!facts.served) return { allowed: false, reason: 'notServed' };
  if (!facts.active) return { allowed: false, reason: 'notActive' };
  if (!facts.hasLoginCode) return { allowed: false, reason: 'noLoginCode' };
  const found = publicAddress(facts.publicAddress);
  if (found.ok) return { allowed: true, address: found.address };
  if (found.problem === 'missing') return { allowed: false, reason: 'noPublicAddress' };
  return { allowed: false, reason: 'badPublicAddress', problem: found.problem };
}
