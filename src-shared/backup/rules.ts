// How a backup is called, when the next one is due, and which old ones may go: seven days and four weeks stay. It knows
// names and times only, never files. Times in names are the counter's local time, as people read them in a folder.

/** What a backup was made for: the day, or the state before the data were brought to a newer schema. */
export type BackupKind = 'regular' | 'beforeUpdate';

export type BackupName = {
  kind: BackupKind;
  /** 'T1' */
  workstation: string;
  /** '2026-11-21T09:30:00', local time. */
  at: string;
  /** First eight letters of the key's name: tells backups of other installations apart in a shared folder. */
  keyId: string;
};

const FORM = /^Tresen-([A-Za-z0-9]{1,12})-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)-([0-9a-f]{8})(-vor-Update)?\.backup$/;

/** 'Tresen-T1-2026-11-21-093000-3f9a1c22.backup' */
export function backupName({ kind, workstation, at, keyId }: BackupName): string {
  const [day = '', time = ''] = at.split('T');
  const ending = kind === 'beforeUpdate' ? '-vor-Update' : '';
  return `Tresen-${workstation}-${day}-${time.replaceAll(':', '')}-${keyId.slice(0, 8)}${ending}.backup`;
}

/** null when the file was not named by this program. */
export function readBackupName(name: string): BackupName | null {
  const [, workstation, day, hours, minutes, seconds, keyId, update] = FORM.exec(name) ?? [];
  if (!workstation || !day || !keyId) return null;
  return {
    kind: update ? 'beforeUpdate' : 'regular',
    workstation,
    at: `${day}T${hours}:${minutes}:${seconds}`,
    keyId,
  };
}

/** Epoch milliseconds → '2026-11-21T09:30:00' in local time. */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** '2026-11-21T09:30:00' in local time → epoch milliseconds. */
export function instantOf(local: string): number {
  return new Date(local).getTime();
}

/**
 * One backup at the first start of a day, and one more at the set hour while the program runs.
 * @param last local time of the newest good backup @param hour 0 … 23
 */
export function isBackupDue(facts: { last: string | null; now: string; hour: number }): boolean {
  const { last, now, hour } = facts;
  const today = now.slice(0, 10);
  if (last?.slice(0, 10) !== today) return true;
  const set = `${today}T${String(hour).padStart(2, '0')}:00:00`;
  return now >= set && last < set;
}

export const KEPT = { days: 7, weeks: 4, ofToday: 3, beforeUpdate: 3, ofTheFuture: 1 } as const;

/**
 * The backups that may be deleted, given all of one installation: the newest of each of the seven newest days stays (of the
 * newest day the last three), then the newest of each of the four newest weeks among the rest. Those dated after tomorrow
 * were made with a wrong clock: they must not push the true ones out.
 * @param now local time
 */
export function outdatedBackups<B extends Pick<BackupName, 'at' | 'kind'>>(backups: readonly B[], now: string): B[] {
  const newestFirst = [...backups].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const tomorrow = localTime(instantOf(now) + 86_400_000);
  const future = newestFirst.filter((one) => one.at > tomorrow);
  const regular = newestFirst.filter((one) => one.at <= tomorrow && one.kind === 'regular');
  const updates = newestFirst.filter((one) => one.at <= tomorrow && one.kind === 'beforeUpdate');
  const ofDays = newestOfEach(regular, dayOf);
  const today = ofDays[0] && dayOf(ofDays[0].at);
  const kept = new Set<B>([
    ...regular.filter((one) => dayOf(one.at) === today).slice(0, KEPT.ofToday),
    ...ofDays.slice(0, KEPT.days),
    ...newestOfEach(ofDays.slice(KEPT.days), weekOf).slice(0, KEPT.weeks),
    ...updates.slice(0, KEPT.beforeUpdate),
    ...future.slice(0, KEPT.ofTheFuture),
  ]);
  return newestFirst.filter((one) => !kept.has(one));
}

function dayOf(at: string): string {
  return at.slice(0, 10);
}

function newestOfEach<B extends { at: string }>(newestFirst: readonly B[], span: (at: string) => string): B[] {
  const newest = new Map<string, B>();
  for (const one of newestFirst) if (!newest.has(span(one.at))) newest.set(span(one.at), one);
  return [...newest.values()];
}

/** The day on which the week of that time began: Monday (ISO 8601). */
function weekOf(at: string): string {
  const day = new Date(`${at.slice(0, 10)}T00:00:00Z`);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  return new Date(day.getTime() - sinceMonday * 86_400_000).toISOString().slice(0, 10);
}
