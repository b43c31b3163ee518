// Asks the branch server for customers of other branches and gives them to the screen; decides by the chain's settings what a
// search spans. Nothing of another branch is kept here.
import { dialogSpan, quickSpan } from '../../src-shared/branch-search/rules.ts';
import type { WireRow } from '../../src-shared/sync/protocol.ts';
import { isHeadquarters } from './branches.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import { chainSettings } from './settings.ts';
import type { ServerLine } from './sync/server-line.ts';

export function branchSearchHandlers(os: typeof procedures.branchSearch) {
  return {
    span: os.span.handler(({ context }) => {
      const house = opened(context);
      const settings = chainSettings(house);
      const headquarters = isHeadquarters(house);
      return {
        alone: otherBranches(house).length === 0,
        quick: quickSpan(settings, headquarters),
        dialog: dialogSpan(settings, headquarters),
        statuses: [...settings.searchStatuses],
      };
    }),

    find: os.find.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const found = await ask(house, errors, (line) => line.branchSearch.find(input));
      const names = new Map(otherBranches(house).map(({ id, name }) => [id, name]));
      const rows = found.rows.map((row) => ({ ...row, branchName: names.get(row.branchId) ?? '' }));
      return { ...found, rows };
    }),

    open: os.open.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const found = await ask(house, errors, (line) => line.branchSearch.open(input)).catch((error: unknown) => {
        if ((error as { code?: string }).code === 'NOT_SHARED') throw errors.NOT_SHARED();
        throw error;
      });
      return { ...customerOf(found.rows), branchName: found.branchName, mayTakeOver: found.mayTakeOver };
    }),

    branches: os.branches.handler(({ context }) => otherBranches(opened(context))),

    move: os.move.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const employeeId = signedIn(context).id;
      const toBranchId = input.toBranchId ?? house.session.seat?.branch.id ?? '';
      const { customerId } = input;
      // What is said here about the customer goes first: afterwards it would be another branch's business.
      await house.sync.round().catch(() => undefined);
      await ask(house, errors, (line) => line.branchSearch.move({ customerId, toBranchId, employeeId }));
      await house.sync.round().catch(() => undefined);
    }),
  };
}

// --- details

type Errors = {
  OFFLINE: () => Error;
  NOT_ALLOWED: (options: { data: { reason: string } }) => Error;
  GONE: () => Error;
};

/** The server's own words come through; that it cannot be reached is one of ours. */
async function ask<R>(house: House, errors: Errors, work: (line: ServerLine) => Promise<R>): Promise<R> {
  try {
    return await house.sync.ask(work);
  } catch (error) {
    const { code, data } = error as { code?: string; data?: { reason?: string } };
    if (code === 'NOT_ALLOWED') throw errors.NOT_ALLOWED({ data: { reason: data?.reason ?? 'settings' } });
    if (code === 'GONE') throw errors.GONE();
    if (code === 'NOT_SHARED') throw error;
    throw errors.OFFLINE();
  }
}

function otherBranches(house: House): { id: string; name: string }[] {
  return statement(
    house.db.sqlite,
    'SELECT id, name FROM branch WHERE removedAt IS NULL AND id <> ? ORDER BY name, id',
  ).all(house.session.seat?.branch.id ?? '') as { id: string; name: string }[];
}

function customerOf(rows: readonly WireRow[]) {
  const customer = rows.find(({ table }) => table === 'customer');
  if (!customer) throw new Error('the server sent a customer without a row');
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const ranked = (table: string) =>
    rows
      .filter((row) => row.table === table)
      .sort((a, b) => Number(a.body.rank) - Number(b.body.rank) || (a.id < b.id ? -1 : 1));
  const { body } = customer;
  return {
    id: customer.id,
    number: text(body.number) ?? '',
    kind: body.kind === 'legal' ? ('legal' as const) : ('natural' as const),
    salutation: text(body.salutation),
    firstName: text(body.firstName),
    lastName: text(body.lastName) ?? '',
    birthDate: text(body.birthDate),
    email: text(body.email),
    status: text(body.status) ?? '',
    addresses: ranked('customerAddress').map(({ body: one }) => {
      const street = [text(one.street), text(one.houseNumber)].filter(Boolean).join(' ');
      const town = [text(one.postcode), text(one.town)].filter(Boolean).join(' ');
      return [street, text(one.addition), town].filter(Boolean).join(', ');
    }),
    phones: ranked('customerPhone').flatMap(({ body: one }) => text(one.e164) ?? []),
  };
}
