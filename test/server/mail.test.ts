// The mail room: what goes out and how, what is kept of it and what is not, and in which words a failure is told. A real mail
// server takes the mails.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { givenMail } from '../../src-server/mail/given.ts';
import { handIn, type MailAccount, MailFailed } from '../../src-server/mail/transport.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { PIN, type TestCounter } from '../support/counter.ts';
import { type MailServer, ownCertificate, startMailServer } from '../support/mail-server.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { foundingCounter, openServer, round, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';

const MINUTE = 60_000;
const running: { close(): Promise<void> }[] = [];
const mailServer = async (...kind: Parameters<typeof startMailServer>): Promise<MailServer> => {
  const started = await startMailServer(...kind);
  running.push(started);
  return started;
};
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

describe('handing in', () => {
  const certificate = ownCertificate();
  const login = { user: 'sonne@example.com', password: 'Grün & 8=x' };
  const account = (port: number, more: Partial<MailAccount> = {}): MailAccount => ({
    ...{ host: '127.0.0.1', port, security: 'none', login: null, senderName: 'Sonnen-Apotheke' },
    ...{ senderAddress: 'app@example.com', ...more },
  });
  const mail = { to: 'kunde@example.com', subject: 'Grüße', text: 'Guten Tag,\nschön: äöü ß €\n' };
  const trouble = async (given: MailAccount, more = {}): Promise<string> =>
    handIn(given, mail, more).then(
      () => 'taken',
      (error: unknown) => (error instanceof MailFailed ? error.trouble : String(error)),
    );

  test('says who, to whom and what, in every letter', async () => {
    const server = await mailServer();
    await handIn(account(server.port), { ...mail, replyTo: 'info@example.com', fromName: 'Filiale Süd' });
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]).toMatchObject({
      ...{ envelope: { from: 'app@example.com', to: ['kunde@example.com'] }, login: null, text: mail.text },
      head: { from: '"Sonnen-Apotheke" <app@example.com>', to: 'kunde@example.com', subject: 'Grüße' },
    });
    expect(server.mails[0]?.head).toMatchObject({ 'auto-submitted': 'auto-generated' });
    expect(server.mails[0]?.head['reply-to']).toContain('info@example.com');
  });

  test('an address is one address, whatever stands in it', async () => {
    const server = await mailServer();
    for (const to of [
      'a,b@example.com',
      'a@example.com, b@example.com',
      'A <b@example.com>',
      'a@example.com\r\nBcc: b@example.com',
    ])
      await expect(handIn(account(server.port), { ...mail, to }), to).rejects.toMatchObject({
        ...{ trouble: 'recipientRefused', reason: 'refused' },
      });
    expect(server.mails).toEqual([]);
  });

  test.each(['starttls', 'tls'] as const)('goes over %s, with the login inside of it', async (security) => {
    const server = await mailServer({ security, certificate, login });
    const given = account(server.port, { security, login });
    await handIn(given, mail, { authority: certificate.cert });
    expect(server.mails[0]).toMatchObject({ encrypted: true, login: login.user });
    // Nobody has vouched for this certificate.
    expect(await trouble(given)).toBe('badCertificate');
    expect(server.mails).toHaveLength(1);
  });

  test('never goes in clear where TLS is asked for', async () => {
    const plain = await mailServer({ login });
    expect(await trouble(account(plain.port, { security: 'starttls', login }))).toBe('noEncryption');
    expect(await trouble(account(plain.port, { security: 'tls', login }))).toBe('noEncryption');
    expect(plain.mails).toEqual([]);
  });

  test.each([
    ['loginRefused', { login: '535 wrong' }],
    ['later', { login: '454 busy' }],
    ['senderRefused', { sender: '553 not yours' }],
    ['recipientRefused', { recipient: '550 no such user' }],
    ['later', { recipient: '450 greylisted' }],
    ['refused', { message: '554 spam' }],
    ['later', { message: '451 try again' }],
  ] as const)('%s, when the mail server says %o', async (word, refuse) => {
    const server = await mailServer({ login });
    Object.assign(server.refuse, refuse);
    expect(await trouble(account(server.port, { login }))).toBe(word);
  });

  test('nobody there, nobody who greets', async () => {
    const gone = await mailServer();
    await gone.close();
    expect(await trouble(account(gone.port))).toBe('noAnswer');
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    try {
      const { port } = mute.address() as AddressInfo;
      expect(await trouble(account(port), { patienceMs: 300 })).toBe('noAnswer');
    } finally {
      mute.close();
    }
  });
});

describe('as the environment gives it', () => {
  const read = (url: string, from: string) => {
    const problems: string[] = [];
    return { account: givenMail(url, from, problems), problems };
  };

  test('a URL and a sender', () => {
    expect(read('', '')).toEqual({ account: null, problems: [] });
    expect(read('smtps://a%40b.de:p%3Aw@mail.example.com', '"Sonnen-Apotheke" <app@example.com>').account).toEqual({
      ...{ host: 'mail.example.com', port: 465, security: 'tls', login: { user: 'a@b.de', password: 'p:w' } },
      ...{ senderName: 'Sonnen-Apotheke', senderAddress: 'app@example.com' },
    });
    expect(read('smtp://mail.example.com', 'app@example.com').account).toMatchObject({
      port: 587,
      security: 'starttls',
    });
    expect(read('smtp://127.0.0.1:2525', 'app@example.com').account).toMatchObject({ port: 2525, security: 'none' });
  });

  test.each([
    ['smtp://mail.example.com', ''],
    ['', 'app@example.com'],
    ['http://mail.example.com', 'app@example.com'],
    ['mail.example.com', 'app@example.com'],
    ['smtp://geheim:%zz@mail.example.com', 'app@example.com'],
    ['smtp://mail.example.com', 'nobody'],
  ])('%s with %s is a mistake, told without the password', (url, from) => {
    const { account, problems } = read(url, from);
    expect(account).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('geheim');
  });
});

test('what whoever runs the server has set goes before, and no counter changes it', async () => {
  const mails = await mailServer();
  const mail: MailAccount = {
    ...{ host: '127.0.0.1', port: mails.port, security: 'none', login: null },
    ...{ senderName: '', senderAddress: 'post@example.com' },
  };
  const server = await openServer({ mail });
  const counter = await foundingCounter(server);
  try {
    const { client } = counter;
    expect(await client.mail.state()).toEqual({
      ...{ server: 'reached', mail: { origin: 'server', senderAddress: 'post@example.com', outcome: null } },
    });
    const form = { host: 'mail.example.com', port: 587, security: 'starttls' as const, user: '', senderName: '' };
    const save = client.mail.save({ form: { ...form, senderAddress: 'a@example.com' }, password: null, pin: PIN });
    await expect(save).rejects.toMatchObject({ code: 'SET_BY_SERVER' });
    await expect(client.mail.remove({ pin: PIN })).rejects.toMatchObject({ code: 'SET_BY_SERVER' });
    await expect(client.mail.test({ to: 'kunde@example.com', pin: '9999' })).rejects.toMatchObject({
      code: 'WRONG_PIN',
    });
    await server.running.server.storage.db.deleteFrom('wrongPin').execute();
    await client.mail.test({ to: 'kunde@example.com', pin: PIN });
    // Without a name of its own it bears the branch's.
    expect(mails.mails).toMatchObject([
      { head: { from: expect.stringMatching(/^"?Sonnen-Apotheke"? <post@example.com>$/) } },
    ]);
    server.road.cut = true;
    expect(await client.mail.state()).toEqual({ server: 'offline' });
    await expect(client.mail.test({ to: 'kunde@example.com', pin: PIN })).rejects.toMatchObject({ code: 'OFFLINE' });
  } finally {
    counter.close();
    await server.close();
  }
});

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('a chain’s account', () => {
    let postgres: TestPostgres | null = null;
    let server: TestServer;
    let counter: TestCounter;
    let mails: MailServer;
    let proof: { employeeId: string; pin: string };
    const login = { user: 'sonne', password: 'Kennwort-4711' };

    beforeAll(async () => {
      if (kind === 'PostgreSQL') postgres = await startPostgres();
    });
    afterAll(() => postgres?.close());
    beforeEach(async () => {
      const url = await postgres?.database();
      server = await openServer(url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) });
      counter = await foundingCounter(server);
      mails = await mailServer({ login });
      const state = await counter.client.signIn.state();
      proof = { employeeId: state.phase === 'open' ? state.person.id : '', pin: PIN };
    });
    afterEach(async () => {
      counter.close();
      await server.close();
    });

    const line = () =>
      serverLine(server.road.fetch, SERVER_ADDRESS, () => counter.service.counter.ports.keyStore.readToken()).mail;
    const settings = () => ({
      ...{ host: '127.0.0.1', port: mails.port, security: 'none' as const, user: login.user },
      ...{ senderName: 'Sonnen-Apotheke', senderAddress: 'app@example.com' },
    });
    const save = (more: object = {}) => line().save({ proof, ...settings(), password: login.password, ...more });
    const state = () => line().state({ employeeId: proof.employeeId });

    test('is set, tried out, told about, and its password comes out nowhere', async () => {
      expect(await state()).toEqual({ origin: 'none' });
      expect(await line().ready()).toEqual({ ready: false });
      await expect(line().test({ proof, to: 'a@example.com' })).rejects.toMatchObject({
        ...{ code: 'MAIL_FAILED', data: { trouble: 'notSetUp' } },
      });
      await save();
      expect(await line().ready()).toEqual({ ready: true });
      expect(await state()).toEqual({ origin: 'chain', settings: { ...settings(), hasPassword: true }, outcome: null });
      await line().test({ proof, to: ' Chefin@Example.com ' });
      expect(mails.mails).toMatchObject([{ login: 'sonne', envelope: { to: ['Chefin@example.com'] } }]);
      const at = server.clock.now;
      expect(await state()).toMatchObject({ outcome: { worksSince: at, lastSentAt: at, failed: null } });

      server.clock.now += MINUTE;
      mails.refuse.login = '535 wrong';
      await expect(line().test({ proof, to: 'a@example.com' })).rejects.toMatchObject({
        ...{ code: 'MAIL_FAILED', data: { trouble: 'loginRefused' } },
      });
      const failed = { at: server.clock.now, trouble: 'loginRefused' };
      expect(await state()).toMatchObject({ outcome: { worksSince: null, lastSentAt: at, failed } });

      const dump = JSON.stringify([
        await server.running.server.storage.db.selectFrom('mailAccount').selectAll().execute(),
        await server.running.server.storage.db.selectFrom('mailOutcome').selectAll().execute(),
        await server.running.server.storage.db.selectFrom('syncedRow').selectAll().execute(),
      ]);
      expect(dump).toContain('127.0.0.1');
      expect(dump).not.toContain(login.password);
      expect(dump).not.toContain('a@example.com');
      expect(dump).not.toContain('Chefin');
      if (kind === 'SQLite')
        expect(readFileSync(join(server.directory, 'server.db')).includes(login.password)).toBe(false);
    });

    test('an address that does not exist says nothing about the account', async () => {
      await save();
      mails.refuse.recipient = '550 no such user';
      await expect(line().test({ proof, to: 'a@example.com' })).rejects.toMatchObject({
        data: { trouble: 'recipientRefused' },
      });
      expect(await state()).toMatchObject({ outcome: null });
    });

    test('a kept password goes to the mail server it was typed for, and to no other', async () => {
      await save();
      await save({ senderName: 'Sonne', password: null });
      await line().test({ proof, to: 'a@example.com' });
      expect(mails.mails[0]).toMatchObject({ login: 'sonne', head: { from: 'Sonne <app@example.com>' } });
      const thief = await mailServer();
      await expect(save({ port: thief.port, password: null })).rejects.toMatchObject({ code: 'PASSWORD_NEEDED' });
      // Nor when somebody changes the database itself.
      const { db } = server.running.server.storage;
      await db.updateTable('mailAccount').set({ port: thief.port }).execute();
      expect(await line().ready()).toEqual({ ready: false });
      await expect(line().test({ proof, to: 'a@example.com' })).rejects.toMatchObject({
        data: { trouble: 'notSetUp' },
      });
      expect(thief.mails).toEqual([]);
    });

    test('nothing goes in clear to another computer', async () => {
      await expect(save({ host: 'mail.example.com', security: 'none' })).rejects.toMatchObject({ code: 'INVALID' });
      await expect(save({ senderAddress: 'a@example.com, b@example.com' })).rejects.toMatchObject({ code: 'INVALID' });
      expect(await state()).toEqual({ origin: 'none' });
    });

    test('is switched off with its password; both stand in the change log', async () => {
      await save();
      await line().remove({ proof });
      expect(await state()).toEqual({ origin: 'none' });
      await round(counter);
      const filters = { employeeId: null, from: null, to: null, field: null };
      const log = await counter.client.changeLog.bySubject({ subjectIds: ['mailAccount'], filters, cursor: null });
      const says = expect.stringContaining('app@example.com');
      expect(log.sets.map(({ changes }) => changes[0]?.fields[0])).toMatchObject([
        { from: { kind: 'text', text: says }, to: null },
        { from: null, to: { kind: 'text', text: says } },
      ]);
      expect(JSON.stringify(log)).not.toContain(login.password);
    });
  });
});
