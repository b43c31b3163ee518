// Keeps half-filled masks durably, each for its owner. A colleague sees that there is one, not what is in it, until taken
// over. What a draft means, only the mask knows.
import { and, desc, eq, inArray } from 'drizzle-orm';
import { isHidden, showIban } from '../../src-shared/bank-accounts/rules.ts';
import { listName } from '../../src-shared/customers/rules.ts';
import type { DraftRecord } from '../../src-shared/drafts/contract.ts';
import { customer, draft, employee, serviceCase } from '../../src-shared/tables.ts';
import { takeOverPendingLetter } from './app-access/access.ts';
import { readLines } from './customer-lists.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';

export function draftHandlers(os: typeof procedures.drafts) {
  return {
    keep: os.keep.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { changes } = statement(
        house.db.sqlite,
        `INSERT INTO draft (id, ownerId, subjectId, kind, body, changedAt) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET subjectId = excluded.subjectId, body = excluded.body, changedAt = excluded.changedAt
         WHERE draft.ownerId = excluded.ownerId`,
      ).run(input.id, signedIn(context).id, input.subjectId, input.kind, input.body, house.now());
      if (changes === 0) throw errors.OF_COLLEAGUE();
    }),

    discard: os.discard.handler(({ context, input }) => {
      statement(opened(context).db.sqlite, 'DELETE FROM draft WHERE id = ? AND ownerId = ?').run(
        input.id,
        signedIn(context).id,
      );
    }),

    list: os.list.handler(({ context }) => {
      const me = signedIn(context).id;
      return draftRecords(opened(context)).map((one) => (one.ownerId === me ? one : { ...one, body: '' }));
    }),

    takeOver: os.takeOver.handler(({ context, input, errors }) => {
      const house = opened(context);
      const me = signedIn(context);
      const [found] = draftRecords(house, input.id);
      if (!found) throw errors.GONE();
      house.db.orm.update(draft).set({ ownerId: me.id }).where(eq(draft.id, input.id)).run();
      // A printed password that waits for F1 belongs to the same half-done work (T-09).
      if (found.subjectId) takeOverPendingLetter(house, found.subjectId, found.ownerId, me.id);
      house.ports.log.info(
        { draft: found.id, subject: found.subjectId, from: found.ownerId, to: me.id },
        'draft taken over',
      );
      const body = forReader(house, found);
      statement(house.db.sqlite, 'UPDATE draft SET body = ? WHERE id = ?').run(body, input.id);
      return { ...found, body, ownerId: me.id, ownerName: me.name };
    }),
  };
}

/** Account numbers that only the one who began the draft may see come back as the new owner sees them in the mask. */
function forReader(house: House, { body, subjectId }: DraftRecord): string {
  if (subjectId === null) return body;
  const shown = new Map(readLines(house, 'bankAccounts', subjectId).map(({ id, iban }) => [id, iban]));
  return JSON.stringify(JSON.parse(body), (_key, value: unknown) => {
    const line = value as { lineId?: unknown; iban?: unknown } | null;
    const iban = typeof line?.lineId === 'string' && 'iban' in line ? shown.get(line.lineId) : undefined;
    return iban !== undefined && isHidden(iban) ? { ...line, iban: showIban(iban) } : value;
  });
}

function draftRecords(house: House, id?: string): DraftRecord[] {
  const query = house.db.orm
    .select({
      draft,
      ownerName: employee.name,
      firstName: customer.firstName,
      lastName: customer.lastName,
      caseNumber: serviceCase.number,
    })
    .from(draft)
    .innerJoin(employee, eq(employee.id, draft.ownerId))
    .leftJoin(customer, eq(customer.id, draft.subjectId))
    .leftJoin(serviceCase, eq(serviceCase.id, draft.subjectId))
    .orderBy(desc(draft.changedAt));
  // A comment half typed waits for its owner alone, where it was begun (comments.ts).
  const ofMasks = inArray(draft.kind, ['customer', 'serviceCase']);
  return query
    .where(id === undefined ? ofMasks : and(ofMasks, eq(draft.id, id)))
    .all()
    .map(({ draft: one, ownerName, firstName, lastName, caseNumber }) => ({
      ...one,
      kind: one.kind === 'serviceCase' ? 'serviceCase' : 'customer',
      ownerName,
      subjectName: lastName === null ? caseNumber : listName({ firstName, lastName }),
    }));
}
