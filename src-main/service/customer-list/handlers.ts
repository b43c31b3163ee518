// Answers the calls about the list of hits. Kept filters and columns are somebody's own and stay on this workstation.
import { DEFAULT_COLUMNS, MOST_EXPORTED, MOST_PRINTED, shownColumns } from '../../../src-shared/customer-list/rules.ts';
import { customerFilter } from '../../../src-shared/search/contract.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import { statement } from '../database/save.ts';
import { opened, signedIn } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { exportedCustomers, listFile, listForm, noteExport } from './export.ts';

export function customerListHandlers(os: typeof procedures.customerList) {
  return {
    choices: os.choices.handler(({ context }) => {
      const { sqlite } = opened(context).db;
      const named = (sql: string) => statement(sqlite, sql).all() as { id: string; name: string }[];
      return {
        statuses: named(
          'SELECT id, name FROM customerStatus WHERE removedAt IS NULL ORDER BY endedAt IS NOT NULL, name',
        ),
        properties: named('SELECT id, name FROM property WHERE removedAt IS NULL ORDER BY name'),
        employees: named('SELECT id, name FROM employee WHERE removedAt IS NULL AND technical = 0 ORDER BY name'),
      };
    }),

    savedFilters: os.savedFilters.handler(({ context }) => {
      const rows = statement(
        opened(context).db.sqlite,
        'SELECT id, name, body FROM savedFilter WHERE ownerId = ? ORDER BY name COLLATE NOCASE',
      ).all(signedIn(context).id) as { id: string; name: string; body: string }[];
      return rows.flatMap(({ id, name, body }) => {
        const { filter, span } = JSON.parse(body) as { filter: unknown; span: 'own' | 'all' };
        // Kept by another version with other fields: left out rather than half applied.
        const read = customerFilter.safeParse(filter);
        return read.success ? [{ id, name, filter: read.data, span }] : [];
      });
    }),

    keepFilter: os.keepFilter.handler(({ context, input }) => {
      const house = opened(context);
      const owner = signedIn(context).id;
      const { name, ...body } = input;
      const find = statement(
        house.db.sqlite,
        'SELECT id FROM savedFilter WHERE ownerId = ? AND name = ? COLLATE NOCASE',
      );
      const known = find.get(owner, name) as { id: string } | undefined;
      const id = known?.id ?? house.newId();
      statement(
        house.db.sqlite,
        `INSERT INTO savedFilter (id, ownerId, name, body) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body`,
      ).run(id, owner, name, JSON.stringify(body));
      return { id, replaced: known !== undefined };
    }),

    dropFilter: os.dropFilter.handler(({ context, input }) => {
      statement(opened(context).db.sqlite, 'DELETE FROM savedFilter WHERE id = ? AND ownerId = ?').run(
        input.id,
        signedIn(context).id,
      );
    }),

    exportList: os.exportList.handler(({ context, input, errors }) => {
      const house = opened(context);
      const rows = exportedCustomers(house, input, MOST_EXPORTED);
      if (rows === null) throw errors.TOO_MANY({ data: { most: MOST_EXPORTED } });
      noteExport(house, { kind: input.advertising ? 'advertising' : 'file', channel: input.advertising }, rows.length);
      return { file: listFile(house, rows, input), customers: rows.length };
    }),

    printList: os.printList.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const rows = exportedCustomers(house, { ...input, advertising: null }, MOST_PRINTED);
      if (rows === null) throw errors.TOO_MANY({ data: { most: MOST_PRINTED } });
      const form = await listForm(house, rows, input);
      return house.previews.open({
        ...{
          ownerId: signedIn(context).id,
          kind: 'customerList',
          customerNumber: String(rows.length),
          form,
          mayBeKept: false,
        },
        onPrinted: (first) => {
          if (first) noteExport(house, { kind: 'print', channel: null }, rows.length);
        },
      });
    }),

    columns: os.columns.handler(({ context }) => {
      const kept = readLocal(opened(context).db.sqlite, columnsOf(signedIn(context).id));
      return kept ? shownColumns(kept.split(',')) : [...DEFAULT_COLUMNS];
    }),

    keepColumns: os.keepColumns.handler(({ context, input }) => {
      const columns = shownColumns(input.columns).join();
      writeLocal(opened(context).db.sqlite, columnsOf(signedIn(context).id), columns);
    }),
  };
}

function columnsOf(employeeId: string): string {
  return `columns:${employeeId}`;
}
