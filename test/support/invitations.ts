// A shop that invites: its counter and server, a real mail server that its administrator has set up, customers with an access.
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import type { Dialect } from '../../src-server/storage/storage.ts';
import { type AppShop, openAppShop, type Phone } from './app-shop.ts';
import { PIN } from './counter.ts';
import { linksIn, type MailServer, startMailServer } from './mail-server.ts';
import { round, SERVER_ADDRESS } from './sync.ts';

export type InvitingShop = {
  readonly shop: AppShop;
  readonly mails: MailServer;
  readonly proof: { employeeId: string; pin: string };
  /** The administrator enters the mail server. */
  setUpMail(): Promise<void>;
  /** A customer with this address and an access that the server knows. */
  invitee(email: string | null): Promise<string>;
  /** Presses 'Einladung per E-Mail'. @returns the token of the newest mail's link */
  invite(customerId: string): Promise<string>;
  line(): ReturnType<typeof serverLine>;
  close(): Promise<void>;
};

export async function openInvitingShop(options: { dialect?: () => Dialect } = {}): Promise<InvitingShop> {
  const shop = await openAppShop(options);
  const mails = await startMailServer();
  const state = await shop.counter.client.signIn.state();
  const proof = { employeeId: state.phase === 'open' ? state.person.id : '', pin: PIN };
  const { ports } = shop.counter.service.counter;
  const line = () => serverLine(shop.server.road.fetch, SERVER_ADDRESS, () => ports.keyStore.readToken());
  const inviting: InvitingShop = {
    ...{ shop, mails, proof, line },
    setUpMail: () =>
      line().mail.save({
        ...{ proof, host: '127.0.0.1', port: mails.port, security: 'none', user: '', password: null },
        ...{ senderName: 'Sonnen-Apotheke', senderAddress: 'app@example.com' },
      }),
    async invitee(email) {
      const id = await shop.newCustomer({ email });
      await shop.save(id, true);
      await round(shop.counter);
      return id;
    },
    async invite(customerId) {
      await shop.counter.client.invitation.send({ customerId });
      return tokenIn(mails);
    },
    async close() {
      await mails.close();
      await shop.close();
    },
  };
  return inviting;
}

/** Of the newest mail. @throws where there is none */
export function tokenIn({ mails }: Pick<MailServer, 'mails'>): string {
  const newest = mails.at(-1);
  const token = newest && linksIn(newest)[0]?.split('#')[1];
  if (!token) throw new Error('no invitation has come');
  return token;
}

/** Opens the link's page and types the address; keeps the key. */
export async function accept(phone: Phone, token: string, email: string, deviceName = 'iPhone'): Promise<string> {
  const { key } = await phone.acceptInvitation({ token, email, deviceName });
  phone.key = key;
  return key;
}
