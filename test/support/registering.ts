// Whoever registers himself from home: the mail with the link, the form, the boxes; and a shop whose server sends mail to a real
// mail server.
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type { RegistrationPerson } from '../../src-shared/registration/public.ts';
import type { AppShop, Phone } from './app-shop.ts';
import { PIN, type TestCounter } from './counter.ts';
import { linksIn, type MailServer } from './mail-server.ts';
import { SERVER_ADDRESS } from './sync.ts';

/** A counter and its server. */
type Chain = Pick<AppShop, 'server' | 'counter'>;

export const lineOf = (shop: Chain, counter: TestCounter = shop.counter) =>
  serverLine(shop.server.road.fetch, SERVER_ADDRESS, () => counter.service.counter.ports.keyStore.readToken());

export function personId(counter: TestCounter): string {
  return counter.service.counter.session.person?.id ?? '';
}

/** The chain's mail goes to `mails`. */
export async function setUpMail(shop: Chain, mails: MailServer): Promise<void> {
  await lineOf(shop).mail.save({
    ...{ proof: { employeeId: personId(shop.counter), pin: PIN }, host: '127.0.0.1', port: mails.port },
    ...{ security: 'none', user: '', senderName: 'Sonnen-Apotheke', senderAddress: 'app@example.com', password: null },
  });
}

/** Asks for a link and reads it out of the newest mail. @returns the link's token */
export async function linkFor(phone: Phone, mails: MailServer, email: string): Promise<string> {
  await phone.registration.begin({ email, language: 'de' });
  const mail = mails.mails.at(-1);
  expect(mail?.envelope.to).toEqual([email]);
  const [link = ''] = linksIn(mail ?? { text: '' });
  expect(link).toMatch(/^https:\/\/app\.example\.com\/app\/register#[\w-]{43}$/);
  return link.replace(/^.*#/, '');
}

export const ANNA: Omit<RegistrationPerson, 'branchId'> = {
  ...{ firstName: 'Anna', lastName: 'Müller', birthDate: '3.4.1961', street: 'Sonnenstr.', houseNumber: '4' },
  ...{ postcode: '80331', town: 'München', country: '', phone: '030 23125 107' },
};

export const newKey = () => randomBytes(32).toString('base64url');

/** All of it, as the page does. The phone shows its key from then on. */
export async function registered(
  phone: Phone,
  mails: MailServer,
  more: { email?: string; person?: Partial<RegistrationPerson>; consents?: readonly Purpose[] } = {},
): Promise<'connected' | 'waiting'> {
  const { email = 'anna@example.com', consents = ['app', 'storage', 'advertisingEmail'] } = more;
  const token = await linkFor(phone, mails, email);
  const { branches } = await phone.registration.open({ token });
  const person = { ...ANNA, branchId: branches[0]?.id ?? '', ...more.person };
  const { declarations } = await phone.registration.check({ token, person });
  const key = newKey();
  const { state } = await phone.registration.send({
    ...{ token, person, key, deviceName: 'iPhone', language: 'de' },
    acknowledged: declarations[0]?.versionId ?? null,
    consents: declarations.flatMap(({ versionId, purposes }) =>
      purposes.filter((purpose) => consents.includes(purpose)).map((purpose) => ({ purpose, versionId })),
    ),
  });
  phone.key = key;
  return state;
}
