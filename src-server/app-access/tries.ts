// How many passwords of an access are being checked at this moment in this process: together with the wrong ones that are
// counted in the database they are never more than ten, however many arrive at once.
import { TRIES } from './lock.ts';

export class Tries {
  readonly #underWay = new Map<string, number>();

  /** @param wrong counted so far. @returns false where a further one might be the eleventh; else `end` must follow */
  begin(accessId: string, wrong: number): boolean {
    const underWay = this.#underWay.get(accessId) ?? 0;
    if (wrong + underWay >= TRIES) return false;
    this.#underWay.set(accessId, underWay + 1);
    return true;
  }

  end(accessId: string): void {
    const underWay = (this.#underWay.get(accessId) ?? 1) - 1;
    if (underWay > 0) this.#underWay.set(accessId, underWay);
    else this.#underWay.delete(accessId);
  }
}
