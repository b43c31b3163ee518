// What the server knows of a customer who is to be invited: the access, the stored address, the shop in whose name it is done.

import type { CustomerStatus } from '../../src-shared/customers/rules.ts';
import { STATUS_RULES, statusMeaning } from '../../src-shared/customers/status.ts';
import type { InvitationFacts } from '../../src-shared/invitation/rules.ts';
import { mailAddress } from '../../src-shared/mail/rules.ts';
import { settingValue } from '../../src-shared/settings/rules.ts';
import type { Db, Trx } from '../storage/storage.ts';
import { rowsById } from '../sync/rows.ts';
import type { Held } from '../sync/world.ts';
import type { Shop } from './invitation-mail.ts';

export type Invitee = Pick<InvitationFacts, 'writtenTo' | 'active' | 'email' | 'publicAddress'> & {
  /** undefined = never had one. */
  access: Held | undefined;
  shop: Shop;
};

/** undefined = no customer of this branch. */
export async function inviteeOf(
  db: Db | Trx,
  { chainId, branchId }: { chainId: string; branchId: string },
  customerId: string,
): Promise<Invitee | undefined> {
  const rows = await rowsById(
    db,
    chainId,
    new Map([
      ['customer', new Set([customerId])],
      // An access has its customer's id.
      ['appAccess', new Set([customerId])],
      ['branch', new Set([branchId])],
      ['chainSetting', new Set(['appName', 'appAddress'])],
    ]),
  );
  const living = rows.filter(({ removedAt }) => removedAt === null);
  const one = (table: Held['table']) => living.find((row) => row.table === table);
  const setting = (id: string) => {
    const row = living.find((held) => held.table === 'chainSetting' && held.id === id);
    return row ? String(row.body.value) : null;
  };
  const [customer, access, branch] = [one('customer'), one('appAccess'), one('branch')];
  if (!customer || !branch || customer.body.branchId !== branchId) return undefined;
  return {
    writtenTo: STATUS_RULES[await meaningOf(db, chainId, text(customer.body.status) ?? '')].writtenTo,
    ...{ access, active: access?.body.active === 1, email: text(customer.body.email) },
    publicAddress: settingValue('appAddress', setting('appAddress')),
    shop: {
      appName: settingValue('appName', setting('appName')),
      branch: {
        name: String(branch.body.name),
        street: joined(branch.body.street, branch.body.houseNumber),
        town: joined(branch.body.postcode, branch.body.town),
        phone: text(branch.body.phone),
        email: mailAddress(text(branch.body.email) ?? ''),
      },
    },
  };
}

/** The chain's own states have a row each. */
async function meaningOf(db: Db | Trx, chainId: string, status: string): Promise<CustomerStatus> {
  const rows = await rowsById(db, chainId, new Map([['customerStatus', new Set([status])]]));
  const own = rows.flatMap(({ id, body, removedAt }) =>
    removedAt === null ? [{ id, meaning: body.meaning as CustomerStatus }] : [],
  );
  return statusMeaning(status, own);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function joined(...parts: unknown[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}
