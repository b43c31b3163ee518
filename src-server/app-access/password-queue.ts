// Lets at most one password a core be checked at a time, in the order of arrival, and turns away whoever would wait too long.
// The work runs beside the event loop, so that a storm of logins leaves everything else answering.
import { availableParallelism } from 'node:os';
import { verify } from '@node-rs/argon2';

/** Of a password that nobody has, with the settings of real ones: who is unknown takes as long as who is known. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$zbk3P8NllGAZUsDls9A8Jw$1XGD1okAr9hGjboH7F9zhPLwK8ZxNYz+laRLh4DWnYs';
/** Only what our own counters make: a hash with other settings could hold a core for minutes. */
const OURS = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;
/** About two seconds of work. */
const WAITING_A_CORE = 200;

export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}

export class PasswordQueue {
  readonly #atOnce: number;
  readonly #longest: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(cores = availableParallelism()) {
    this.#atOnce = Math.max(1, cores);
    this.#longest = this.#atOnce * WAITING_A_CORE;
  }

  /** Whether a password is being checked at this moment. */
  get isBusy(): boolean {
    return this.#running > 0;
  }

  /**
   * Takes the same time whatever is asked.
   * @param hash null = nobody's: false after the same work
   * @param plain as `plainPassword` leaves it
   * @throws TooBusy
   */
  async isRight(hash: string | null, plain: string): Promise<boolean> {
    const usable = hash !== null && OURS.test(hash);
    await this.#turn();
    try {
      const right = await verify(usable ? hash : NOBODYS, plain);
      return right && usable && plain !== '';
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  #turn(): Promise<void> | void {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#longest) throw new TooBusy();
    return new Promise((go) => {
      this.#waiting.push(() => {
        this.#running += 1;
        go();
      });
    });
  }
}
