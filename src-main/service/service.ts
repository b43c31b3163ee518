// Builds the counter: opens the data folder, wires the features' handlers to the contract, spreads news. Plain Node, so
// that tests, the browser host and Electron all run the very same service. Composition only.
import { EventPublisher } from '@orpc/server';
import type { OpenTrouble } from '../../src-shared/database/contract.ts';
import type { News } from '../../src-shared/shell/contract.ts';
import { changeLogHandlers } from './change-log.ts';
import { customerHandlers } from './customers.ts';
import { draftHandlers } from './drafts.ts';
import { type House, openHouse } from './house.ts';
import type { Ports } from './ports.ts';
import { printingHandlers } from './printing/handlers.ts';
import { procedures } from './procedures.ts';
import { emptySession, type Session } from './session.ts';
import { settingHandlers } from './settings.ts';
import { shellHandlers } from './shell.ts';
import { readSeat, signInHandlers } from './sign-in.ts';

export type NewsPublisher = EventPublisher<{ news: News }>;

export type Counter = {
  readonly ports: Ports;
  readonly session: Session;
  readonly news: NewsPublisher;
  readonly trouble: OpenTrouble | null;
  /** @throws ORPCError NOT_OPEN by the caller's contract when there is trouble */
  readonly house: House | null;
};

export type Service = {
  readonly router: ReturnType<typeof routerOf>;
  readonly counter: Counter;
  stop(): void;
};

export function createService(ports: Ports): Service {
  const session = emptySession();
  const news: NewsPublisher = new EventPublisher();
  const opening = openHouse({ ports, session, projections: [], announce: (item) => news.publish('news', item) });
  const counter: Counter = {
    ports,
    session,
    news,
    trouble: opening.ok ? null : opening.trouble,
    house: opening.ok ? opening.house : null,
  };
  if (counter.house) session.seat = readSeat(counter.house);
  return {
    router: routerOf(),
    counter,
    stop: () => {
      if (opening.ok) opening.close();
    },
  };
}

function routerOf() {
  return procedures.router({
    changeLog: changeLogHandlers(procedures.changeLog),
    customers: customerHandlers(procedures.customers),
    drafts: draftHandlers(procedures.drafts),
    printing: printingHandlers(procedures.printing),
    settings: settingHandlers(procedures.settings),
    shell: shellHandlers(procedures.shell),
    signIn: signInHandlers(procedures.signIn),
  });
}
