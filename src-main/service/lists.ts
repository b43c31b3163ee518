// Keeps the lists of the chain ('Stammdaten'). What an entry must hold stands in lists/rules.ts; who uses a list is that
// feature's business. An ended entry is offered no longer and stays readable wherever a customer has it.
import { isNull } from 'drizzle-orm';
import type { OwnStatus } from '../../src-shared/customers/status.ts';
import type { ListEntry, Lists } from '../../src-shared/lists/contract.ts';
import { entryProblems, LIST_NAMES, type ListForms, type ListName, storedEntry } from '../../src-shared/lists/rules.ts';
import { caseType, customerProgram, customerStatus, type NewRow, payer, property } from '../../src-shared/tables.ts';
import { lastChanges } from './change-log.ts';
import { rawRow, statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';

export function listHandlers(os: typeof procedures.lists) {
  return {
    all: os.all.handler(({ context }) => allLists(opened(context))),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const before = input.id === null ? null : entryOf(house, input.list, input.id);
      if (input.id !== null && !before) throw errors.GONE();
      const problems = problemsOf(house, input.list, input.form, input.id);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const id = input.id ?? house.newId();
      const row = rowOf(input.list, storedEntry(input.list, input.form));
      const { changeSetId } = house.save('lists.save', (unit) => {
        const endedAt = input.ended ? (before?.endedAt ?? unit.now) : null;
        if (before) unit.update(input.list, id, { ...row, endedAt });
        else unit.create(input.list, { id, ...row, endedAt } as NewRow<ListName>);
      });
      return { id, changeSetId };
    }),
  };
}

/** All entries with who changed them last, by name. */
export function allLists(house: House): Lists {
  const rows = rowsOf(house);
  const changed = lastChanges(
    house,
    LIST_NAMES.flatMap((list) => rows[list].map(({ id }) => id)),
  );
  const kept = <E extends { id: string; name: string }>(list: readonly E[]) =>
    list
      .map((entry) => ({ ...entry, changed: changed[entry.id]?.record ?? null }))
      .sort((a, b) => a.name.localeCompare(b.name, 'de'));
  return {
    customerStatus: kept(rows.customerStatus),
    property: kept(rows.property),
    payer: kept(rows.payer),
    customerProgram: kept(rows.customerProgram),
    caseType: kept(rows.caseType),
  };
}

/** The chain's own states, ended ones too: for what a status means (customers/status.ts). */
export function ownStatuses(house: House): readonly OwnStatus[] {
  return statement(
    house.db.sqlite,
    'SELECT id, meaning FROM customerStatus WHERE removedAt IS NULL',
  ).all() as OwnStatus[];
}

// --- details

type Kept<L extends ListName> = Omit<ListEntry<L>, 'changed'>;

function rowsOf(house: House): { [L in ListName]: Kept<L>[] } {
  const { orm } = house.db;
  return {
    customerStatus: orm
      .select({
        ...{ id: customerStatus.id, name: customerStatus.name, meaning: customerStatus.meaning },
        endedAt: customerStatus.endedAt,
      })
      .from(customerStatus)
      .where(isNull(customerStatus.removedAt))
      .all(),
    property: orm
      .select({
        ...{ id: property.id, name: property.name, abbreviation: property.abbreviation, colour: property.colour },
        endedAt: property.endedAt,
      })
      .from(property)
      .where(isNull(property.removedAt))
      .all(),
    payer: orm
      .select({ id: payer.id, name: payer.name, ik: payer.ik, kind: payer.kind, endedAt: payer.endedAt })
      .from(payer)
      .where(isNull(payer.removedAt))
      .all(),
    customerProgram: orm
      .select({
        ...{ id: customerProgram.id, name: customerProgram.name, kind: customerProgram.kind },
        ...{ value: customerProgram.value, article: customerProgram.article, fixedValue: customerProgram.fixedValue },
        endedAt: customerProgram.endedAt,
      })
      .from(customerProgram)
      .where(isNull(customerProgram.removedAt))
      .all(),
    caseType: orm
      .select({ id: caseType.id, name: caseType.name, items: caseType.items, endedAt: caseType.endedAt })
      .from(caseType)
      .where(isNull(caseType.removedAt))
      .all()
      .map((row) => ({ ...row, items: JSON.parse(row.items) as string[] })),
  };
}

function entryOf(house: House, list: ListName, id: string): { endedAt: number | null } | null {
  const row = rawRow(house.db.sqlite, list, id) as { removedAt: number | null; endedAt: number | null } | undefined;
  return row && row.removedAt === null ? row : null;
}

/** A name is free again once its entry has ended. */
function problemsOf<L extends ListName>(house: House, list: L, form: ListForms[L], id: string | null) {
  const rows: readonly { id: string; endedAt: number | null }[] = rowsOf(house)[list];
  const others = rows.filter((one) => one.id !== id && one.endedAt === null);
  // The rows of a list hold its form; which list it is, the type of the union no longer says.
  return entryProblems(list, form, others as unknown as readonly ListForms[L][]);
}

/** As it lies in its table: items are one JSON text there. */
function rowOf(list: ListName, form: ListForms[ListName]): Record<string, unknown> {
  return list === 'caseType' ? { ...form, items: JSON.stringify((form as ListForms['caseType']).items) } : { ...form };
}
