// The numbered self-checks: looks at each part that the counter stands on, and judges what was found. It reads; it mends nothing.
import { statSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import process from 'node:process';
import type { SelfCheck } from '../../../src-shared/diagnostics/contract.ts';
import { PROTOCOL_VERSION } from '../../../src-shared/sync/protocol.ts';
import { clockIsWrong } from '../../../src-shared/sync/rules.ts';
import type { SyncState } from '../../../src-shared/sync/state.ts';
import { freeBytes, writeRefusal } from '../database/disk.ts';
import type { House } from '../house.ts';

type Check<Name extends SelfCheck['check']> = Extract<SelfCheck, { check: Name }>;

const DAY_MS = 86_400_000;
/** A backup a day, and a weekend. */
const BACKUP_LATE_MS = 4 * DAY_MS;
/** Less than this, and the next backups will not fit. */
const LITTLE_ROOM = 1 << 30;

/** In the order of their numbers. */
export async function selfChecks(house: House): Promise<SelfCheck[]> {
  return [
    checkDatabase(house),
    checkServer(house),
    checkClock(house),
    await checkPrinters(house),
    checkCardReaders(house),
    checkDisk(house),
    checkVersions(house),
  ];
}

function checkDatabase({ upkeep, db, now }: House): Check<'database'> {
  const health = upkeep.health.state;
  const { lastAt, problem } = upkeep.backups.state;
  const late = lastAt === null || now() - lastAt > BACKUP_LATE_MS || problem !== null;
  return {
    check: 'database',
    verdict: health.state === 'damaged' ? 'failed' : late ? 'attention' : 'good',
    ...{ health, bytes: statSync(db.file).size, backupAt: lastAt },
  };
}

const SERVER_VERDICTS: Readonly<Record<SyncState['kind'], SelfCheck['verdict']>> = {
  ...{ connected: 'good', syncing: 'good', filling: 'good', none: 'attention', offline: 'attention' },
  ...{ clockWrong: 'attention', updateNeeded: 'failed', revoked: 'failed' },
};

function checkServer({ sync: { state } }: House): Check<'server'> {
  return { check: 'server', verdict: SERVER_VERDICTS[state.kind], state };
}

function checkClock({ sync: { clockOff } }: House): Check<'clock'> {
  const minutesOff = clockOff === null ? null : Math.round(clockOff / 60_000);
  const wrong = clockOff !== null && clockIsWrong(clockOff);
  return { check: 'clock', verdict: wrong ? 'failed' : minutesOff === null ? 'attention' : 'good', minutesOff };
}

async function checkPrinters({ ports }: House): Promise<Check<'printers'>> {
  const printers = (await ports.printers.list()).map(({ state, problem }) => ({ state, problem: problem ?? null }));
  const ready = printers.some(({ state, problem }) => state !== 'stopped' && problem === null);
  const all = printers.every(({ state, problem }) => state !== 'stopped' && problem === null);
  return { check: 'printers', verdict: !ready ? 'failed' : all ? 'good' : 'attention', printers };
}

/** Whether a shop lacks a reader, only a person can say. */
function checkCardReaders({ ports }: House): Check<'cardReaders'> {
  const { service, readers } = ports.cardReaders?.state ?? { service: 'noLibrary' as const, readers: [] };
  const wrong = readers.some(({ state }) => state === 'silent' || state === 'busy');
  return {
    check: 'cardReaders',
    verdict: service === 'running' && readers.length > 0 && !wrong ? 'good' : 'attention',
    ...{ service, readers: readers.map(({ state }) => state) },
  };
}

function checkDisk({ ports }: House): Check<'disk'> {
  const free = freeBytes(ports.dataDirectory);
  const refusal = writeRefusal(ports.dataDirectory);
  const verdict = refusal !== null ? 'failed' : free !== null && free < LITTLE_ROOM ? 'attention' : 'good';
  return { check: 'disk', verdict, freeBytes: free, refusal };
}

function checkVersions({ ports, db }: House): Check<'versions'> {
  const { electron = null, node } = process.versions;
  return {
    check: 'versions',
    verdict: 'good',
    ...{ program: ports.version, electron, node },
    sqlite: db.sqlite.prepare('SELECT sqlite_version()').pluck().get() as string,
    system: `${platform()} ${arch()} ${release()}`,
    schema: db.sqlite.pragma('user_version', { simple: true }) as number,
    protocol: PROTOCOL_VERSION,
  };
}
