// Answers the tab 'Dokumente': lists, hands out, takes in, renames, exempts, takes away.

import type { Role } from '../../../src-shared/calls.ts';
import type { Doing } from '../../../src-shared/change-log/rules.ts';
import { localDay } from '../../../src-shared/customers/rules.ts';
import { keptName } from '../../../src-shared/documents/file-content.ts';
import { type Keeping, keepingOf } from '../../../src-shared/documents/retention.ts';
import { canChangeDocument, type DocumentRefusal, renamedDocument } from '../../../src-shared/documents/rules.ts';
import { employee, type Row } from '../../../src-shared/tables.ts';
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
          return {
            ...{ id, kind, name, mediaType, size, createdAt, by: names.get(createdBy ?? '') ?? null },
            ...{ keeping: keptAs(house, one), stays: change.allowed ? null : change.reason },
          };
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
      const row = changeable(house, input.id, signedIn(context).role, errors);
      const others = documentsOf(house, row.customerId).filter(({ id }) => id !== row.id);
      const renamed = renamedDocument(input.name, row.name, new Set(others.map(({ name }) => name)));
      if (!renamed.ok) throw errors.INVALID({ data: { problem: renamed.problem } });
      const { name } = renamed;
      const { changeSetId } = house.save(RENAMED, (unit) => unit.update('document', row.id, { name }));
      return { name, changeSetId };
    }),

    exempt: os.exempt.handler(({ context, input: { id, exempt }, errors }) => {
      const house = opened(context);
      const row = changeable(house, id, signedIn(context).role, errors);
      const { changeSetId } = house.save(EXEMPTED, (unit) => unit.update('document', id, { keptOnPurpose: exempt }));
      return { keeping: keptAs(house, { ...row, keptOnPurpose: exempt }), changeSetId };
    }),

    undo: os.undo.handler(({ context, input, errors }) => {
      const house = opened(context);
      if (!isOwnChange(house, input.changeSetId, signedIn(context).id)) throw errors.CANNOT_UNDO();
      if (isNameTaken(house, input.changeSetId)) throw errors.CANNOT_UNDO();
      try {
        undoChangeSet(house, input.changeSetId, UNDOABLE);
      } catch (error) {
        if (error instanceof CannotUndo) throw errors.CANNOT_UNDO();
        throw error;
      }
    }),

    remove: os.remove.handler(({ context, input, errors }) => {
      const house = opened(context);
      const row = changeable(house, input.id, signedIn(context).role, errors);
      house.save('document.remove', (unit) => takeAway(house, unit, row));
    }),
  };
}

const RENAMED: Doing = 'document.rename';
const EXEMPTED: Doing = 'document.exempt';
const UNDOABLE: readonly Doing[] = [RENAMED, EXEMPTED];

type Refusing = { GONE: () => Error; REFUSED: (refusal: { data: { reason: DocumentRefusal } }) => Error };

/** A customer's document that whoever is signed in may change. */
function changeable(house: House, id: string, role: Role, errors: Refusing): Row<'document'> & { customerId: string } {
  const row = documentRow(house, id);
  if (!row) throw errors.GONE();
  const change = canChangeDocument(row, role);
  if (!change.allowed) throw errors.REFUSED({ data: { reason: change.reason } });
  return row;
}

function keptAs(house: House, row: Row<'document'>): Keeping {
  return keepingOf(row, localDay(house.now()));
}

function isOwnChange(house: House, changeSetId: string, employeeId: string): boolean {
  const set = statement(house.db.sqlite, 'SELECT doing FROM changeSet WHERE id = ? AND employeeId = ?').get(
    changeSetId,
    employeeId,
  ) as { doing: Doing } | undefined;
  return set !== undefined && UNDOABLE.includes(set.doing);
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
