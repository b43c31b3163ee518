// Where one can register: the chain that is meant, its branches with a licence, its declarations in force. Nobody can register
// where the link would lead nowhere or nothing could be agreed to.
import { publicAddress } from '../../src-shared/app-access/credentials.ts';
import { licenceOn } from '../../src-shared/app-access/rules.ts';
import { showDay } from '../../src-shared/calendar/day.ts';
import { PURPOSES, type Purpose } from '../../src-shared/consent/rules.ts';
import {
  fillText,
  type PlaceholderValues,
  TEXT_BLOCK_OF,
  type TextBlockKey,
  versionInForce,
} from '../../src-shared/consent/text-block.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { type SettingKey, type Settings, settingValue } from '../../src-shared/settings/rules.ts';
import type { SentPerson } from '../../src-shared/tasks/rules.ts';
import type { Server } from '../server.ts';
import type { Db, Trx } from '../storage/storage.ts';
import { livingRows, rowsById } from '../sync/rows.ts';
import type { Held } from '../sync/world.ts';

export type Shop = {
  readonly chainId: string;
  /** Without a slash at the end. */
  readonly address: string;
  readonly appName: string;
  /** Those with a licence, by name. */
  readonly branches: readonly Held[];
  /** With and without. */
  readonly everyBranch: readonly Held[];
  readonly declarations: readonly Declaration[];
};

export type Declaration = {
  readonly key: TextBlockKey;
  readonly title: string;
  readonly versionId: string;
  readonly number: number;
  readonly validFrom: number;
  readonly body: string;
  readonly sha256: string;
  /** What it is ticked for. */
  readonly purposes: readonly Purpose[];
};

/** @param host as the request names it; null = nobody can register there */
export async function shopAt(server: Server, host: string): Promise<Shop | null> {
  const { db } = server.storage;
  const chains = await db.selectFrom('chain').select('id').orderBy('createdAt').execute();
  for (const { id } of chains) {
    const found = publicAddress(await settingOf(db, id, 'appAddress'));
    if (!found.ok) continue;
    // Of several chains on one server the one that is reached under this name.
    if (chains.length > 1 && new URL(found.address).host !== host.toLowerCase()) continue;
    return shopOf(server, id, found.address);
  }
  return null;
}

export async function shopOf(server: Server, chainId: string, address: string): Promise<Shop | null> {
  const { db } = server.storage;
  if (!(await server.mail.ready(chainId))) return null;
  const all = await livingRows(db, chainId, 'branch');
  const today = localDay(server.now());
  const branches = all
    .filter(({ body }) => licenceOn(text(body.licenceUntil) || null, today).state === 'valid')
    .sort((one, other) => (text(one.body.name) < text(other.body.name) ? -1 : 1));
  const declarations = await declarationsOf(db, chainId, server.now(), all.length > 1);
  const hasBoth = (['storage', 'app'] as const).every((key) => declarations.some((one) => one.key === key));
  if (branches.length === 0 || !hasBoth) return null;
  const appName = await settingOf(db, chainId, 'appName');
  return { chainId, address, appName, branches, everyBranch: all, declarations };
}

export async function settingOf<K extends SettingKey>(db: Db | Trx, chainId: string, key: K): Promise<Settings[K]> {
  const [row] = await rowsById(db, chainId, new Map([['chainSetting', new Set([key])]]));
  return settingValue(key, row && row.removedAt === null ? text(row.body.value) : null);
}

/** As it will be kept: with the names of branch and person in it. */
export function filledText(
  declaration: Declaration,
  about: { shop: Shop; branch: Held; person: SentPerson; at: number },
): string {
  const { shop, branch, person, at } = about;
  const others = shop.everyBranch.filter(({ id }) => id !== branch.id).map(({ body }) => text(body.name));
  const values: PlaceholderValues = {
    ...{ Vorname: person.firstName, Nachname: person.lastName, Name: `${person.firstName} ${person.lastName}` },
    ...{ Geburtsdatum: showDay(person.birthDate), Anschrift: placeOf(person), Telefon: showPhone(person.phone) },
    ...{ 'E-Mail': person.email, Filiale: text(branch.body.name), Filialanschrift: placeOf(branch.body) },
    ...{ Filialtelefon: text(branch.body.phone), 'Filial-E-Mail': text(branch.body.email) },
    ...{ Filialen: others.sort().join(', '), App: shop.appName, Datum: showDay(localDay(at)) },
  };
  return fillText(declaration.body, values).text;
}

/** 'Sonnenstr. 4, 80331 München' */
export function placeOf(place: {
  street?: unknown;
  houseNumber?: unknown;
  postcode?: unknown;
  town?: unknown;
  country?: unknown;
}): string {
  const line = (...parts: unknown[]) => parts.map(text).filter(Boolean).join(' ');
  const lines = [line(place.street, place.houseNumber), line(place.postcode, place.town), text(place.country)];
  return lines.filter(Boolean).join(', ');
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

// --- details

async function declarationsOf(db: Db, chainId: string, now: number, several: boolean): Promise<Declaration[]> {
  const blocks = await livingRows(db, chainId, 'textBlock');
  const versions = await livingRows(db, chainId, 'textBlockVersion');
  const keys = [...new Set(PURPOSES.map((purpose) => TEXT_BLOCK_OF[purpose]))];
  return keys.flatMap((key) => {
    if (key === 'branchSharing' && !several) return [];
    const block = blocks.find(({ body }) => body.purpose === key);
    const own = versions
      .filter(({ body }) => block && body.textBlockId === block.id)
      .map(({ id, body }) => ({
        ...{ versionId: id, number: Number(body.number), validFrom: Number(body.validFrom) },
        ...{ body: text(body.body), sha256: text(body.sha256) },
      }));
    const current = versionInForce(own, now);
    if (!block || !current) return [];
    const purposes = PURPOSES.filter((purpose) => TEXT_BLOCK_OF[purpose] === key);
    return [{ ...current, key, title: text(block.body.title), purposes }];
  });
}
