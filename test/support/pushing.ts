// Pushes made by hand at the speed of a storm: one real counter founds the chain and saves one customer; what it would send
// about him is then sent again and again as other customers, through the counter's own line.
import { v7 as uuidv7 } from 'uuid';
import type { ServerRoad } from '../../src-main/service/ports.ts';
import { openOutbox } from '../../src-main/service/sync/outbox.ts';
import { type ServerLine, serverLine } from '../../src-main/service/sync/server-line.ts';
import { PROTOCOL_VERSION, type WireRow, type WireSet } from '../../src-shared/sync/protocol.ts';
import { openCounter } from './counter.ts';
import { customerForm } from './data-folder.ts';
import { round } from './sync.ts';

export const HELLO = { protocol: PROTOCOL_VERSION, version: 'test' } as const;

export type Shop = {
  readonly token: string;
  readonly workstationId: string;
  readonly branchId: string;
  /** Another line of the same workstation, to this server or to another one of the same database. */
  line(address?: string): ServerLine;
  /** A customer nobody has seen. */
  newCustomer(number?: string): WireSet;
};

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Above what a server gives by itself. */
let nextNumber = 5_000_000;

/** Founds the chain of the server at `address`. @param now its clock */
export async function foundShop(road: ServerRoad, address: string, code: string, now = Date.now): Promise<Shop> {
  const counter = await openCounter({ ports: { road, sync: 'byHand', now } });
  try {
    await counter.client.sync.foundChain({ address, code });
    await round(counter);
    const untouched = { basedOn: null, appActive: null, draftId: null };
    await counter.client.customers.save({ id: null, form: customerForm('Sturm'), ...untouched });
    const { house, ports } = counter.service.counter;
    const [template] = house ? openOutbox(house.db.sqlite).next(1) : [];
    const token = ports.keyStore.readToken()?.trim();
    const seat = house?.session.seat;
    if (!template || !token || !seat) throw new Error('the counter did not save or join');
    await round(counter);
    const known = new Set([template.employeeId, template.branchId, template.workstationId]);
    return {
      token,
      workstationId: seat.workstation.id,
      branchId: seat.branch.id,
      line: (other = address) => serverLine(road.fetch, other, () => token),
      newCustomer: (number = String(nextNumber++)) => anew(template, known, number, now()),
    };
  } finally {
    counter.close();
  }
}

/** All rows that a workstation may hold, in the order of their revisions. */
export async function pullAll(line: ServerLine, rows = 500): Promise<WireRow[]> {
  const all: WireRow[] = [];
  for (let cursor = 0; ; ) {
    const answer = await line.sync.pull({ ...HELLO, cursor, rows, skipOwn: false });
    all.push(...answer.rows);
    cursor = answer.cursor;
    if (!answer.more) return all;
  }
}

export function rowsOf(rows: readonly WireRow[], table: string): WireRow[] {
  return rows.filter((row) => row.table === table);
}

/** The customer that a set creates. */
export function customerIn({ changes }: WireSet): string {
  return changes.find(({ table, kind }) => table === 'customer' && kind === 'create')?.rowId ?? '';
}

// --- details

function anew(template: WireSet, known: ReadonlySet<string | null>, number: string, at: number): WireSet {
  const fresh = new Map<string, string>();
  const text = JSON.stringify(template).replace(UUID, (id) => {
    if (known.has(id)) return id;
    const other = fresh.get(id) ?? uuidv7();
    fresh.set(id, other);
    return other;
  });
  const set = JSON.parse(text) as WireSet;
  return {
    ...set,
    at,
    changes: set.changes.map((change) =>
      change.table === 'customer' && change.kind === 'create' && change.to !== null
        ? { ...change, to: JSON.stringify({ ...(JSON.parse(change.to) as object), number }) }
        : change,
    ),
  };
}
