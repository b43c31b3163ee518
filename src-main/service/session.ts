// Who sits at this workstation. One seat a process: several windows or reloads share it. Kept in memory only.
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';

export type Session = {
  seat: Seat | null;
  person: Person | null;
  /** Whose work is on the screen while the workstation is locked. */
  lockedBy: string | null;
};

export function emptySession(): Session {
  return { seat: null, person: null, lockedBy: null };
}
