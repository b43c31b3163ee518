// Decides what an erasure does with a customer's rows: refused with reasons, or field by field gone or kept, why and until
// when (E-82, N-07, A-33). Rows and the day come in; it reads and writes nothing.
import { type Treatment, treatmentOf } from './plan.ts';
import type { DocumentChoice, KeptBecause, ReportLine } from './report.ts';
import { keptUntil, type RetentionKind } from './retention.ts';

export type Value = string | number | null;
export type ErasableRow = {
  readonly table: string;
  readonly id: string;
  readonly removedAt: number | null;
  readonly body: Readonly<Record<string, Value>>;
};

/** Why a customer is erased (Art. 17 (1) GDPR): a closed word, for free text might name the person again. */
export const ERASURE_REASONS = ['requested', 'noLongerNeeded', 'withdrawn', 'objected', 'unlawful'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

export type ErasureRefusal =
  | { readonly reason: 'gone' }
  | { readonly reason: 'otherBranch' }
  | { readonly reason: 'erasedAlready' }
  /** It leads to another record: that one is erased, and this one with it. */
  | { readonly reason: 'mergedAway' }
  | { readonly reason: 'openCases'; readonly numbers: readonly string[] }
  | { readonly reason: 'livingMandate'; readonly count: number }
  | { readonly reason: 'openConflicts'; readonly count: number }
  /** Saved at this workstation, and the branch server has not answered yet. */
  | { readonly reason: 'unconfirmed'; readonly count: number }
  | { readonly reason: 'documentsUndecided'; readonly documents: readonly { id: string; name: string }[] }
  /** This program does not know what it is: never guessed. */
  | { readonly reason: 'unknownCategory'; readonly fields: readonly string[] };

export type ErasureFacts = {
  /** All rows about the customer, and about records that were merged into it; the customer's own first. */
  readonly rows: readonly ErasableRow[];
  readonly customerId: string;
  /** The branch of the workstation that asks. */
  readonly branchId: string;
  /** 'YYYY-MM-DD'. */
  readonly today: string;
  /** The day of an instant. */
  readonly dayOf: (instant: number) => string;
  readonly documents: Readonly<Record<string, DocumentChoice>>;
  /** An erasure of before; null = none. One that had to lock can be finished when the time has come. */
  readonly before: { readonly lockedUntil: string | null } | null;
  /** What a field holds when it says nothing. */
  readonly neutral: (table: string, field: string) => Value;
};

export type FieldDecision =
  | { readonly done: 'blanked' }
  | { readonly done: 'kept'; readonly why: KeptBecause; readonly withRecord: boolean; readonly until: string };

export type ErasureDecision = {
  readonly refusals: readonly ErasureRefusal[];
  /** Of fields that hold something, row by row. */
  readonly fields: ReadonlyMap<ErasableRow, ReadonlyMap<string, FieldDecision>>;
  /** The last day on which something that names the person is kept; null = nothing is. */
  readonly lockedUntil: string | null;
  /** An access to the app is open: it ends with the erasure. */
  readonly endsAccess: boolean;
};

export function decideErasure(facts: ErasureFacts): ErasureDecision {
  const { rows } = facts;
  const proofUntil = phoneProofUntil(facts);
  const duties = new Map(rows.map((row) => [row, dutyOf(facts, row, proofUntil)] as const));
  const naming = [...duties.values()].filter((duty) => duty?.namesPerson);
  const identity = naming.reduce<Duty | null>((latest, duty) => later(latest, duty ?? null), null);
  const fields = new Map(
    rows.map((row) => [row, decided(facts, row, { duty: duties.get(row) ?? null, identity, proofUntil })] as const),
  );
  return {
    refusals: refusalsOf(facts),
    fields,
    lockedUntil: identity?.until ?? null,
    endsAccess: rows.some(({ table, removedAt, body }) => table === 'appAccess' && !removedAt && body.active === 1),
  };
}

/** Whether what was locked can be erased now: the last day of its keeping has passed. */
export function isOver(lockedUntil: string | null, today: string): boolean {
  return lockedUntil !== null && lockedUntil < today;
}

/** What has to be typed so that nobody erases by mistake: the customer's number, or how many they are. */
export function confirmationOf(numbers: readonly string[]): string {
  const [only] = numbers;
  return numbers.length === 1 && only !== undefined ? only : String(numbers.length);
}

/** Lines of a report: the same field of several rows with the same fate is one line. */
export function reportLines(
  decisions: Iterable<{ table: string; field: string; decision: FieldDecision }>,
): ReportLine[] {
  const lines = new Map<string, ReportLine>();
  for (const { table, field, decision } of decisions) {
    const kept = decision.done === 'kept' ? decision : null;
    const line: ReportLine = {
      ...{ table, field, done: decision.done, why: kept?.why ?? null, withRecord: kept?.withRecord ?? false },
      ...{ until: kept?.until ?? null, rows: 1 },
    };
    const key = JSON.stringify([table, field, line.done, line.why, line.withRecord, line.until]);
    const before = lines.get(key);
    lines.set(key, before ? { ...before, rows: before.rows + 1 } : line);
  }
  return [...lines.values()];
}

/**
 * Until when a consent to be called must be provable: five years from the grant, and from each call on the strength of it
 * (§ 7a UWG, N-05); null = nobody ever agreed, or it is over.
 */
export function phoneProofUntil({ rows, today, dayOf }: Pick<ErasureFacts, 'rows' | 'today' | 'dayOf'>): string | null {
  const instants = rows.flatMap(({ table, body }) =>
    table === 'consentEntry' && body.purpose === 'advertisingPhone' && PROOF_BEGINS.has(String(body.kind))
      ? [Number(body.capturedAt)]
      : [],
  );
  if (instants.length === 0) return null;
  const until = keptUntil('phoneProof', dayOf(Math.max(...instants)), today);
  return until >= today ? until : null;
}

// --- details

const PROOF_BEGINS: ReadonlySet<string> = new Set(['granted', 'used']);
const OPEN_CASE: ReadonlySet<Value> = new Set(['open', 'inProgress', 'ready']);

type Duty = { kind: RetentionKind; until: string; namesPerson: boolean };

function later(one: Duty | null, other: Duty | null): Duty | null {
  if (!one || !other) return one ?? other;
  return other.until > one.until ? other : one;
}

/** What keeps a row; null = nothing, or not any more. */
function dutyOf(facts: ErasureFacts, row: ErasableRow, proofUntil: string | null): Duty | null {
  const { today, dayOf } = facts;
  const { table, body, removedAt } = row;
  const since = (kind: RetentionKind, day: string, namesPerson: boolean): Duty | null => {
    const until = keptUntil(kind, day, today);
    return until >= today ? { kind, until, namesPerson } : null;
  };
  switch (table) {
    case 'cashSale':
      // The voucher is about the goods: the number of a nameless customer is enough.
      return since('voucher', dayOf(Number(body.at)), false);
    case 'bankAccount':
      return typeof body.mandateReference === 'string' && typeof body.mandateEndedOn === 'string'
        ? since('letter', body.mandateEndedOn, true)
        : null;
    case 'customerPhone':
      return proofUntil !== null && removedAt === null
        ? { kind: 'phoneProof', until: proofUntil, namesPerson: true }
        : null;
    case 'document': {
      if (removedAt !== null) return null;
      if (body.kind === 'other') {
        const choice = facts.documents[row.id] ?? 'none';
        return choice === 'none' ? null : since(choice, dayOf(Number(body.createdAt)), true);
      }
      return proofUntil !== null && provesPhone(facts, row)
        ? { kind: 'phoneProof', until: proofUntil, namesPerson: true }
        : null;
    }
    default:
      return null;
  }
}

/** The sheet that was signed, or its archived print: named by an entry about being called, or by one that belongs to it. */
function provesPhone({ rows }: ErasureFacts, document: ErasableRow): boolean {
  return rows.some(
    ({ table, body }) =>
      table === 'consentEntry' && body.purpose === 'advertisingPhone' && body.documentId === document.id,
  );
}

type Reasons = { duty: Duty | null; identity: Duty | null; proofUntil: string | null };

function decided(facts: ErasureFacts, row: ErasableRow, reasons: Reasons): ReadonlyMap<string, FieldDecision> {
  const found = new Map<string, FieldDecision>();
  for (const [field, value] of Object.entries(row.body)) {
    const treatment = treatmentOf(row.table, field);
    if (treatment === undefined || value === null || value === facts.neutral(row.table, field)) continue;
    found.set(field, fate(facts, row, treatment, reasons));
  }
  return found;
}

function fate(facts: ErasureFacts, row: ErasableRow, treatment: Treatment, reasons: Reasons): FieldDecision {
  const { today } = facts;
  const kept = (why: KeptBecause, until: string, withRecord = false): FieldDecision => ({
    ...{ done: 'kept', why, withRecord, until },
  });
  switch (treatment) {
    case 'blank':
      return { done: 'blanked' };
    case 'identity':
      return reasons.identity ? kept(reasons.identity.kind, reasons.identity.until, true) : { done: 'blanked' };
    case 'duty':
      return reasons.duty ? kept(reasons.duty.kind, reasons.duty.until) : { done: 'blanked' };
    case 'reference':
    case 'record':
      return kept(treatment, keptUntil('customerHistory', today, today));
    case 'proof': {
      const always = keptUntil('consentProof', today, today);
      const phone = row.body.purpose === 'advertisingPhone' ? reasons.proofUntil : null;
      return phone !== null && phone > always ? kept('phoneProof', phone) : kept('consentProof', always);
    }
  }
}

function refusalsOf(facts: ErasureFacts): ErasureRefusal[] {
  const { rows, customerId, branchId, documents } = facts;
  const customer = rows.find(({ table, id }) => table === 'customer' && id === customerId);
  if (!customer) return [{ reason: 'gone' }];
  if (customer.body.branchId !== branchId) return [{ reason: 'otherBranch' }];
  if ((customer.body.mergedIntoId ?? null) !== null) return [{ reason: 'mergedAway' }];
  if (facts.before && !isOver(facts.before.lockedUntil, facts.today)) return [{ reason: 'erasedAlready' }];
  const refusals: ErasureRefusal[] = [];
  const living = (table: string) => rows.filter((row) => row.table === table && row.removedAt === null);
  const numbers = living('serviceCase').flatMap(({ body }) =>
    OPEN_CASE.has(body.status ?? null) ? [String(body.number)] : [],
  );
  if (numbers.length > 0) refusals.push({ reason: 'openCases', numbers });
  const mandates = living('bankAccount').filter(
    ({ body }) =>
      (body.mandateReference ?? null) !== null &&
      (typeof body.mandateEndedOn !== 'string' || body.mandateEndedOn > facts.today),
  ).length;
  if (mandates > 0) refusals.push({ reason: 'livingMandate', count: mandates });
  const conflicts = living('conflict').filter(({ body }) => (body.decidedAt ?? null) === null).length;
  if (conflicts > 0) refusals.push({ reason: 'openConflicts', count: conflicts });
  const undecided = living('document').filter(({ id, body }) => body.kind === 'other' && documents[id] === undefined);
  if (undecided.length > 0)
    refusals.push({
      reason: 'documentsUndecided',
      documents: undecided.map(({ id, body }) => ({ id, name: String(body.name) })),
    });
  const fields = unknownFields(rows);
  if (fields.length > 0) refusals.push({ reason: 'unknownCategory', fields });
  return refusals;
}

/** 'table.field' of what holds something and nobody has decided about: a newer counter may be ahead of this program. */
function unknownFields(rows: readonly ErasableRow[]): string[] {
  const found = new Set<string>();
  for (const { table, body } of rows)
    for (const [field, value] of Object.entries(body))
      if (value !== null && treatmentOf(table, field) === undefined) found.add(`${table}.${field}`);
  return [...found].sort();
}
