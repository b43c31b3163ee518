// Finding, opening and moving customers of other branches, within what the chain's settings and the customers allow.
import {
  canMove,
  canTakeByCard,
  maySearchAllBranches,
  type SpanSettings,
} from '../../src-shared/branch-search/rules.ts';
import { headquartersOf } from '../../src-shared/branches/rules.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import { type SettingKey, type Settings, settingValue } from '../../src-shared/settings/rules.ts';
import type { WireRow } from '../../src-shared/sync/protocol.ts';
import { bearersOf } from '../cards.ts';
import { admitted, type calls } from '../http/calls.ts';
import type { KnownWorkstation } from '../joining.ts';
import type { Server } from '../server.ts';
import { livingRows, rowsById, rowsOfSubjects, wireRowOf } from '../sync/rows.ts';
import { writeAsServer } from '../sync/server-write.ts';
import { worksAt } from '../works-at.ts';
import { findElsewhere } from './find.ts';
import { type FoundLine, refreshBranchSearch } from './keys.ts';
import { moveCustomer } from './move.ts';

/** A search first brings so many customers up to date; the rest is done between requests. */
const REFRESHED_BEFORE = 2000;
const KEYS = [
  'changeBranchInSearch',
  'noBranchPreselected',
  'noBranchPreselectedHeadquarters',
  'quickSearchAllBranches',
  'takeOverForAllBranches',
  'takeOverByCard',
] as const satisfies readonly SettingKey[];
const SHOWN = ['customer', 'customerAddress', 'customerPhone'] as const;

export function branchSearchDoor(os: typeof calls.branchSearch) {
  return {
    find: os.find.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const workstation = await admitted(context);
      const { db } = server.storage;
      if (!(await maySearch(server, workstation))) throw errors.NOT_ALLOWED();
      await refreshBranchSearch(db, workstation.chainId, REFRESHED_BEFORE);
      const today = new Date(server.now()).toISOString().slice(0, 10);
      return findElsewhere(db, workstation, readQuery(input.text, today), input);
    }),

    open: os.open.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const workstation = await admitted(context);
      const { db } = server.storage;
      const { chainId, branchId } = workstation;
      if (!(await maySearch(server, workstation))) throw errors.NOT_ALLOWED();
      const line = await lineOf(server, chainId, input.customerId);
      if (!line || line.row.branchId === branchId) throw errors.GONE();
      if (!line.shared) throw errors.NOT_SHARED();
      const rows: WireRow[] = [];
      for (const table of SHOWN)
        for (const held of await rowsOfSubjects(db, chainId, table, [input.customerId]))
          if (held.removedAt === null) rows.push(wireRowOf(held));
      const [home] = await rowsById(db, chainId, new Map([['branch', new Set([line.row.branchId])]]));
      const settings = await chainSettings(server, chainId);
      const facts = { own: branchId, from: line.row.branchId, to: branchId, takeOverAllowed: settings.takeOver };
      return { branchName: String(home?.body.name ?? ''), rows, mayTakeOver: canMove(facts).allowed };
    }),

    move: os.move.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const { chainId, branchId, workstationId } = await admitted(context);
      const { customerId, toBranchId, employeeId } = input;
      const { takeOver } = await chainSettings(server, chainId);
      const known = await worksAt(server, chainId, employeeId, branchId);
      if (!known) throw errors.NOT_ALLOWED({ data: { reason: 'employee' } });
      // Taking over needs what seeing needs.
      const shared = (await lineOf(server, chainId, customerId))?.shared ?? false;
      await writeAsServer(server, chainId, async (writing) => {
        const customer = await writing.read('customer', customerId);
        const to = await writing.read('branch', toBranchId);
        if (!customer || customer.removedAt !== null || !to || to.removedAt !== null) throw errors.GONE();
        const from = customer.branchId ?? '';
        const decision = canMove({ own: branchId, from, to: toBranchId, takeOverAllowed: takeOver });
        if (!decision.allowed) throw errors.NOT_ALLOWED({ data: { reason: decision.reason } });
        if (from !== branchId && !shared) throw errors.GONE();
        await moveCustomer(writing, customer, toBranchId, { employeeId, branchId, workstationId, id: server.newId() });
      });
    }),

    takeByCard: os.takeByCard.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const { chainId, branchId, workstationId } = await admitted(context);
      const { number, employeeId } = input;
      const { takeOverByCard } = await chainSettings(server, chainId);
      if (!(await worksAt(server, chainId, employeeId, branchId)))
        throw errors.NOT_ALLOWED({ data: { reason: 'employee' } });
      if (!takeOverByCard) throw errors.NOT_ALLOWED({ data: { reason: 'notAllowed' } });
      await refreshBranchSearch(server.storage.db, chainId, REFRESHED_BEFORE);
      const found = await bearersOf(server.storage.db, chainId, number, localDay(server.now()));
      const [customerId, ...others] = found;
      // Of two with one number nobody can say who stands there.
      if (customerId === undefined || others.length > 0) throw errors.GONE();
      return writeAsServer(server, chainId, async (writing) => {
        const customer = await writing.read('customer', customerId);
        if (!customer || customer.removedAt !== null) throw errors.GONE();
        const from = customer.branchId ?? '';
        const decision = canTakeByCard({ own: branchId, from, takeOverByCard });
        if (!decision.allowed) throw errors.NOT_ALLOWED({ data: { reason: decision.reason } });
        const home = await writing.read('branch', from);
        await moveCustomer(writing, customer, branchId, { employeeId, branchId, workstationId, id: server.newId() });
        return { customerId, fromBranchName: String(home?.body.name ?? '') };
      });
    }),
  };
}

// --- details

async function maySearch(server: Server, { chainId, branchId }: KnownWorkstation): Promise<boolean> {
  const branches = await livingRows(server.storage.db, chainId, 'branch');
  const marked = branches.map(({ id, body }) => ({ id, headquarters: body.headquarters === 1 }));
  const settings = await chainSettings(server, chainId);
  return maySearchAllBranches(settings, headquartersOf(marked) === branchId);
}

async function chainSettings(
  server: Server,
  chainId: string,
): Promise<SpanSettings & { takeOver: boolean; takeOverByCard: boolean }> {
  const rows = await rowsById(server.storage.db, chainId, new Map([['chainSetting', new Set(KEYS)]]));
  const value = <K extends (typeof KEYS)[number]>(key: K): Settings[K] => {
    const row = rows.find(({ id, removedAt }) => id === key && removedAt === null);
    return settingValue(key, row ? String(row.body.value) : null);
  };
  return {
    changeBranchInSearch: value('changeBranchInSearch'),
    noBranchPreselected: value('noBranchPreselected'),
    noBranchPreselectedHeadquarters: value('noBranchPreselectedHeadquarters'),
    quickSearchAllBranches: value('quickSearchAllBranches'),
    takeOver: value('takeOverForAllBranches'),
    takeOverByCard: value('takeOverByCard'),
  };
}

async function lineOf(server: Server, chainId: string, customerId: string): Promise<FoundLine | undefined> {
  await refreshBranchSearch(server.storage.db, chainId, REFRESHED_BEFORE);
  const found = await server.storage.db
    .selectFrom('branchSearchLine')
    .select('body')
    .where('chainId', '=', chainId)
    .where('customerId', '=', customerId)
    .executeTakeFirst();
  return found && (JSON.parse(found.body) as FoundLine);
}
