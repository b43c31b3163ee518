// Keeps readers from starving: writers of one chain wait for each other, and each that waits holds a connection. Only so many
// may wait in the database; the others wait here, in the order in which they came, and hold nothing.
import { type Dialect, Kysely, type TransactionBuilder } from 'kysely';
import type { ServerTables } from './tables.ts';

export class FairDb extends Kysely<ServerTables> {
  readonly #mostTransactions: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(dialect: Dialect, mostTransactions: number) {
    super({ dialect });
    this.#mostTransactions = mostTransactions;
  }

  override transaction(): TransactionBuilder<ServerTables> {
    const builder = super.transaction();
    const execute = builder.execute.bind(builder);
    builder.execute = async (work) => {
      await this.#enter();
      try {
        return await execute(work);
      } finally {
        this.#leave();
      }
    };
    return builder;
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#mostTransactions) this.#running += 1;
    // Whoever leaves hands the place on.
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
