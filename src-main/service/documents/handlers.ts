// Answers the tab 'Dokumente': lists, hands out, takes in, renames, takes away.

import type { Doing } from '../../../src-shared/change-log/rules.ts';
import { keptName } from '../../../src-shared/documents/file-content.ts';
import { canChangeDocument, renamedDocument } from '../../../src-shared/documents/rules.ts';
import { employee } from '../../../src-shared/tables.ts';
import { customerRecord } from '../customer-record.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { CannotUndo, undoChangeSet } from '../undo.ts';
import { contentOf, documentRow, documentsOf, keepDocument, readUpload, takeAway } from './shelf.ts';

export function documentHandlers(os: typeof procedures.documents) {
  return {
    byCustomer: os.byCustomer.handler(({ context, input }) => {
      const house = opened(context);
      const names = employeeNames(house);
      const { role } = signedIn(context);
      return documentsOf(house, input.customerId)
        .sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1))
        .map((one) => {
          const { id, kind, name, mediaType, size, createdAt, createdBy } = one;
          const change = canChangeDocument(one, role);
          const by = names.get(createdBy ?? '') ?? null;
          return { id, kind, name, mediaType, size, createdAt, by, stays: change.allowed ? null : change.reason };
        });
    }),

    content: os.content.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const row = documentRow(house, input.id);
      if (!row) throw errors.GONE();
      const bytes =
        contentOf(house, row) ?? ((await house.sync.fetchBlob(row.sha256)) ? contentOf(house, row) : undefined);
      if (!bytes) throw errors.ELSEWHERE();
      return { name: row.name, mediaType: row.mediaType, base64: bytes.toString('base64') };
    }),

    import: os.import.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { customerId } = input;
      if (!customerRecord(house, customerId)) throw errors.GONE();
      const upload = readUpload(input.file);
      if (!upload.ok) throw errors.FILE_REFUSED({ data: upload.refusal });
      const { mediaType, bytes } = upload;
      const name = keptName(input.file.name, mediaType);
      const createdBy = signedIn(context).id;
      return house.save('document.import', (unit) =>
        keepDocument(house, unit, { customerId, kind: 'other', name, mediaType, bytes, createdBy }),
      ).result;
    }),

    rename: os.rename.handler(({ context, input, errors }) => {
      const house = opened(context);
      const row = documentRow(house, input.id);
      if (!row?.customerId) throw errors.GONE();
      const change = canChangeDocument(row, signedIn(context).role);
      if (!change.allowed) throw errors.REFUSED({ data: { reason: change.reason } });
      const others = documentsOf(house, row.customerId).filter(({ id }) => id !== row.id);
      const renamed = renamedDocument(input.name, row.name, new Set(others.map(({ name }) => name)));
      if (!renamed.ok) throw errors.INVALID({ data: { problem: renamed.problem } });
      const { name } = renamed;
      const { changeSetId } = house.save(RENAMED, (unit) => unit.update('document', row.id, { name }));
      return { name, changeSetId };
    }),

    undo: os.undo.handler(({ context, input, errors }) => {
      const house = opened(context);
      if (!isOwnRenaming(house, input.changeSetId, signedIn(context).id)) throw errors.CANNOT_UNDO();
      if (isNameTaken(house, input.changeSetId)) throw errors.CANNOT_UNDO();
      try {
        undoChangeSet(house, input.changeSetId, [RENAMED]);
      } catch (error) {
        if (error instanceof CannotUndo) throw errors.CANNOT_UNDO();
        throw error;
      }
    }),

    remove: os.remove.handler(({ context, input, errors }) => {
      const house = opened(context);
      const row = documentRow(house, input.id);
      if (!row) throw errors.GONE();
      const change = canChangeDocument(row, signedIn(context).role);
      if (!change.allowed) throw errors.REFUSED({ data: { reason: change.reason } });
      house.save('document.remove', (unit) => takeAway(house, unit, row));
    }),
  };
}

const RENAMED: Doing = 'document.rename';

function isOwnRenaming(house: House, changeSetId: string, employeeId: string): boolean {
  return (
    statement(house.db.sqlite, 'SELECT 1 FROM changeSet WHERE id = ? AND employeeId = ? AND doing = ?').get(
      changeSetId,
      employeeId,
      RENAMED,
    ) !== undefined
  );
}

/** Another document of the customer has come under the old name meanwhile: by it they are told apart. */
function isNameTaken(house: House, changeSetId: string): boolean {
  return (
    statement(
      house.db.sqlite,
      `SELECT 1 FROM change JOIN document other ON other.customerId = change.subjectId AND other.id <> change.rowId
       WHERE change.changeSetId = ? AND change.field = 'name' AND other.removedAt IS NULL AND other.name = change."from" ->> '$'`,
    ).get(changeSetId) !== undefined
  );
}

/** Everybody who ever worked here. */
export function employeeNames(house: House): ReadonlyMap<string, string> {
  return new Map(
    house.db.orm
      .select({ id: employee.id, name: employee.name })
      .from(employee)
      .all()
      .map(({ id, name }) => [id, name]),
  );
}
