// Builds the counter: opens the data folder, wires the features' handlers to the contract, spreads news. Plain Node, so
// that tests, the browser host and Electron all run the very same service. Composition only.

import { EventPublisher } from '@orpc/server';
import type { OpenTrouble } from '../../src-shared/database/contract.ts';
import type { News } from '../../src-shared/shell/contract.ts';
import { applyAppAccess } from './app-access/access.ts';
import { appAccessHandlers } from './app-access/handlers.ts';
import { backupHandlers } from './backup.ts';
import { branchSearchHandlers } from './branch-search.ts';
import { branchHandlers } from './branches.ts';
import { CardDesk } from './card-readers/desk.ts';
import { cardReaderHandlers } from './card-readers/handlers.ts';
import { cardHandlers } from './cards.ts';
import { cashSaleHandlers } from './cash-sales.ts';
import { changeLogHandlers } from './change-log.ts';
import { commentHandlers } from './comments.ts';
import { conflictHandlers } from './conflicts.ts';
import { consentHandlers } from './consent/handlers.ts';
import { customerImportHandlers } from './customer-import/handlers.ts';
import { customerListHandlers } from './customer-list/handlers.ts';
import { customerHandlers } from './customers.ts';
import { DataFolder } from './data-folder.ts';
import { Background } from './database/background.ts';
import { databaseHandlers } from './database-handlers.ts';
import { deletionHandlers } from './deletion.ts';
import { documentHandlers } from './documents/handlers.ts';
import { draftHandlers } from './drafts.ts';
import { duplicateHandlers } from './duplicates/handlers.ts';
import { employeeHandlers } from './employees.ts';
import { erasureHandlers } from './erasure/handlers.ts';
import type { House } from './house.ts';
import { invitationHandlers } from './invitation.ts';
import { listHandlers } from './lists.ts';
import { mailHandlers } from './mail.ts';
import { mergeHandlers } from './merge.ts';
import { ownServerHandlers } from './own-server/handlers.ts';
import { OwnServerKeeper } from './own-server/keeper.ts';
import { Relocation } from './own-server/relocation.ts';
import type { Ports } from './ports.ts';
import { printingHandlers } from './printing/handlers.ts';
import { procedures } from './procedures.ts';
import { searchProjection } from './search/customer-entries.ts';
import { searchHandlers } from './search/handlers.ts';
import { searchIdleTask } from './search/idle.ts';
import { serviceCaseHandlers } from './service-cases/handlers.ts';
import { emptySession, type Session } from './session.ts';
import { settingHandlers } from './settings.ts';
import { shellHandlers } from './shell.ts';
import { readSeat, signInHandlers } from './sign-in.ts';
import { syncHandlers } from './sync/handlers.ts';
import { networkRoad } from './sync/network-road.ts';
import { taskHandlers } from './tasks.ts';
import { textBlockHandlers } from './text-blocks.ts';
import { workstationHandlers } from './workstation.ts';
import { workstationsHandlers } from './workstations.ts';

export type NewsPublisher = EventPublisher<{ news: News }>;

export type Counter = {
  readonly ports: Ports;
  readonly session: Session;
  readonly news: NewsPublisher;
  readonly folder: DataFolder;
  readonly background: Background;
  /** null where this program runs no branch server of its own. */
  readonly ownServer: OwnServerKeeper | null;
  readonly relocation: Relocation;
  readonly cardDesk: CardDesk;
  readonly trouble: OpenTrouble | null;
  /** null when there is trouble, and for a moment while a backup is restored: ask anew in every call. */
  readonly house: House | null;
};

export type Service = {
  readonly router: ReturnType<typeof routerOf>;
  readonly counter: Counter;
  stop(): void;
};

export function createService(given: Ports): Service {
  const session = emptySession();
  const news: NewsPublisher = new EventPublisher();
  const announce = (item: News) => news.publish('news', item);
  const background = new Background(given.startHelper);
  const syncChanged = () => announce({ kind: 'changed', tables: ['sync'], ids: [] });
  const ownServer: OwnServerKeeper | null =
    given.ownServer === undefined
      ? null
      : new OwnServerKeeper({
          ...{ ports: given, port: given.ownServer, house: () => folder.house },
          changed: syncChanged,
          refill: (house, { address }, code) => relocation.start(house, 'own', address, code),
        });
  const ports = ownServer ? { ...given, road: ownServer.guard(given.road ?? networkRoad) } : given;
  const folder: DataFolder = new DataFolder(
    {
      ports,
      session,
      projections: [searchProjection],
      idleTasks: (sqlite) => [searchIdleTask(sqlite)],
      announce,
      background,
    },
    (house) => {
      Object.assign(session, emptySession(), { seat: house && readSeat(house) });
      announce({ kind: 'seat' });
      house?.importing.resumeIndexing();
      house?.sync.start();
      ownServer?.lookSoon();
      relocation.goOn();
    },
  );
  const relocation = new Relocation({
    ...{ ports, house: () => folder.house, changed: syncChanged },
    reopen: () => folder.closedFor(() => undefined),
    ownAddress: () => (ownServer?.run.kind === 'running' ? ownServer.run : null),
  });
  const cardDesk = new CardDesk({ ports, session, house: () => folder.house, announce });
  news.subscribe('news', ({ kind }) => kind === 'seat' && cardDesk.seatChanged());
  folder.open();
  cardDesk.start();
  const counter: Counter = {
    ports,
    session,
    news,
    folder,
    background,
    ...{ ownServer, relocation, cardDesk },
    get trouble() {
      return folder.trouble;
    },
    get house() {
      return folder.house;
    },
  };
  const stop = () => {
    cardDesk.stop();
    ownServer?.stop();
    relocation.stop();
    background.stop();
    folder.close();
  };
  return { router: routerOf(), counter, stop };
}

function routerOf() {
  return procedures.router({
    appAccess: appAccessHandlers(procedures.appAccess),
    backup: backupHandlers(procedures.backup),
    branchSearch: branchSearchHandlers(procedures.branchSearch),
    branches: branchHandlers(procedures.branches),
    cardReaders: cardReaderHandlers(procedures.cardReaders),
    cards: cardHandlers(procedures.cards),
    cashSales: cashSaleHandlers(procedures.cashSales),
    changeLog: changeLogHandlers(procedures.changeLog),
    comments: commentHandlers(procedures.comments),
    conflicts: conflictHandlers(procedures.conflicts),
    consent: consentHandlers(procedures.consent),
    customerImport: customerImportHandlers(procedures.customerImport),
    customerList: customerListHandlers(procedures.customerList),
    customers: customerHandlers(procedures.customers, applyAppAccess),
    database: databaseHandlers(procedures.database),
    deletion: deletionHandlers(procedures.deletion),
    documents: documentHandlers(procedures.documents),
    drafts: draftHandlers(procedures.drafts),
    employees: employeeHandlers(procedures.employees),
    erasure: erasureHandlers(procedures.erasure),
    invitation: invitationHandlers(procedures.invitation),
    lists: listHandlers(procedures.lists),
    mail: mailHandlers(procedures.mail),
    duplicates: duplicateHandlers(procedures.duplicates),
    merge: mergeHandlers(procedures.merge),
    ownServer: ownServerHandlers(procedures.ownServer),
    printing: printingHandlers(procedures.printing),
    search: searchHandlers(procedures.search),
    serviceCases: serviceCaseHandlers(procedures.serviceCases),
    settings: settingHandlers(procedures.settings),
    shell: shellHandlers(procedures.shell),
    signIn: signInHandlers(procedures.signIn),
    sync: syncHandlers(procedures.sync),
    tasks: taskHandlers(procedures.tasks),
    textBlocks: textBlockHandlers(procedures.textBlocks),
    workstation: workstationHandlers(procedures.workstation),
    workstations: workstationsHandlers(procedures.workstations),
  });
}
