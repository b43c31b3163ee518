// Keeps the index of change sets that are about several: in the transaction that writes them.
import { otherSubjects } from '../storage/also-about.ts';
import type { Projection } from '../sync/projections.ts';
import { chunks } from '../sync/rows.ts';

export const projectAlsoAbout: Projection = async (trx, chainId, rows) => {
  const about = rows.flatMap(({ table, id, subjectId, body }) =>
    table === 'changeSet'
      ? otherSubjects(subjectId, String(body.changes)).map((other) => ({
          ...{ chainId, subjectId: other, changeSetId: id },
        }))
      : [],
  );
  for (const some of chunks(about, 1000))
    await trx
      .insertInto('alsoAbout')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
};
