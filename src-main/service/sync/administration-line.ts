// Asks the branch server something in the name of the administrator at this workstation: with his PIN, which is kept nowhere,
// and with the server's refusals in the words of the counter's own calls.
import type { House } from '../house.ts';
import { membership } from './membership.ts';
import { networkRoad } from './network-road.ts';
import { lineTrouble, type ServerLine, serverLine } from './server-line.ts';

type Failures = {
  NO_SERVER: () => Error;
  OFFLINE: () => Error;
  WRONG_PIN: (options: { data: { waitSeconds: number } }) => Error;
  WAIT: (options: { data: { waitSeconds: number } }) => Error;
  NOT_ALLOWED: () => Error;
  GONE: () => Error;
};

/** null = this workstation belongs to no server. */
export function ownLine({ ports, db }: House): ServerLine | null {
  const member = membership(db.sqlite);
  if (!member) return null;
  return serverLine((ports.road ?? networkRoad).fetch, member.address, () => ports.keyStore.readToken());
}

/** What the server has done comes down at once, as far as it can be reached. @throws one of `errors`, or what `also` makes */
export async function asAdministrator<R>(
  house: House,
  errors: Failures,
  ask: (line: ServerLine) => Promise<R>,
  also: (code: string, data: unknown) => Error | null = () => null,
): Promise<R> {
  const line = ownLine(house);
  if (!line) throw errors.NO_SERVER();
  const answer = await ask(line).catch((error: unknown) => {
    const { code = '', data } = error as { code?: string; data?: { waitSeconds: number } };
    if (code === 'WRONG_PIN' || code === 'WAIT') throw errors[code]({ data: data ?? { waitSeconds: 0 } });
    if (code === 'NOT_ALLOWED' || code === 'GONE') throw errors[code]();
    const known = also(code, data);
    if (known) throw known;
    house.ports.log.warn({ trouble: lineTrouble(error), code }, 'the branch server was asked in vain');
    throw errors.OFFLINE();
  });
  await house.sync.round().catch(() => undefined);
  return answer;
}
