// Keeps half-filled masks durably, each for its owner. A colleague sees that there is one, not what is in it, until taken over.
import { desc, eq } from 'drizzle-orm';
import { draft, employee } from '../../src-shared/tables.ts';
import { statement } from './database/save.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';

export function draftHandlers(os: typeof procedures.drafts) {
  return {
    keep: os.keep.handler(({ context, input }) => {
      const house = opened(context);
      statement(
        house.db.sqlite,
        `INSERT INTO draft (id, ownerId, subjectId, kind, body, changedAt) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET body = excluded.body, changedAt = excluded.changedAt, ownerId = excluded.ownerId`,
      ).run(input.id, signedIn(context).id, input.subjectId, input.kind, input.body, house.now());
    }),

    discard: os.discard.handler(({ context, input }) => {
      opened(context).db.orm.delete(draft).where(eq(draft.id, input.id)).run();
    }),

    list: os.list.handler(({ context }) => {
      const me = signedIn(context).id;
      return opened(context)
        .db.orm.select({ draft, ownerName: employee.name })
        .from(draft)
        .innerJoin(employee, eq(employee.id, draft.ownerId))
        .orderBy(desc(draft.changedAt))
        .all()
        .map(({ draft: one, ownerName }) => ({
          ...one,
          kind: 'customer' as const,
          body: one.ownerId === me ? one.body : '',
          ownerName,
        }));
    }),

    takeOver: os.takeOver.handler(({ context, input, errors }) => {
      const house = opened(context);
      const me = signedIn(context);
      const found = house.db.orm.select().from(draft).where(eq(draft.id, input.id)).get();
      if (!found) throw errors.GONE();
      house.db.orm.update(draft).set({ ownerId: me.id }).where(eq(draft.id, input.id)).run();
      house.ports.log.info({ from: found.ownerId, to: me.id }, 'draft taken over');
      return { ...found, kind: 'customer' as const, ownerId: me.id, ownerName: me.name };
    }),
  };
}
