// A shop that gives its customers the app: a counter and its server, customers with printed letters, and phones that speak to
// the server's public side by its own contract.
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { eq } from 'drizzle-orm';
import type { Dialect } from '../../src-server/storage/storage.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import type { PrintJob } from '../../src-shared/printing/jobs.ts';
import { type PublicContract, publicContract } from '../../src-shared/public-contract.ts';
import { appAccess, branch } from '../../src-shared/tables.ts';
import type { TestCounter } from './counter.ts';
import { codeOn, passwordOn } from './read-prints.ts';
import { foundingCounter, openServer, round, type TestServer } from './sync.ts';

export type Phone = ContractRouterClient<PublicContract> & { key: string | null };
export type Papers = { code: string; password: string };

export type AppShop = {
  readonly server: TestServer;
  readonly counter: TestCounter;
  readonly printed: PrintJob[];
  /** A customer with a signed consent. */
  newCustomer(more?: Partial<ReturnType<typeof emptyForm>>): Promise<string>;
  /** F1 with 'Aktiv' as given; a letter that was printed becomes valid. */
  save(customerId: string, active: boolean | null): Promise<void>;
  /** 'Kennwort vergeben', printed. @returns the password on paper */
  letter(customerId: string): Promise<string>;
  /** The code on the registration form. */
  form(customerId: string): Promise<string>;
  /** All of it, and the round that tells the server. */
  giveAccess(customerId: string): Promise<Papers>;
  state(customerId: string): ReturnType<TestCounter['client']['appAccess']['byCustomer']>;
  close(): Promise<void>;
};

export async function openAppShop(options: { dialect?: () => Dialect; withPaper?: boolean } = {}): Promise<AppShop> {
  const printed: PrintJob[] = [];
  const printers = {
    list: async () => [{ id: 'p', name: 'Laser', isDefault: true, state: 'ready' as const, trays: [] }],
    print: async (job: PrintJob) => {
      printed.push(job);
      return { ok: true as const, finished: true };
    },
  };
  const server = await openServer(options.dialect ? { dialect: options.dialect } : {});
  const counter = await foundingCounter(server, { printers });
  const house = () => {
    const open = counter.service.counter.house;
    if (!open) throw new Error('not open');
    return open;
  };
  house().save('branch.save', (unit) => {
    const own = house().db.orm.select().from(branch).get();
    unit.update('branch', own?.id ?? '', {
      ...{ licenceUntil: '2027-12-31', accent: '#0e700e', openingHours: 'Mo–Fr 8–18 Uhr\nSa 9–13 Uhr' },
    });
  });
  await counter.client.settings.save({ changes: { appAddress: 'https://app.example.com' } });
  await round(counter);

  const shop: AppShop = {
    ...{ server, counter, printed },
    async newCustomer(more = {}) {
      const form = {
        ...emptyForm('natural', 'active'),
        ...{ firstName: 'Łukasz', lastName: 'Şahin-Größl', title: 'Dr. Dr.' },
        addresses: [
          {
            ...{ id: null, label: null, addition: null, district: null, country: null },
            ...{ street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' },
          },
        ],
        ...{ homeAddress: 0, ...more },
      };
      const { id } = await counter.client.customers.save({
        ...{ id: null, form, basedOn: null, appActive: null, draftId: null },
      });
      house().save('consent.sign', (unit) =>
        unit.create('consentEntry', {
          ...{ id: house().newId(), customerId: id, purpose: 'app', kind: 'granted', capturedHow: 'paper' },
          ...{ capturedAt: unit.now, capturedBy: house().session.person?.id ?? '' },
        }),
      );
      return id;
    },
    async save(id, appActive) {
      const { form } = await counter.client.customers.byId({ id });
      await counter.client.customers.save({ id, form, basedOn: null, appActive, draftId: null });
    },
    async letter(customerId) {
      const { preview } = await counter.client.appAccess.issuePassword({ customerId, active: true });
      await counter.client.printing.print({ previewId: preview.id, printerId: 'p', copies: 1, tray: null });
      await counter.client.printing.close({ previewId: preview.id });
      return passwordOn(printed.at(-1)?.pdf ?? new Uint8Array());
    },
    async form(customerId) {
      if (options.withPaper) {
        const { preview } = await counter.client.appAccess.registrationForm({ customerId });
        await counter.client.printing.print({ previewId: preview.id, printerId: 'p', copies: 1, tray: null });
        await counter.client.printing.close({ previewId: preview.id });
        return codeOn(printed.at(-1)?.pdf ?? new Uint8Array());
      }
      const row = house().db.orm.select().from(appAccess).where(eq(appAccess.customerId, customerId)).get();
      return row?.loginCode ?? '';
    },
    async giveAccess(customerId) {
      const password = await shop.letter(customerId);
      await shop.save(customerId, true);
      const code = await shop.form(customerId);
      await round(counter);
      return { code, password };
    },
    state: (customerId) => counter.client.appAccess.byCustomer({ customerId }),
    async close() {
      counter.close();
      await server.close();
    },
  };
  return shop;
}

/** A phone at an address of its own; `key` is what it shows. */
export function phoneOf({ server }: Pick<AppShop, 'server'>, address = '203.0.113.7'): Phone {
  const phone = { key: null as string | null };
  const link = new OpenAPILink(publicContract, {
    url: 'http://localhost/api',
    headers: () => (phone.key === null ? {} : { authorization: `Bearer ${phone.key}` }),
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const answer = await server.running.http.inject({
        ...{ method: request.method as 'POST', url: pathname + search, remoteAddress: address },
        headers: Object.fromEntries(request.headers),
        payload: Buffer.from(await request.arrayBuffer()),
      });
      const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
      return new Response(new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers });
    },
  });
  const calls: ContractRouterClient<PublicContract> = createORPCClient(link);
  return Object.assign(phone, {
    ...{ look: calls.look, connect: calls.connect, session: calls.session },
    ...{ rotate: calls.rotate, disconnect: calls.disconnect, acceptInvitation: calls.acceptInvitation },
    registration: calls.registration,
  }) as unknown as Phone;
}

/** Connects and keeps the key. */
export async function connectPhone(phone: Phone, papers: Papers, deviceName = 'iPhone'): Promise<string> {
  const { key } = await phone.connect({ ...papers, deviceName });
  phone.key = key;
  return key;
}
