// How many passwords of a login code have been let to a check since somebody began to try it, in this process: together with the
// wrong ones counted before they are never more than ten, however many arrive at once. A count that is looked up while others
// end may or may not hold them; so what was begun here is counted here, until nobody tries any more.
import { TRIES } from './lock.ts';

export type Try = { readonly code: string; begun: boolean };
type Code = { present: number; underWay: number; used: number };

export class Tries {
  readonly #codes = new Map<string, Code>();

  /** Before the count is looked up; `end` must follow. */
  announce(code: string): Try {
    const found = this.#codes.get(code) ?? { present: 0, underWay: 0, used: 0 };
    this.#codes.set(code, found);
    found.present += 1;
    return { code, begun: false };
  }

  /** @param wrong counted so far. @returns false where a further one might be the eleventh */
  begin(one: Try, wrong: number): boolean {
    const code = this.#codes.get(one.code);
    if (!code) return false;
    code.used = Math.max(code.used, wrong);
    if (code.used >= TRIES) return false;
    code.used += 1;
    code.underWay += 1;
    one.begun = true;
    return true;
  }

  /** After a wrong one was counted. @param right the count has begun anew: of those before only who is still on the way counts */
  end({ code, begun }: Try, right: boolean): void {
    const found = this.#codes.get(code);
    if (!found) return;
    found.present -= 1;
    if (begun) found.underWay -= 1;
    if (right) found.used = found.underWay;
    if (found.present === 0) this.#codes.delete(code);
  }
}
