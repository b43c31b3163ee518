// What a page shows of the shop: the app's name, the branch, its colours and how to reach it. It says the same whether a code
// is valid, stale or locked; of a code that never was, only what is true for everybody.
import type { AppLook, AppSession } from '../../src-shared/public-contract.ts';
import { settingValue } from '../../src-shared/settings/rules.ts';
import { codeHashOf } from '../app-access/connect.ts';
import type { DeviceKey } from '../app-access/keys.ts';
import { tokenHashOf } from '../invitation/token.ts';
import type { Server } from '../server.ts';
import { rowsById } from '../sync/rows.ts';

type Body = Readonly<Record<string, string | number | null>>;
type Place = { chainId: string; branchId: string | null };

/** @param code as scanned or typed; null = none yet. @param invitation what a link carried */
export async function lookOf(server: Server, code: string | null, invitation?: string): Promise<AppLook> {
  const known =
    invitation === undefined
      ? code === null
        ? undefined
        : await placeOfCode(server, code)
      : await placeOfInvitation(server, invitation);
  const place = known ?? (await anyPlace(server));
  if (!place) return { appName: settingValue('appName', null), branchName: null, accent: null, asksForPassword: true };
  const branch = place.branchId === null ? undefined : await bodyOf(server, place.chainId, 'branch', place.branchId);
  return {
    appName: await appNameOf(server, place.chainId),
    branchName: text(branch?.name),
    accent: colour(branch?.accent),
    asksForPassword: true,
  };
}

/** undefined = the customer is no longer there. */
export async function sessionOf(
  server: Server,
  { chainId, accessId, deviceId }: DeviceKey,
): Promise<Omit<AppSession, 'rotate'> | undefined> {
  const [access, device] = [
    await bodyOf(server, chainId, 'appAccess', accessId),
    await bodyOf(server, chainId, 'appDevice', deviceId),
  ];
  const customer = access && (await bodyOf(server, chainId, 'customer', String(access.customerId)));
  const branch = customer && (await bodyOf(server, chainId, 'branch', String(customer.branchId)));
  if (!device || !branch) return undefined;
  return {
    appName: await appNameOf(server, chainId),
    customerName: joined(customer.firstName, customer.lastName),
    branch: {
      name: String(branch.name),
      street: joined(branch.street, branch.houseNumber),
      town: joined(branch.postcode, branch.town),
      phone: text(branch.phone),
      openingHours: text(branch.openingHours),
      accent: colour(branch.accent),
    },
    deviceName: String(device.name),
    connectedAt: Number(device.connectedAt),
  };
}

// --- details

async function placeOfCode({ storage: { db } }: Server, code: string): Promise<Place | undefined> {
  const codeHash = codeHashOf(code);
  if (codeHash === null) return undefined;
  return db
    .selectFrom('appCode')
    .innerJoin('appLogin', (join) =>
      join.onRef('appLogin.chainId', '=', 'appCode.chainId').onRef('appLogin.accessId', '=', 'appCode.accessId'),
    )
    .select(['appLogin.chainId', 'appLogin.branchId'])
    .where('codeHash', '=', codeHash)
    .executeTakeFirst();
}

async function placeOfInvitation({ storage: { db } }: Server, token: string): Promise<Place | undefined> {
  const tokenHash = tokenHashOf(token);
  if (tokenHash === null) return undefined;
  return db
    .selectFrom('invitation')
    .innerJoin('appLogin', (join) =>
      join.onRef('appLogin.chainId', '=', 'invitation.chainId').onRef('appLogin.accessId', '=', 'invitation.accessId'),
    )
    .select(['appLogin.chainId', 'appLogin.branchId'])
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
}

/** The chain of this server, and its branch where there is but one. */
async function anyPlace({ storage: { db } }: Server): Promise<Place | undefined> {
  const chain = await db.selectFrom('chain').select('id').orderBy('createdAt').limit(1).executeTakeFirst();
  if (!chain) return undefined;
  const branches = await db
    .selectFrom('syncedRow')
    .select('id')
    .where('chainId', '=', chain.id)
    .where('tableName', '=', 'branch')
    .where('removedAt', 'is', null)
    .limit(2)
    .execute();
  return { chainId: chain.id, branchId: branches.length === 1 ? (branches[0]?.id ?? null) : null };
}

async function appNameOf(server: Server, chainId: string): Promise<string> {
  const row = await bodyOf(server, chainId, 'chainSetting', 'appName');
  return settingValue('appName', text(row?.value));
}

async function bodyOf(
  { storage: { db } }: Server,
  chainId: string,
  table: string,
  id: string,
): Promise<Body | undefined> {
  const [row] = await rowsById(db, chainId, new Map([[table, new Set([id])]]));
  return row && row.removedAt === null ? row.body : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Nothing but a colour: it becomes part of a page. */
function colour(value: unknown): string | null {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value.toLowerCase() : null;
}

function joined(...parts: unknown[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}
