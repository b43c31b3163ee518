// The list of feature contracts for the counter: everything the screen may ask.
import { appAccessContract } from './app-access/contract.ts';
import { backupContract } from './backup/contract.ts';
import { branchSearchContract } from './branch-search/contract.ts';
import { branchesContract } from './branches/contract.ts';
import { cardReadersContract } from './card-readers/contract.ts';
import { cardsContract } from './cards/calls.ts';
import { cashSalesContract } from './cash-sales/contract.ts';
import { changeLogContract } from './change-log/contract.ts';
import { commentsContract } from './comments/contract.ts';
import { conflictsContract } from './conflicts/contract.ts';
import { consentContract } from './consent/contract.ts';
import { customerImportContract } from './customer-import/contract.ts';
import { customerListContract } from './customer-list/contract.ts';
import { customersContract } from './customers/contract.ts';
import { databaseContract } from './database/contract.ts';
import { deletionContract } from './deletion/contract.ts';
import { diagnosticsContract } from './diagnostics/contract.ts';
import { documentsContract } from './documents/contract.ts';
import { draftsContract } from './drafts/contract.ts';
import { duplicatesContract } from './duplicates/contract.ts';
import { employeesContract } from './employees/contract.ts';
import { erasureContract } from './erasure/contract.ts';
import { invitationContract } from './invitation/contract.ts';
import { listsContract } from './lists/contract.ts';
import { mailContract } from './mail/contract.ts';
import { mergeContract } from './merge/contract.ts';
import { ownServerContract } from './own-server/contract.ts';
import { printingContract } from './printing/contract.ts';
import { searchContract } from './search/contract.ts';
import { serviceCasesContract } from './service-cases/contract.ts';
import { settingsContract } from './settings/contract.ts';
import { shellContract } from './shell/contract.ts';
import { signInContract } from './sign-in/contract.ts';
import { slipsContract } from './slips/contract.ts';
import { syncContract } from './sync/contract.ts';
import { tasksContract } from './tasks/contract.ts';
import { textBlocksContract } from './text-blocks/contract.ts';
import { workstationContract } from './workstation/contract.ts';
import { workstationsContract } from './workstations/contract.ts';

export const contract = {
  appAccess: appAccessContract,
  backup: backupContract,
  branchSearch: branchSearchContract,
  branches: branchesContract,
  cardReaders: cardReadersContract,
  cards: cardsContract,
  cashSales: cashSalesContract,
  changeLog: changeLogContract,
  comments: commentsContract,
  conflicts: conflictsContract,
  consent: consentContract,
  customerImport: customerImportContract,
  customerList: customerListContract,
  customers: customersContract,
  database: databaseContract,
  deletion: deletionContract,
  diagnostics: diagnosticsContract,
  documents: documentsContract,
  drafts: draftsContract,
  duplicates: duplicatesContract,
  employees: employeesContract,
  erasure: erasureContract,
  invitation: invitationContract,
  lists: listsContract,
  mail: mailContract,
  merge: mergeContract,
  ownServer: ownServerContract,
  printing: printingContract,
  search: searchContract,
  serviceCases: serviceCasesContract,
  settings: settingsContract,
  shell: shellContract,
  signIn: signInContract,
  slips: slipsContract,
  sync: syncContract,
  tasks: tasksContract,
  textBlocks: textBlocksContract,
  workstation: workstationContract,
  workstations: workstationsContract,
};

export type Contract = typeof contract;
