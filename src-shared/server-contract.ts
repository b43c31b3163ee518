// The list of what a counter may ask the branch server, feature by feature.
import { blobsServerContract } from './blobs/server-contract.ts';
import { syncServerContract } from './sync/server-contract.ts';
import { workstationsServerContract } from './workstations/server-contract.ts';

export const serverContract = {
  blobs: blobsServerContract,
  sync: syncServerContract,
  workstations: workstationsServerContract,
};
export type ServerContract = typeof serverContract;
