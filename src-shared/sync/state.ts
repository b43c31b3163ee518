// What the status line says of the branch server. The words stand with the screen.

export type SyncState =
  /** This workstation belongs to no server yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'syncing'; readonly waiting: number }
  /** The first fill, or all anew. */
  | { readonly kind: 'filling'; readonly done: number; readonly total: number }
  | { readonly kind: 'offline'; readonly waiting: number; readonly why: 'offline' | 'serverTrouble' }
  | { readonly kind: 'clockWrong'; readonly minutes: number }
  | { readonly kind: 'updateNeeded'; readonly waiting: number }
  | { readonly kind: 'revoked' };
