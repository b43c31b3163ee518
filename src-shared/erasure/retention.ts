// How long which kind of record must or may be kept, as a dated table: a law that changes is a new line with its day, never a
// constant somewhere else (facts.md, 1). It refuses to know tables; which field falls under which kind stands in plan.ts.

export const RETENTION_KINDS = [
  'voucher',
  'letter',
  'standardDocument',
  'templateHistory',
  'phoneProof',
  'consentProof',
  'customerHistory',
  'changeLog',
] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

export type RetentionPeriod = {
  readonly kind: RetentionKind;
  readonly years: number;
  /** 'yearEnd': it begins at the end of the calendar year of the day (§ 147 (4) AO); 'day': on the day itself. */
  readonly counts: 'yearEnd' | 'day';
  /** What day it is counted from. */
  readonly since: 'made' | 'ended' | 'replaced' | 'grantOrUse' | 'erasure' | 'change';
  /** In force from this day, for every record that had not run out by then; 'YYYY-MM-DD'. */
  readonly validFrom: string;
  /** Where it stands, as the law itself is cited; null = no law, the chain's own rule. */
  readonly source: string | null;
};

/** In the order of the screen; of one kind the older line first. */
export const RETENTION: readonly RetentionPeriod[] = [
  {
    ...{ kind: 'voucher', years: 10, counts: 'yearEnd', since: 'made' },
    ...{ validFrom: '1977-01-01', source: '§ 147 Abs. 3 AO a. F., § 257 Abs. 4 HGB a. F.' },
  },
  {
    ...{ kind: 'voucher', years: 8, counts: 'yearEnd', since: 'made' },
    ...{ validFrom: '2025-01-01', source: '§ 147 Abs. 3 AO, § 257 Abs. 4 HGB (BEG IV)' },
  },
  {
    ...{ kind: 'letter', years: 6, counts: 'yearEnd', since: 'made' },
    ...{ validFrom: '1977-01-01', source: '§ 147 Abs. 3 AO, § 257 Abs. 4 HGB' },
  },
  {
    ...{ kind: 'standardDocument', years: 12, counts: 'yearEnd', since: 'made' },
    ...{ validFrom: '2000-01-01', source: null },
  },
  {
    ...{ kind: 'templateHistory', years: 1, counts: 'yearEnd', since: 'replaced' },
    ...{ validFrom: '2018-05-25', source: null },
  },
  {
    ...{ kind: 'phoneProof', years: 5, counts: 'day', since: 'grantOrUse' },
    ...{ validFrom: '2021-10-01', source: '§ 7a UWG' },
  },
  {
    ...{ kind: 'consentProof', years: 3, counts: 'yearEnd', since: 'erasure' },
    ...{ validFrom: '2018-05-25', source: 'Art. 7 Abs. 1 DSGVO, §§ 195, 199 BGB' },
  },
  {
    ...{ kind: 'customerHistory', years: 10, counts: 'yearEnd', since: 'change' },
    ...{ validFrom: '2018-05-25', source: 'Art. 5 Abs. 2 DSGVO' },
  },
  {
    ...{ kind: 'changeLog', years: 3, counts: 'yearEnd', since: 'change' },
    ...{ validFrom: '2018-05-25', source: null },
  },
];

/** The line in force. @param day 'YYYY-MM-DD' */
export function periodOf(kind: RetentionKind, day: string): RetentionPeriod {
  const inForce = RETENTION.filter((one) => one.kind === kind && one.validFrom <= day);
  const found = inForce.reduce<RetentionPeriod | undefined>(
    (newest, one) => (newest && newest.validFrom > one.validFrom ? newest : one),
    undefined,
  );
  if (!found) throw new Error(`no period for ${kind} on ${day}`);
  return found;
}

/**
 * The last day on which a record is kept, by what is in force today: a shorter period counts for what has not run out yet.
 * @param from the day it is counted from, 'YYYY-MM-DD'
 */
export function keptUntil(kind: RetentionKind, from: string, today: string): string {
  const { years, counts } = periodOf(kind, today);
  const year = Number(from.slice(0, 4)) + years;
  if (counts === 'yearEnd') return `${year}-12-31`;
  // 29 February has no anniversary in most years: the day before it is the last of its month.
  return from.endsWith('-02-29') ? `${year}-02-28` : `${year}${from.slice(4)}`;
}

/** The first day with a period for it, 'YYYY-MM-DD': before that, nothing runs out. */
export function inForceSince(kind: RetentionKind): string {
  const days = RETENTION.filter((one) => one.kind === kind).map(({ validFrom }) => validFrom);
  return days.reduce((first, day) => (day < first ? day : first));
}

/** Whether a record is still kept on a day. @param from as of keptUntil */
export function isStillKept(kind: RetentionKind, from: string, day: string): boolean {
  return day < inForceSince(kind) || keptUntil(kind, from, day) >= day;
}

/** The first day of which records are kept still, by what is in force today: whatever is older has run out. */
export function keptFrom(kind: RetentionKind, today: string): string {
  const { years, counts } = periodOf(kind, today);
  const year = Number(today.slice(0, 4)) - years;
  return counts === 'yearEnd' ? `${year}-01-01` : `${year}${today.slice(4)}`;
}
