// The list of what a counter may ask the branch server, feature by feature.
import { syncServerContract } from './sync/server-contract.ts';

export const serverContract = {
  sync: syncServerContract,
};
export type ServerContract = typeof serverContract;
