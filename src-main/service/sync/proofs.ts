// What an administrator's PIN is good for after it was typed: for some minutes the branch server takes from this workstation
// what gives rights. Kept in memory alone; a lock ends it. Whether something needs it stands in proof-guard.ts.
import type { ProofWindow } from '../../../src-shared/employees/server-contract.ts';
import { PUSH_PROOFS } from '../../../src-shared/sync/protocol.ts';
import type { ServerLine } from './server-line.ts';

/** The server takes it for five minutes longer: what was saved at the end of it still gets there. */
const SAVES_FOR_MS = 15 * 60_000;
/** A PIN that was typed while the server was away waits for it so long, so that nobody is asked twice. */
const WAITS_FOR_MS = 5 * 60_000;
const ANSWERS_WITHIN_MS = 10_000;

type Held = { employeeId: string; token: string; at: number; livesMs: number; saves: boolean };

export class Proofs {
  readonly #now: () => number;
  #typed: { employeeId: string; pin: string; at: number } | null = null;
  #held: Held[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** At sign-in: it is shown to the server with the next round. */
  typed(employeeId: string, pin: string): void {
    this.#typed = { employeeId, pin, at: this.#now() };
  }

  /** Whoever sat here has left. What he saved still goes up. */
  left(): void {
    this.#typed = null;
    for (const one of this.#held) one.saves = false;
  }

  hold(employeeId: string, { token, livesMs }: ProofWindow): void {
    const others = this.#held.filter((one) => one.token !== token);
    this.#held = [...others, { employeeId, token, at: this.#now(), livesMs, saves: true }].slice(-PUSH_PROOFS);
  }

  isOpen(employeeId: string): boolean {
    return this.#held.some((one) => one.saves && one.employeeId === employeeId && this.#isYounger(one, SAVES_FOR_MS));
  }

  /** For a push. */
  shown(): string[] {
    this.#held = this.#held.filter((one) => this.#isYounger(one, one.livesMs));
    return this.#held.map(({ token }) => token);
  }

  /** Shows the server the PIN that waits for it, where one does; a failure is no obstacle to anything else. */
  async open(line: ServerLine): Promise<void> {
    const typed = this.#typed;
    if (typed === null) return;
    if (!this.#isYounger(typed, WAITS_FOR_MS)) {
      this.#typed = null;
      return;
    }
    const { employeeId, pin } = typed;
    try {
      const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
      const window = await line.employees.prove({ proof: { employeeId, pin } }, { signal });
      // Locked meanwhile: then it was for nothing.
      if (this.#typed === typed) this.hold(employeeId, window);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      // Of another PIN than the server's there is no use in saying it again; a server that knows nobody yet is being filled.
      if (code !== 'WRONG_PIN' && code !== 'WAIT') return;
    }
    if (this.#typed === typed) this.#typed = null;
  }

  /** By a clock that may be set back. */
  #isYounger({ at }: { at: number }, ms: number): boolean {
    return Math.abs(this.#now() - at) < ms;
  }
}
