// What becomes of what somebody sends: a customer at once, or a task for staff where he may be known already or the chain wants
// to look at everybody. Judged and written in one transaction, so that the same person sent twice is not two.
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type { RegistrationPerson, RegistrationProblem } from '../../src-shared/registration/public.ts';
import type { SentPerson } from '../../src-shared/tasks/rules.ts';
import { keyHashOf } from '../app-access/keys.ts';
import type { WriteTurns } from '../app-access/write-turns.ts';
import { refreshBranchSearch } from '../branch-search/keys.ts';
import type { Server } from '../server.ts';
import type { Trx } from '../storage/storage.ts';
import { type Writing, writeAsServer } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import { admitNew } from './admit.ts';
import { judgeForm } from './judge-form.ts';
import { byLink, type Invited, opened, type Registration, type Sent, sealed, sealedRecord } from './letters.ts';
import { matchesOf } from './matches.ts';
import { recordPdf } from './record-pdf.ts';
import { RECORD_TEXTS } from './record-texts.ts';
import { type Declaration, filledText, placeOf, type Shop, settingOf, text } from './shop.ts';

export type Sending = {
  token: string;
  person: RegistrationPerson;
  acknowledged: string | null;
  consents: readonly { purpose: Purpose; versionId: string }[];
  key: string;
  deviceName: string;
  language: 'de' | 'en';
};

export type Outcome =
  | { kind: 'done'; state: 'connected' | 'waiting' }
  | { kind: 'linkEnded' }
  | { kind: 'textChanged' }
  | { kind: 'invalid'; problems: RegistrationProblem[] };

/** Customers brought up to date before somebody is looked for. */
const REFRESHED_BEFORE = 20_000;

export async function register(
  { server, writes }: { server: Server; writes: WriteTurns },
  shop: Shop,
  sending: Sending,
): Promise<Outcome> {
  const { db } = server.storage;
  const registration = await byLink(db, server.now(), sending.token);
  if (!registration || registration.chainId !== shop.chainId) return { kind: 'linkEnded' };
  if (registration.state !== 'invited') return again(registration, sending.key);
  const { email } = opened<Invited>(server, registration);
  const judged = judgeSending(shop, email, sending, server.now());
  if (judged.kind !== 'good') return judged;
  const { person, branch } = judged;
  const at = server.now();
  const sent: Sent = {
    ...{ person, deviceName: sending.deviceName, appName: shop.appName },
    entries: entriesOf(shop, sending),
  };
  const record = sealedRecord(
    server,
    registration.id,
    await recordPdf(recordOf(shop, sending, { branch, person, at })),
  );
  await refreshBranchSearch(db, shop.chainId, REFRESHED_BEFORE);
  return writes.take(shop.chainId, () =>
    writeAsServer(server, shop.chainId, async (writing) => {
      const now = await byLink(writing.trx, server.now(), sending.token);
      if (now?.state !== 'invited') return now ? again(now, sending.key) : { kind: 'linkEnded' };
      const keyHash = keyHashOf(sending.key);
      if (await isTaken(writing.trx, keyHash)) return { kind: 'linkEnded' };
      const kept: Registration = {
        ...{ ...now, sentAt: at, keyHash, branchId: branch.id },
        ...{ body: sealed(server, now.id, sent), record },
      };
      const { found, complete } = await matchesOf(writing.trx, shop.chainId, person);
      const byItself = await settingOf(writing.trx, shop.chainId, 'createCustomersFromApp');
      if (!byItself || !complete || found.length > 0) return wait(server, writing, kept, branch, person);
      await admitNew(server, writing, { registration: kept, sent, branch, by: null });
      await keep(writing.trx, { ...kept, state: 'connected', body: null, record: null });
      return { kind: 'done', state: 'connected' };
    }),
  );
}

/** The declarations that somebody is to read, with the names in them. */
export function checkForm(
  shop: Shop,
  email: string,
  typed: RegistrationPerson,
  now: number,
): { kind: 'invalid'; problems: RegistrationProblem[] } | { kind: 'good'; person: SentPerson; branch: Held } {
  const judged = judgeForm(typed, { offered: shop.branches.map(({ id }) => id), email, now });
  const branch = shop.branches.find(({ id }) => id === typed.branchId);
  if (!judged.ok || !branch) return { kind: 'invalid', problems: judged.ok ? [] : judged.problems };
  return { kind: 'good', person: judged.person, branch };
}

/** What a registration has become. */
export async function keep(trx: Trx, { id, ...rest }: Registration): Promise<void> {
  await trx.updateTable('registration').set(rest).where('id', '=', id).execute();
}

// --- details

/** The answer was lost and is asked for once more, by the same device. */
function again({ state, keyHash }: Registration, key: string): Outcome {
  if (keyHash !== keyHashOf(key) || state === 'declined' || state === 'invited') return { kind: 'linkEnded' };
  return { kind: 'done', state };
}

function judgeSending(
  shop: Shop,
  email: string,
  sending: Sending,
  now: number,
): ReturnType<typeof checkForm> | Outcome {
  const checked = checkForm(shop, email, sending.person, now);
  const problems = checked.kind === 'invalid' ? [...checked.problems] : [];
  const current = new Set(shop.declarations.map(({ versionId }) => versionId));
  const named = [sending.acknowledged, ...sending.consents.map(({ versionId }) => versionId)];
  if (named.some((id) => id !== null && !current.has(id))) return { kind: 'textChanged' };
  if (sending.acknowledged !== privacyOf(shop).versionId) problems.push({ field: 'acknowledged', problem: 'missing' });
  const granted = grantsOf(shop, sending);
  if (!granted.some(({ purpose }) => purpose === 'app')) problems.push({ field: 'consents', problem: 'missing' });
  return checked.kind === 'good' && problems.length === 0 ? checked : { kind: 'invalid', problems };
}

function privacyOf({ declarations }: Shop): Declaration {
  const found = declarations.find(({ key }) => key === 'storage');
  if (!found) throw new Error('a shop without a privacy declaration is not offered');
  return found;
}

/** Only what belongs to the version that was shown. */
function grantsOf({ declarations }: Shop, { consents }: Sending) {
  return declarations.flatMap(({ purposes, versionId, sha256 }) =>
    purposes.flatMap((purpose) =>
      consents.some((one) => one.purpose === purpose && one.versionId === versionId)
        ? [{ purpose, versionId, sha256 }]
        : [],
    ),
  );
}

function entriesOf(shop: Shop, sending: Sending): Sent['entries'] {
  const { versionId, sha256 } = privacyOf(shop);
  return [
    { purpose: 'storage', kind: 'acknowledged', versionId, sha256 },
    ...grantsOf(shop, sending).map((one) => ({ ...one, kind: 'granted' as const })),
  ];
}

function recordOf(shop: Shop, sending: Sending, about: { branch: Held; person: SentPerson; at: number }) {
  const { branch, person, at } = about;
  const words = RECORD_TEXTS[sending.language];
  const granted = grantsOf(shop, sending);
  return {
    ...{ language: sending.language, appName: shop.appName, branchName: text(branch.body.name), person, at },
    branchPlace: placeOf(branch.body),
    declarations: shop.declarations.map((declaration) => ({
      ...{ title: declaration.title, number: declaration.number, validFrom: declaration.validFrom },
      text: filledText(declaration, { shop, branch, person, at }),
      boxes: [
        ...(declaration.key === 'storage' ? [{ words: words.acknowledged, ticked: true }] : []),
        ...declaration.purposes.map((purpose) => ({
          words: words.consents[purpose],
          ticked: granted.some((one) => one.purpose === purpose),
        })),
      ],
    })),
  };
}

/** 'Neue Verbindung zuordnen': the row that counters see says who, the rest is asked for by whoever opens it. */
async function wait(
  server: Server,
  { trx, now, make }: Writing,
  kept: Registration,
  branch: Held,
  { firstName, lastName }: SentPerson,
): Promise<Outcome> {
  const taskId = server.newId();
  make('task', taskId, branch.id, {
    ...{ branchId: branch.id, kind: 'assignConnection', customerId: null, doneAt: null, doneBy: null },
    ...{ createdAt: now, body: JSON.stringify({ name: `${lastName}, ${firstName}` }) },
  });
  await keep(trx, { ...kept, state: 'waiting', taskId });
  return { kind: 'done', state: 'waiting' };
}

async function isTaken(trx: Trx, keyHash: string): Promise<boolean> {
  const device = await trx
    .selectFrom('deviceKey')
    .select('deviceId')
    .where((eb) => eb.or([eb('keyHash', '=', keyHash), eb('previousHash', '=', keyHash)]))
    .executeTakeFirst();
  const waiting = await trx.selectFrom('registration').select('id').where('keyHash', '=', keyHash).executeTakeFirst();
  return device !== undefined || waiting !== undefined;
}
