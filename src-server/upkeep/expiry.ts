// Deletes what its period no longer keeps (E-81): customers' documents, and versions of text blocks that were replaced. Once a day,
// by the last day that is sure and by no counter's clock; what was deleted reaches the counters as a removal, and they drop its
// content. What has run out, the rules say, and the tab 'Dokumente' shows it by the same ones.
import type { ChainTask } from './chain-upkeep.ts';
import { expireDocuments } from './document-expiry.ts';
import type { ExpiryParts } from './removal-entry.ts';
import { sureDay } from './sure-day.ts';
import { expireVersions } from './version-expiry.ts';

export class Expiry implements ChainTask {
  readonly trouble = 'what has run out could not be deleted';
  readonly #parts: ExpiryParts;
  /** The day on which all of a chain was looked at. Two processes, or one started anew, look once more and find nothing left. */
  readonly #lookedOn = new Map<string, string>();

  constructor(parts: ExpiryParts) {
    this.#parts = parts;
  }

  async forChain(chainId: string, stopped: () => boolean): Promise<void> {
    const { storage, now } = this.#parts;
    const today = new Date(now()).toISOString().slice(0, 10);
    if (this.#lookedOn.get(chainId) === today) return;
    const day = await sureDay(storage.db, chainId, today);
    if (day !== null) {
      await expireDocuments(this.#parts, chainId, day, stopped);
      await expireVersions(this.#parts, chainId, day, stopped);
    }
    if (!stopped()) this.#lookedOn.set(chainId, today);
  }
}
