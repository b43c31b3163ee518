// How a workstation stands with the branch server, and what of it matters to a mask. The words stand with the screen.

export type SyncState =
  /** This workstation belongs to no server yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'syncing'; readonly waiting: number }
  /** The first fill, or all anew: customers so far and in all. */
  | { readonly kind: 'filling'; readonly done: number; readonly total: number }
  | { readonly kind: 'offline'; readonly waiting: number; readonly why: 'offline' | 'serverTrouble' }
  | { readonly kind: 'clockWrong'; readonly minutes: number }
  | { readonly kind: 'updateNeeded'; readonly waiting: number }
  | { readonly kind: 'revoked' };

/** Whether what is saved here reaches the server now, as far as a mask needs to know (N-13). */
export function reachOf(state: SyncState): 'none' | 'offline' | 'online' {
  switch (state.kind) {
    case 'none':
      return 'none';
    case 'offline':
    case 'updateNeeded':
    case 'revoked':
      return 'offline';
    case 'connected':
    case 'syncing':
    case 'filling':
    case 'clockWrong':
      return 'online';
  }
}
