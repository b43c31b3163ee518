// What two records of one person become when they are merged (N-09): the survivor's word counts and its blanks are filled, lists
// are united without doubles, and who may do it, until when it can be taken back. It reads and writes nothing.
import type { TableName } from '../tables.ts';

export type Side = 'survivor' | 'other';
type Value = string | number | null;
type Values = Readonly<Record<string, Value>>;

/** So long a merge can be taken back. */
export const UNDO_DAYS = 30;

export function undoUntil(mergedAt: number): number {
  return mergedAt + UNDO_DAYS * 86_400_000;
}

// --- who may, and when

export const MERGE_REFUSALS = [
  'notAdministrator',
  'same',
  'gone',
  'merged',
  'erased',
  'otherBranch',
  'changed',
] as const;
export type MergeRefusal = (typeof MERGE_REFUSALS)[number];

export type MergeFacts = {
  readonly branchId: string | null;
  readonly removed: boolean;
  readonly merged: boolean;
  readonly erased: boolean;
};

/** @param own the branch that asks; a customer of another one is moved here first. @returns null = it may be done */
export function mergeRefusal(
  role: 'employee' | 'accounting' | 'administrator' | null,
  own: string,
  { survivorId, otherId }: { survivorId: string; otherId: string },
  records: readonly (MergeFacts | null)[],
): MergeRefusal | null {
  if (role !== 'administrator') return 'notAdministrator';
  if (survivorId === otherId) return 'same';
  for (const one of records) {
    if (one === null) return 'gone';
    // First of all: what became of another branch's records is told to nobody here.
    if (one.branchId !== own) return 'otherBranch';
    // Of two opposite merges the second meets a stub.
    if (one.merged) return 'merged';
    if (one.erased) return 'erased';
    if (one.removed) return 'gone';
  }
  return null;
}

export const UNMERGE_REFUSALS = [
  'notAdministrator',
  'undone',
  'tooLate',
  'survivorMerged',
  'erased',
  'gone',
  'otherBranch',
  'changed',
] as const;
export type UnmergeRefusal = (typeof UNMERGE_REFUSALS)[number];

/** @param merge null = there is no such merge. @returns null = it may be taken back */
export function unmergeRefusal(
  role: 'employee' | 'accounting' | 'administrator' | null,
  own: string,
  now: number,
  merge: { readonly undone: boolean; readonly undoUntil: number } | null,
  survivor: MergeFacts | null,
): UnmergeRefusal | null {
  if (role !== 'administrator') return 'notAdministrator';
  if (merge === null || survivor === null) return 'gone';
  if (survivor.branchId !== own) return 'otherBranch';
  if (merge.undone) return 'undone';
  if (now > merge.undoUntil) return 'tooLate';
  if (survivor.merged) return 'survivorMerged';
  if (survivor.erased) return 'erased';
  return survivor.removed ? 'gone' : null;
}

// --- the record itself

/** Of the survivor for ever: what it is known and found by, what its own card said, and what only the server writes. */
const KEPT = new Set(['number', 'branchId', 'cardDiffers', 'mergedIntoId', 'erasedAt']);
/** Facts that have one right answer: the later visit. */
const LATER = new Set(['lastVisit']);

export type MergedField = {
  readonly field: string;
  readonly survivor: Value;
  readonly other: Value;
  readonly chosen: Side;
};

/**
 * Field by field what both have and which counts, unless somebody chooses otherwise: the survivor's, and where it has nothing
 * the other's. Fields in which both have the same, or nothing, are not among them.
 * @param fields all columns of a customer; one that is added later is merged by the same rule
 */
export function mergedFields(
  fields: readonly string[],
  survivor: Values,
  other: Values,
  choices: Readonly<Record<string, Side>> = {},
): MergedField[] {
  return fields.flatMap((field) => {
    if (KEPT.has(field)) return [];
    const [mine, its] = [survivor[field] ?? null, other[field] ?? null];
    if (mine === its || (isBlank(mine) && isBlank(its))) return [];
    const chosen = choices[field] ?? byDefault(field, mine, its);
    return [{ field, survivor: mine, other: its, chosen }];
  });
}

function byDefault(field: string, mine: Value, its: Value): Side {
  if (isBlank(mine)) return 'other';
  if (isBlank(its)) return 'survivor';
  return LATER.has(field) && String(its) > String(mine) ? 'other' : 'survivor';
}

function isBlank(value: Value): boolean {
  return value === null || value === '';
}

// --- the lists

/** By what a line is the same line on both sides, and what keeps two apart although it agrees. */
const SAME_BY: Partial<Record<TableName, { by: readonly string[]; apart?: readonly string[] }>> = {
  customerAddress: { by: ['street', 'houseNumber', 'addition', 'district', 'postcode', 'town', 'country'] },
  customerPhone: { by: ['e164'] },
  customerPayer: { by: ['payerId', 'insuredNumber'], apart: ['validFrom', 'validTo'] },
  bankAccount: { by: ['iban'], apart: ['mandateReference', 'mandateOn', 'mandateEndedOn', 'holder'] },
  customerCard: { by: ['kind', 'number'], apart: ['validFrom', 'validTo'] },
  customerProperty: { by: ['propertyId'] },
  patient: { by: ['name', 'species', 'birthDate', 'chipNumber'], apart: ['breed', 'sex', 'note', 'diedOn'] },
};

/** The survivor's line that says the same as the other's; undefined = the other's is a line of its own. */
export function twinOf<R extends { readonly body: Values }>(
  table: TableName,
  line: { readonly body: Values },
  mine: readonly R[],
): R | undefined {
  const same = SAME_BY[table];
  if (!same) return undefined;
  return mine.find(
    ({ body }) =>
      same.by.every((field) => spelling(body[field]) === spelling(line.body[field])) &&
      (same.apart ?? []).every(
        (field) =>
          isBlank(body[field] ?? null) || isBlank(line.body[field] ?? null) || body[field] === line.body[field],
      ),
  );
}

/** What a line has that its twin lacks. */
export function filledFrom(twin: Values, line: Values): Record<string, Value> {
  const missing = Object.entries(line).filter(([field, value]) => isBlank(twin[field] ?? null) && !isBlank(value));
  return Object.fromEntries(missing);
}

function spelling(value: Value | undefined): string {
  return String(value ?? '')
    .normalize('NFC')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
