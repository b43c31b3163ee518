// Lets the writes of one chain come one after the other within this process. The chain's lock would make them wait all the
// same, but each on a connection of its own, until none is left for those who only read.

export class WriteTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @returns what `work` gives; a failure of one keeps nobody else from its turn */
  async take<R>(chainId: string, work: () => Promise<R>): Promise<R> {
    const before = this.#last.get(chainId) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(chainId, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(chainId) === mine) this.#last.delete(chainId);
    }
  }
}
