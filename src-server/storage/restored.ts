// What a database that was put back from a backup has to be told: it has forgotten what it answered since.
import type { Db } from './storage.ts';

/** More numbers than counters are lent between two backups: a gap in the numbers is better than one given twice. */
const NUMBERS_LEFT_OUT = 10_000;

/** Counters that hear another epoch fetch all anew and push what the backup lacks. Codes that waited are worth nothing. */
export async function beginNewEpoch(db: Db, newId: () => string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { id } of await trx.selectFrom('chain').select('id').execute())
      await trx
        .updateTable('chain')
        .set((eb) => ({
          epoch: newId(),
          epochBefore: eb.ref('epoch'),
          epochFrom: eb.ref('revision'),
          nextCustomerNumber: eb('nextCustomerNumber', '+', NUMBERS_LEFT_OUT),
        }))
        .where('id', '=', id)
        .execute();
    await trx.deleteFrom('activationCode').execute();
  });
}
