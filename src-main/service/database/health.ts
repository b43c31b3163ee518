// Keeps what is known about the database file as a whole: checked completely in the background, never by the one who saves.
import type { DatabaseHealth } from '../../../src-shared/database/contract.ts';
import type { Background } from './background.ts';

export class Health {
  readonly #background: Background;
  readonly #file: string;
  readonly #key: Buffer;
  readonly #now: () => number;
  readonly #changed: (problems: readonly string[]) => void;
  #state: DatabaseHealth = { state: 'unknown', checkedAt: null };

  /** @param changed told after every check, with what was found (SQLite's words, for the log) */
  constructor(
    parts: { background: Background; file: string; key: Buffer; now: () => number },
    changed: (problems: readonly string[]) => void,
  ) {
    this.#background = parts.background;
    this.#file = parts.file;
    this.#key = parts.key;
    this.#now = parts.now;
    this.#changed = changed;
  }

  get state(): DatabaseHealth {
    return this.#state;
  }

  /** A call met something unreadable: the whole file is checked soon, so that the screens can say what is to be done. */
  suspect(): void {
    if (this.#state.state === 'checking' || this.#state.state === 'damaged') return;
    this.check().catch(() => {});
  }

  /** @throws JobFailed where the check itself could not be made */
  async check(): Promise<DatabaseHealth> {
    if (this.#state.state !== 'damaged') this.#state = { ...this.#state, state: 'checking' };
    try {
      const { problems } = await this.#background.run('check', { file: this.#file, key: this.#key });
      this.#state = { state: problems.length === 0 ? 'good' : 'damaged', checkedAt: this.#now() };
      this.#changed(problems);
    } catch (error) {
      if (this.#state.state === 'checking') this.#state = { ...this.#state, state: 'unknown' };
      throw error;
    }
    return this.#state;
  }
}
