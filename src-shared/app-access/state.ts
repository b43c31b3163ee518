// The honest state of an access as the mask shows it (N-13): never 'usable' before the branch server has said so. Facts in,
// one of a closed list out; the words stand with the screen.

export type ServerReach =
  /** None is set up for this shop. */
  'none' | 'offline' | 'online';

export type AccessFacts = {
  readonly active: boolean;
  readonly hasPassword: boolean;
  /** When code, password or 'Aktiv' were last saved here, epoch milliseconds. */
  readonly credentialAt: number;
  /** Up to which credential the server has confirmed, and when; null = it never heard of this access. */
  readonly confirmedAt: number | null;
  /** Too many wrong passwords, as the server reports. */
  readonly lockedUntil: number | null;
  /** Devices that are connected now. */
  readonly devices: number;
};

export type AccessState =
  | { readonly state: 'notActive' }
  /** Switched off here; the server lets the old devices in until it hears of it: 'noch nicht wirksam – offline'. */
  | { readonly state: 'deactivatedNotYetEffective'; readonly server: ServerReach }
  /** Active, but there is nothing to sign in with. */
  | { readonly state: 'passwordMissing' }
  /** Saved here, and the server has not confirmed it: 'none' and 'offline' wait, 'online' is 'wird übertragen …'. */
  | { readonly state: 'waiting'; readonly server: 'none' | 'offline'; readonly since: number }
  | { readonly state: 'transferring'; readonly since: number }
  | { readonly state: 'lockedUntil'; readonly until: number }
  | { readonly state: 'usableSince'; readonly at: number }
  | { readonly state: 'connected'; readonly devices: number };

/**
 * The state at `now`. A lock is shown before everything that still works, since it is why a customer stands at the counter.
 * @param access null = this customer never had an access
 */
export function accessState(access: AccessFacts | null, server: ServerReach, now: number): AccessState {
  if (!access) return { state: 'notActive' };
  const { confirmedAt, credentialAt } = access;
  const confirmed = confirmedAt !== null && confirmedAt >= credentialAt;
  if (!access.active) {
    // What the server never heard of needs no ending there.
    if (confirmedAt === null || confirmed) return { state: 'notActive' };
    return { state: 'deactivatedNotYetEffective', server };
  }
  // Whoever registered in the app, or came by invitation, is connected without one.
  if (!access.hasPassword && access.devices === 0) return { state: 'passwordMissing' };
  if (!confirmed) {
    if (server === 'online') return { state: 'transferring', since: credentialAt };
    return { state: 'waiting', server, since: credentialAt };
  }
  if (access.lockedUntil !== null && access.lockedUntil > now)
    return { state: 'lockedUntil', until: access.lockedUntil };
  if (access.devices > 0) return { state: 'connected', devices: access.devices };
  return { state: 'usableSince', at: confirmedAt };
}

/** 'Es kann bis zu einer Minute dauern …' stands on the screen until the server has confirmed. */
export function showsDelayHint(state: AccessState): boolean {
  return state.state === 'waiting' || state.state === 'transferring';
}
