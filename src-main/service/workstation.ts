// Keeps what belongs to this workstation alone: name and lock time (in its row, so that the change log knows), language
// (local: nobody else's business).
import { eq } from 'drizzle-orm';
import { workstation } from '../../src-shared/tables.ts';
import { workstationProblems } from '../../src-shared/workstation/rules.ts';
import { lastChanges } from './change-log.ts';
import { writeLocal } from './database/local.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';
import { renewSeat } from './sign-in.ts';

export function workstationHandlers(os: typeof procedures.workstation) {
  return {
    own: os.own.handler(({ context }) => {
      const house = opened(context);
      const { id, code, name, lockMinutes } = ownRow(house);
      const fields = lastChanges(house, [id])[id]?.fields ?? {};
      const changed = Object.fromEntries(
        (['name', 'lockMinutes'] as const).flatMap((field) => {
          const last = fields[`workstation.${field}`];
          return last ? [[field, last]] : [];
        }),
      );
      return { id, code, form: { name, lockMinutes }, changed };
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const form = { ...input, name: input.name.trim().replace(/\s+/g, ' ') };
      const problems = workstationProblems(form);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const { id } = ownRow(house);
      const { changeSetId } = house.save('workstation.save', (unit) => unit.update('workstation', id, form));
      if (changeSetId) renewSeat(house);
      return { changeSetId };
    }),

    chooseLanguage: os.chooseLanguage.handler(({ context, input }) => {
      const house = opened(context);
      writeLocal(house.db.sqlite, 'language', input.language);
      renewSeat(house);
    }),
  };
}

function ownRow(house: House) {
  const id = house.session.seat?.workstation.id ?? '';
  const row = house.db.orm.select().from(workstation).where(eq(workstation.id, id)).get();
  if (!row) throw new Error('this workstation has no row');
  return row;
}
