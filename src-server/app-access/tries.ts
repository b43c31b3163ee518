// How many passwords of a login code are being checked at this moment in this process: together with the wrong ones that are
// counted in the database they are never more than ten, however many arrive at once. What ended while a try was still looking
// up the count may be missing in it, and is counted here.
import { TRIES } from './lock.ts';

export type Try = { readonly code: string; readonly endedBefore: number; begun: boolean };
type Code = { present: number; underWay: number; ended: number };

export class Tries {
  readonly #codes = new Map<string, Code>();

  /** Before the count is looked up; `end` must follow. */
  announce(code: string): Try {
    const found = this.#codes.get(code) ?? { present: 0, underWay: 0, ended: 0 };
    this.#codes.set(code, found);
    found.present += 1;
    return { code, endedBefore: found.ended, begun: false };
  }

  /** @param wrong counted so far. @returns false where a further one might be the eleventh */
  begin(one: Try, wrong: number): boolean {
    const code = this.#codes.get(one.code);
    if (!code || wrong + code.underWay + code.ended - one.endedBefore >= TRIES) return false;
    code.underWay += 1;
    one.begun = true;
    return true;
  }

  /** After a wrong one was counted. */
  end({ code, begun }: Try): void {
    const found = this.#codes.get(code);
    if (!found) return;
    found.present -= 1;
    if (begun) {
      found.underWay -= 1;
      found.ended += 1;
    }
    if (found.present === 0) this.#codes.delete(code);
  }
}
