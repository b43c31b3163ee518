// Answers 'Kunden anonymisieren': carries the question and the order to the branch server, which decides and does it, and reads
// what was done out of the rows that came down. Nothing is erased from here alone.
import { listName } from '../../../src-shared/customers/rules.ts';
import { confirmationOf } from '../../../src-shared/erasure/rules.ts';
import type { ErasurePreview } from '../../../src-shared/erasure/server-contract.ts';
import type { Row } from '../../../src-shared/tables.ts';
import { statement } from '../database/save.ts';
import { contentOf, documentRow } from '../documents/shelf.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import { formSender } from '../printing/customer-form-input.ts';
import type { procedures } from '../procedures.ts';
import { asAdministrator } from '../sync/administration-line.ts';
import { erasedLines, erasedRecord } from './stubs.ts';

export function erasureHandlers(os: typeof procedures.erasure) {
  return {
    preview: os.preview.handler(async ({ context, input: { customers }, errors }) => {
      const house = opened(context);
      const person = signedIn(context);
      if (customers.length > 1 && person.role !== 'administrator') throw errors.ADMINISTRATORS_ONLY();
      // What was saved here goes first, so that the server judges what staff see.
      await house.sync.round().catch(() => undefined);
      const previews = await asAdministrator(house, { ...errors, ...UNASKED }, (line) =>
        line.erasure.preview({ employeeId: person.id, customers }),
      );
      return previews.map((one) => asSeenHere(house, one));
    }),

    administrators: os.administrators.handler(({ context }) => administratorsHere(opened(context))),

    byNumber: os.byNumber.handler(({ context, input }) => {
      const house = opened(context);
      const row = statement(house.db.sqlite, 'SELECT * FROM customer WHERE number = ? AND removedAt IS NULL').get(
        input.number.trim(),
      ) as Row<'customer'> | undefined;
      return row ? { id: row.id, number: row.number, name: listName(row) } : null;
    }),

    erase: os.erase.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const person = signedIn(context);
      const { customers, reason, proof } = input;
      if (customers.length > 1 && person.role !== 'administrator') throw errors.ADMINISTRATORS_ONLY();
      const numbers = customers.flatMap(({ customerId }) => customerOf(house, customerId)?.number ?? []);
      if (numbers.length < customers.length) throw errors.GONE();
      if (input.confirmation.trim() !== confirmationOf(numbers)) throw errors.NOT_CONFIRMED();
      await house.sync.round().catch(() => undefined);
      const waiting = customers.flatMap(({ customerId }) => {
        const count = unsent(house, customerId);
        return count > 0 ? [{ customerId, refusals: [{ reason: 'unconfirmed' as const, count }] }] : [];
      });
      if (waiting.length > 0) throw errors.REFUSED({ data: waiting });
      return asAdministrator(
        house,
        errors,
        (line) => line.erasure.erase({ proof, employeeId: person.id, reason, customers }),
        (code, data) => (code === 'REFUSED' ? errors.REFUSED({ data: data as never }) : null),
      );
    }),

    list: os.list.handler(({ context }) => erasedLines(opened(context))),

    report: os.report.handler(({ context, input, errors }) => {
      const record = erasedRecord(opened(context), input.id);
      if (!record) throw errors.GONE();
      return record;
    }),

    print: os.print.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const [record, sender] = [erasedRecord(house, input.id), formSender(house)];
      if (!record || !sender) throw errors.GONE();
      const { lead, parts } = input;
      const form = await house.forms.erasureReport({ ...sender, customerNumber: record.number, lead, parts });
      return house.previews.open({
        ...{ ownerId: signedIn(context).id, kind: 'letter', customerNumber: record.number, form, mayBeKept: true },
      });
    }),

    document: os.document.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const row = documentRow(house, input.id);
      if (!row?.customerId || !erasedRecord(house, row.customerId)) throw errors.GONE();
      const bytes =
        contentOf(house, row) ?? ((await house.sync.fetchBlob(row.sha256)) ? contentOf(house, row) : undefined);
      if (!bytes) throw errors.ELSEWHERE();
      return { name: row.name, mediaType: row.mediaType, base64: bytes.toString('base64') };
    }),
  };
}

// --- details

/** A preview asks for no PIN. */
const UNASKED = { WRONG_PIN: () => new Error('no PIN was asked'), WAIT: () => new Error('no PIN was asked') };

function customerOf(house: House, id: string): Row<'customer'> | undefined {
  return statement(house.db.sqlite, 'SELECT * FROM customer WHERE id = ?').get(id) as Row<'customer'> | undefined;
}

/** With the name that staff know him by, and with what only this workstation knows. */
function asSeenHere(house: House, preview: ErasurePreview) {
  const row = customerOf(house, preview.customerId);
  const count = unsent(house, preview.customerId);
  return {
    ...preview,
    name: row ? listName(row) : '',
    refusals: count > 0 ? [...preview.refusals, { reason: 'unconfirmed' as const, count }] : preview.refusals,
  };
}

function unsent({ db }: House, customerId: string): number {
  const waiting = `SELECT count(DISTINCT s.id) AS n FROM change c JOIN changeSet s ON s.id = c.changeSetId
    WHERE c.subjectId = ? AND s.answeredAt IS NULL`;
  return (statement(db.sqlite, waiting).get(customerId) as { n: number }).n;
}

function administratorsHere(house: House): { id: string; name: string }[] {
  const branchId = house.session.seat?.branch.id ?? '';
  return statement(house.db.sqlite, ADMINISTRATORS).all(branchId) as { id: string; name: string }[];
}

const ADMINISTRATORS = `SELECT e.id, e.name FROM employee e JOIN employeeRole r ON r.employeeId = e.id
  WHERE r.branchId = ? AND r.role = 'administrator' AND r.removedAt IS NULL
    AND e.removedAt IS NULL AND e.blockedAt IS NULL AND e.technical = 0
  ORDER BY e.name, e.id`;
