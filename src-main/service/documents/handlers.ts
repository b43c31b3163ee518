// Answers the tab 'Dokumente': lists, hands out, takes in, takes away.
import { keptName } from '../../../src-shared/documents/file-content.ts';
import { canRemoveDocument } from '../../../src-shared/documents/rules.ts';
import { employee } from '../../../src-shared/tables.ts';
import { customerRecord } from '../customer-record.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import type { procedures } from '../procedures.ts';
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
          const removal = canRemoveDocument(one, role);
          const by = names.get(createdBy ?? '') ?? null;
          return { id, kind, name, mediaType, size, createdAt, by, stays: removal.allowed ? null : removal.reason };
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

    remove: os.remove.handler(({ context, input, errors }) => {
      const house = opened(context);
      const row = documentRow(house, input.id);
      if (!row) throw errors.GONE();
      const removal = canRemoveDocument(row, signedIn(context).role);
      if (!removal.allowed) throw errors.REFUSED({ data: { reason: removal.reason } });
      house.save('document.remove', (unit) => takeAway(house, unit, row));
    }),
  };
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
