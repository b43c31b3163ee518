// The list of what a counter may ask the branch server, feature by feature.
import { blobsServerContract } from './blobs/server-contract.ts';
import { branchSearchServerContract } from './branch-search/server-contract.ts';
import { branchesServerContract } from './branches/server-contract.ts';
import { employeesServerContract } from './employees/server-contract.ts';
import { erasureServerContract } from './erasure/server-contract.ts';
import { foundingServerContract } from './founding/server-contract.ts';
import { invitationServerContract } from './invitation/server-contract.ts';
import { mailServerContract } from './mail/server-contract.ts';
import { mergeServerContract } from './merge/server-contract.ts';
import { snapshotServerContract } from './snapshot/server-contract.ts';
import { syncServerContract } from './sync/server-contract.ts';
import { tasksServerContract } from './tasks/server-contract.ts';
import { workstationsServerContract } from './workstations/server-contract.ts';

export const serverContract = {
  branches: branchesServerContract,
  blobs: blobsServerContract,
  branchSearch: branchSearchServerContract,
  employees: employeesServerContract,
  erasure: erasureServerContract,
  founding: foundingServerContract,
  invitation: invitationServerContract,
  mail: mailServerContract,
  merge: mergeServerContract,
  snapshot: snapshotServerContract,
  sync: syncServerContract,
  tasks: tasksServerContract,
  workstations: workstationsServerContract,
};
export type ServerContract = typeof serverContract;
