// The fields of a case's page as they are typed, to and from the record, and laying them over a record that was saved elsewhere
// meanwhile: what was typed stays, the rest is the new state. It draws nothing and asks nothing.
import { z } from 'zod';
import type { CaseForm } from '../../src-shared/service-cases/contract.ts';
import { CASE_STATUSES, readQuantity } from '../../src-shared/service-cases/rules.ts';

const item = z.object({ itemId: z.string().nullable(), body: z.string(), quantity: z.string(), done: z.boolean() });
export const caseFields = z.object({
  title: z.string(),
  status: z.enum(CASE_STATUSES),
  note: z.string(),
  /** '' = none. */
  caseTypeId: z.string(),
  patientId: z.string(),
  items: z.array(item),
});
export type CaseFields = z.infer<typeof caseFields>;
export type CaseItem = CaseFields['items'][number];

export const blankItem: CaseItem = { itemId: null, body: '', quantity: '1', done: false };

export function isBlankItem({ itemId, body }: CaseItem): boolean {
  return itemId === null && body.trim() === '';
}

/** With one blank line where there is no item. */
export function toCaseFields(form: CaseForm): CaseFields {
  const items = form.items.map(({ id, body, quantity, done }) => ({
    ...{ itemId: id, body, quantity: String(quantity), done },
  }));
  return {
    ...{ title: form.title, status: form.status, note: form.note ?? '' },
    ...{ caseTypeId: form.caseTypeId ?? '', patientId: form.patientId ?? '' },
    items: items.length > 0 ? items : [blankItem],
  };
}

/** What F1 sends, without blank lines; `atPage` gives the page's own line for a field of it. */
export function fromCaseFields(fields: CaseFields): { form: CaseForm; atPage: (field: string) => string } {
  const lines = fields.items.flatMap((one, line) => (isBlankItem(one) ? [] : [{ one, line }]));
  const form: CaseForm = {
    ...{ title: fields.title.trim(), status: fields.status, note: fields.note.trim() || null },
    ...{ caseTypeId: fields.caseTypeId || null, patientId: fields.patientId || null },
    items: lines.map(({ one }) => ({
      ...{ id: one.itemId, body: one.body.trim(), quantity: readQuantity(one.quantity) ?? 0, done: one.done },
    })),
  };
  const atPage = (field: string) =>
    field.replace(/^items\.(\d+)/, (_, line) => `items.${lines[Number(line)]?.line ?? line}`);
  return { form, atPage };
}

/** Equal but for blank lines. */
export function isSameCase(one: CaseFields, other: CaseFields): boolean {
  return plain(one) === plain(other);
}

const PLAIN = ['title', 'status', 'note', 'caseTypeId', 'patientId'] as const;
type Plain = (typeof PLAIN)[number];

export type MergedCase = {
  merged: CaseFields;
  /** Fields that both changed, by their names: what is saved there. What was typed stands in the form. */
  clashes: ReadonlyMap<string, string>;
};

/**
 * @param base what both began with
 * @param mine as it is typed
 * @param theirs as it is saved now
 */
export function mergeCase(base: CaseFields, mine: CaseFields, theirs: CaseFields): MergedCase {
  const clashes = new Map<string, string>();
  const one = <T extends string | boolean>(path: string, before: T | undefined, my: T, their: T): T => {
    if (my === their || my === before) return their;
    if (their !== before) clashes.set(path, String(their));
    return my;
  };
  const kept = Object.fromEntries(
    PLAIN.map((field) => [field, one<string>(field, base[field], mine[field], theirs[field])]),
  ) as Pick<CaseFields, Plain>;
  const found = ({ items }: CaseFields, id: string | null) => items.find(({ itemId }) => id !== null && itemId === id);
  const items: CaseItem[] = [];
  for (const their of theirs.items.filter((line) => !isBlankItem(line))) {
    const [before, my] = [found(base, their.itemId), found(mine, their.itemId)];
    const at = `items.${items.length}`;
    if (my)
      items.push({
        itemId: their.itemId,
        body: one(`${at}.body`, before?.body, my.body, their.body),
        quantity: one(`${at}.quantity`, before?.quantity, my.quantity, their.quantity),
        done: one(`${at}.done`, before?.done, my.done, their.done),
      });
    // Removed here: it stays so, unless it was changed there.
    else if (!before || plain(before) !== plain(their)) items.push(their);
  }
  for (const my of mine.items) {
    if (found(theirs, my.itemId)) continue;
    const before = found(base, my.itemId);
    // Removed there: only what was changed here stays, as a new line.
    if (!before && !isBlankItem(my)) items.push(my);
    else if (before && plain(before) !== plain(my)) items.push({ ...my, itemId: null });
  }
  return { merged: { ...kept, items: items.length > 0 ? items : [blankItem] }, clashes };
}

/**
 * New lines have got their ids with the save: those that were sent, and the same places of what was typed on since.
 * @returns what was sent and what is typed now
 */
export function withSavedIds(sent: CaseFields, typed: CaseFields, saved: CaseFields): [CaseFields, CaseFields] {
  let next = 0;
  const ids = sent.items.map((line) => (isBlankItem(line) ? null : (saved.items[next++]?.itemId ?? null)));
  const named = (fields: CaseFields): CaseFields => ({
    ...fields,
    items: fields.items.map((line, at) => (line.itemId === null ? { ...line, itemId: ids[at] ?? null } : line)),
  });
  return [named(sent), named(typed)];
}

function plain(value: CaseFields | CaseItem): string {
  const whole = 'items' in value ? { ...value, items: value.items.filter((one) => !isBlankItem(one)) } : value;
  return JSON.stringify(whole, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
