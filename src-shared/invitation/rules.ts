// Decides whether a customer can be invited to the app by e-mail, and what an invitation is worth now. The same rule greys the
// button and refuses on the server. It makes no token and sends nothing.
import { publicAddress } from '../app-access/credentials.ts';
import type { ServerReach } from '../app-access/state.ts';
import { mailAddress } from '../mail/rules.ts';

/** An invitation that nobody has taken by then has to be sent again (B-45). */
export const INVITATION_LIVES_MS = 48 * 60 * 60_000;

export type InvitationFacts = {
  /** What the customer's status means allows it (customers/status.ts). */
  readonly writtenTo: boolean;
  /** The access is switched on and saved, which its consent and the licence have allowed (app-access/rules.ts). */
  readonly active: boolean;
  /** The customer's, as saved. */
  readonly email: string | null;
  readonly publicAddress: string | null;
  /** Something on the mask waits for F1. */
  readonly unsaved: boolean;
  readonly server: ServerReach;
  /** The server has customer and access as they stand here. */
  readonly arrived: boolean;
  /** null = not asked yet. */
  readonly mailReady: boolean | null;
};

export const INVITATION_REFUSALS = [
  'notWrittenTo',
  'notActive',
  'unsaved',
  'noEmail',
  'badEmail',
  'noPublicAddress',
  'badPublicAddress',
  'noServer',
  'offline',
  'transferring',
  'mailNotSetUp',
] as const;
export type InvitationRefusal = (typeof INVITATION_REFUSALS)[number];

export type InvitationDecision =
  | { readonly allowed: true /** Where the mail goes. */; readonly to: string; readonly address: string }
  | { readonly allowed: false; readonly reason: InvitationRefusal };

/** May 'Einladung per E-Mail' be pressed? What staff can clear on the spot comes first. */
export function canInvite(facts: InvitationFacts): InvitationDecision {
  const no = (reason: InvitationRefusal) => ({ allowed: false, reason }) as const;
  if (!facts.writtenTo) return no('notWrittenTo');
  if (!facts.active) return no('notActive');
  if (facts.unsaved) return no('unsaved');
  if ((facts.email ?? '').trim() === '') return no('noEmail');
  const to = mailAddress(facts.email ?? '');
  if (to === null) return no('badEmail');
  const found = publicAddress(facts.publicAddress);
  if (!found.ok) return no(found.problem === 'missing' ? 'noPublicAddress' : 'badPublicAddress');
  if (facts.server !== 'online') return no(facts.server === 'none' ? 'noServer' : 'offline');
  if (!facts.arrived) return no('transferring');
  if (facts.mailReady !== true) return no('mailNotSetUp');
  return { allowed: true, to, address: found.address };
}

/** As the server has written it beside the access. */
export type InvitationFields = {
  readonly invitedAt: number | null;
  readonly invitedTo: string | null;
  readonly invitedUntil: number | null;
  readonly invitationAcceptedAt: number | null;
  readonly invitationEndedAt: number | null;
};

export type InvitationState =
  | { readonly state: 'none' }
  | { readonly state: 'sent'; readonly at: number; readonly to: string; readonly until: number }
  | { readonly state: 'accepted'; readonly at: number; readonly to: string }
  /** Its 48 hours are over. */
  | { readonly state: 'expired'; readonly at: number; readonly to: string }
  /** The address or the access has changed since, or too many wrong addresses were typed. */
  | { readonly state: 'ended'; readonly at: number; readonly to: string };

export function invitationState(fields: InvitationFields, now: number): InvitationState {
  const { invitedAt: at, invitedTo: to, invitedUntil: until, invitationAcceptedAt, invitationEndedAt } = fields;
  if (at === null || to === null || until === null) return { state: 'none' };
  if (invitationAcceptedAt !== null) return { state: 'accepted', at: invitationAcceptedAt, to };
  if (invitationEndedAt !== null) return { state: 'ended', at, to };
  return until <= now ? { state: 'expired', at, to } : { state: 'sent', at, to, until };
}
