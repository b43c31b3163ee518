// Makes what this counter holds the beginning of a chain on an empty server.
import { PROTOCOL_VERSION } from '../../../src-shared/sync/protocol.ts';
import type { House } from '../house.ts';
import { networkRoad } from '../sync/network-road.ts';
import { serverLine } from '../sync/server-line.ts';

export type Founded = { readonly chainId: string; readonly token: string };

/** Asks for the chain; nothing is remembered here yet. @throws the typed failures of `join`, or the network's */
export async function foundChainAt(house: House, address: string, code: string): Promise<Founded> {
  const { seat } = house.session;
  if (!seat) throw new Error('there is no branch to found a chain with');
  const { road, version } = house.ports;
  const line = serverLine((road ?? networkRoad).fetch, address, () => null);
  const workstation = { id: seat.workstation.id, branchId: seat.branch.id };
  const { as, chainId, token } = await line.sync.join({ protocol: PROTOCOL_VERSION, version, code, workstation });
  if (as !== 'founder') throw new Error('the server holds a chain already');
  return { chainId, token };
}
