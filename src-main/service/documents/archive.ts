// Files what a printer took with the customer, where the template is set so (E-78). A sheet that shows a password or a code is
// filed by nobody's wish.
import { and, asc, eq, isNull } from 'drizzle-orm';
import { localDay } from '../../../src-shared/customers/rules.ts';
import { archivedName } from '../../../src-shared/documents/rules.ts';
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { type Row, textBlock } from '../../../src-shared/tables.ts';
import { CHOSEN_TITLES, type ChosenTemplate } from '../../../src-shared/text-blocks/archive.ts';
import { customerRecord } from '../customer-record.ts';
import type { House } from '../house.ts';
import { isKept, keepDocument } from './shelf.ts';

/** Which template made a sheet, and for whom. */
export type Archived = { readonly template: ChosenTemplate; readonly customerId: string };

/** undefined = nobody has decided yet. Where two counters made the row at once, both read the same of the two. */
export function templateRow(house: House, template: string): Row<'textBlock'> | undefined {
  return house.db.orm
    .select()
    .from(textBlock)
    .where(and(eq(textBlock.purpose, template), isNull(textBlock.removedAt)))
    .orderBy(asc(textBlock.id))
    .get();
}

/** The same sheet lies there once, however often it is printed; one that is made anew is another. */
export function fileInArchive(house: House, { template, customerId }: Archived, form: MadeForm, by: string): void {
  const row = templateRow(house, template);
  const number = customerRecord(house, customerId)?.number;
  if (!row?.archive || number === undefined || form.secretAreas.length > 0) return;
  if (isKept(house, customerId, form.bytes)) return;
  const name = archivedName(number, CHOSEN_TITLES[template], localDay(house.now()));
  const pdf = { mediaType: 'application/pdf', bytes: form.bytes } as const;
  house.save('document.import', (unit) =>
    keepDocument(house, unit, { customerId, kind: 'other', name, ...pdf, createdBy: by, locked: !row.changeable }),
  );
}
