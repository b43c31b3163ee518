// What is told to a phone whose registration staff have not decided: that it waits, and for which branch.

import type { WaitingShop } from '../../src-shared/registration/public.ts';
import { settingValue } from '../../src-shared/settings/rules.ts';
import { keyHashOf } from '../app-access/keys.ts';
import type { Server } from '../server.ts';
import { rowsById } from '../sync/rows.ts';
import { byDeviceKey } from './letters.ts';
import { settingOf, text } from './shop.ts';

export type Pending = { kind: 'waiting'; shop: WaitingShop } | { kind: 'declined'; at: number };

/** @param key as the device shows it; undefined = nobody waits with it */
export async function pendingDevice(server: Server, key: string): Promise<Pending | undefined> {
  const { db } = server.storage;
  const found = await byDeviceKey(db, keyHashOf(key));
  if (!found) return undefined;
  if (found.state === 'declined') return { kind: 'declined', at: found.sentAt ?? found.createdAt };
  if (found.state !== 'waiting') return undefined;
  const { chainId } = found;
  const [branch] = await rowsById(db, chainId, new Map([['branch', new Set([found.branchId ?? ''])]]));
  const accent = text(branch?.body.accent);
  return {
    kind: 'waiting',
    shop: {
      appName: (await settingOf(db, chainId, 'appName')) || settingValue('appName', null),
      ...{ branchName: text(branch?.body.name), phone: text(branch?.body.phone) || null },
      accent: /^#[0-9a-f]{6}$/i.test(accent) ? accent.toLowerCase() : null,
    },
  };
}
