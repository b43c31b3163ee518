// Registering oneself (B-12 … B-17, N-10): from the mailed link to a customer with sheet, ledger and connected phone, or to a
// task that staff decide; on the real service, the real server and a real mail server, with SQLite and with PostgreSQL.
import { PDFDocument, PDFName } from 'pdf-lib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { branch } from '../../src-shared/tables.ts';
import { flatTextOf, infoOf } from '../print/read-back.ts';
import { type AppShop, openAppShop, type Phone, phoneOf } from '../support/app-shop.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { ANNA, lineOf, linkFor, newKey, personId, registered, setUpMail } from '../support/registering.ts';
import { joinedCounter, round } from '../support/sync.ts';

const HOUR = 60 * 60_000;
type Row = Record<string, string | number | null>;

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('whoever registers', () => {
    let postgres: TestPostgres | null = null;
    let shop: AppShop;
    let mails: MailServer;
    let phone: Phone;

    beforeAll(async () => {
      if (kind === 'PostgreSQL') postgres = await startPostgres();
    });
    afterAll(() => postgres?.close());
    beforeEach(async () => {
      const url = await postgres?.database();
      shop = await openAppShop(url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) });
      mails = await startMailServer();
      await setUpMail(shop, mails);
      phone = phoneOf(shop);
    });
    afterEach(async () => {
      await shop.close();
      await mails.close();
    });

    const all = async (sql: string, ...values: string[]): Promise<Row[]> => {
      await round(shop.counter);
      return shop.counter.service.counter.house?.db.sqlite.prepare(sql).all(...values) as Row[];
    };
    const customers = () => all('SELECT * FROM customer WHERE removedAt IS NULL ORDER BY id');
    const tasks = () => all('SELECT * FROM task WHERE doneAt IS NULL ORDER BY id');
    const ended = { code: 'LINK_ENDED', status: 410 };
    const decide = (
      taskId: string,
      decision: Parameters<ReturnType<typeof lineOf>['tasks']['decide']>[0]['decision'],
    ) => lineOf(shop).tasks.decide({ taskId, employeeId: personId(shop.counter), decision });

    // B-12, B-13, B-16, T-07
    test('and is not known becomes a customer, with all that the counter would have written, and is connected', async () => {
      const before = (await customers()).length;
      expect(await registered(phone, mails)).toBe('connected');
      expect((await phone.session()).customerName).toBe('Anna Müller');
      const [anna, ...more] = (await customers()).slice(before);
      expect(more).toEqual([]);
      expect(anna).toMatchObject({
        ...{ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03', email: 'anna@example.com' },
        ...{ kind: 'natural', status: 'active', title: null, salutation: null },
      });
      expect(anna?.number).toMatch(/^\d+$/);
      const id = String(anna?.id);
      const record = await shop.counter.client.customers.byId({ id });
      expect(record.form.addresses).toMatchObject([
        { street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München', country: null },
      ]);
      expect(record.form.phones).toMatchObject([{ number: '+493023125107' }]);
      expect(record.form.homeAddress).toBe(0);

      const ledger = await all('SELECT * FROM consentEntry WHERE customerId = ? ORDER BY purpose, kind', id);
      expect(ledger.map(({ purpose, kind, capturedHow }) => [purpose, kind, capturedHow])).toEqual([
        ['advertisingEmail', 'granted', 'app'],
        ['app', 'granted', 'app'],
        ['storage', 'acknowledged', 'app'],
        ['storage', 'granted', 'app'],
      ]);
      for (const { textBlockVersionId, textSha256 } of ledger) {
        const [version] = await all('SELECT sha256 FROM textBlockVersion WHERE id = ?', String(textBlockVersionId));
        expect(version?.sha256).toBe(textSha256);
      }
      const { state, devices } = await shop.state(id);
      expect([state, devices.map(({ name }) => name)]).toEqual([{ state: 'connected', devices: 1 }, ['iPhone']]);
      const history = await all(
        `SELECT s.doing, s.employeeId, count(*) AS rows FROM changeSet s JOIN change c ON c.changeSetId = s.id
         WHERE c.subjectId = ? GROUP BY s.id`,
        id,
      );
      expect(history).toEqual([{ doing: 'customer.register', employeeId: null, rows: 9 }]);
      // No login code in the log.
      const logged = await all('SELECT "to" FROM change WHERE subjectId = ?', id);
      const [access] = await all('SELECT loginCode FROM appAccess WHERE customerId = ?', id);
      expect(access?.loginCode).toMatch(/^[0-9A-Z]{28}$/);
      expect(JSON.stringify(logged)).not.toContain(String(access?.loginCode));
      expect(await tasks()).toEqual([]);
    });

    // B-17
    test('and what was agreed lies as a dated sheet under ‘Dokumente’, for every counter to open (B-17)', async () => {
      const person = { lastName: 'Şahin-Größl', firstName: 'Łukasz', birthDate: '12. November 1984' };
      await registered(phone, mails, { person, consents: ['app', 'advertisingSms'] });
      const other = await joinedCounter(shop.server, shop.counter);
      try {
        const row = other.service.counter.house?.db.sqlite
          .prepare("SELECT * FROM customer WHERE firstName = 'Łukasz' AND birthDate = '1984-11-12'")
          .get() as Row | undefined;
        const [sheet, ...more] = await other.client.documents.byCustomer({ customerId: String(row?.id) });
        expect(more).toEqual([]);
        expect(sheet).toMatchObject({
          ...{ kind: 'consentPrint', name: `registrierung-${row?.number}.pdf`, mediaType: 'application/pdf' },
          ...{ stays: 'provesConsent', createdAt: shop.server.clock.now },
        });
        const { base64 } = await other.client.documents.content({ id: sheet?.id ?? '' });
        const pdf = Buffer.from(base64, 'base64');
        const text = await flatTextOf(pdf);
        for (const part of [
          'Registrierung in der App „Meine Apotheke“',
          ...['Name: Łukasz Şahin-Größl', 'Geburtsdatum: 12.11.1984', 'Anschrift: Sonnenstr. 4, 80331 München'],
          ...['Telefon: 030 23125107', 'E-Mail: anna@example.com', 'Abgeschickt: 21.11.2026'],
          'Angekreuzt: Erklärung zur Kenntnis genommen',
          'Angekreuzt: Einwilligung in den Zugang zur App',
          'Nicht angekreuzt: Einwilligung in die Datenspeicherung',
          'Angekreuzt: Werbung per SMS',
          'Nicht angekreuzt: Werbung per E-Mail',
          'Ich willige ein, dass Sonnen-Apotheke',
        ])
          expect(text).toContain(part);
        expect(text).not.toContain('{{');
        expect((await infoOf(pdf)).get('Title')).toBe('Registrierung in der App „Meine Apotheke“');
        const { catalog } = await PDFDocument.load(pdf);
        expect(String(catalog.get(PDFName.of('Lang')))).toBe('(de-DE)');
      } finally {
        other.close();
      }
    });

    // B-14, B-16
    test('is refused without address, telephone, name or birth date, field by field, and nothing is kept (B-14)', async () => {
      const before = (await customers()).length;
      const token = await linkFor(phone, mails, 'anna@example.com');
      const { branches, email } = await phone.registration.open({ token });
      expect([email, branches.map(({ name }) => name)]).toEqual(['anna@example.com', ['Sonnen-Apotheke']]);
      const good = { ...ANNA, branchId: branches[0]?.id ?? '' };
      const problems = async (person: Partial<typeof good>) =>
        phone.registration.check({ token, person: { ...good, ...person } }).then(
          () => [],
          (error: { data?: { problems: { field: string; problem: string }[] } }) =>
            error.data?.problems.map(({ field, problem }) => `${field} ${problem}`),
        );
      for (const field of ['firstName', 'lastName', 'birthDate', 'street', 'houseNumber', 'postcode', 'town', 'phone'])
        for (const nothing of ['', ' ', '\u200b', '-'])
          expect(await problems({ [field]: nothing })).toEqual([`${field} missing`]);
      expect(await problems({ birthDate: '31.2.1961', postcode: '8033', phone: '12' })).toEqual([
        ...['birthDate unreadable', 'postcode unreadable', 'phone unreadable'],
      ]);
      expect(await problems({ birthDate: '1.1.2099' })).toEqual(['birthDate unreadable']);
      expect(await problems({ branchId: 'x' })).toEqual(['branchId missing']);
      expect(await problems({ postcode: '1010', country: 'Österreich' })).toEqual([]);

      const { declarations } = await phone.registration.check({ token, person: good });
      const [privacy] = declarations;
      const app = declarations.find(({ purposes }) => purposes.includes('app'));
      const sending = {
        ...{ token, person: good, key: newKey(), deviceName: 'x', language: 'de' as const },
        acknowledged: privacy?.versionId ?? null,
        consents: [{ purpose: 'app' as const, versionId: app?.versionId ?? '' }],
      };
      const refused = (more: Partial<typeof sending>) =>
        phone.registration.send({ ...sending, ...more }).then(
          () => 'taken',
          (error: { code: string; data?: { problems?: { field: string }[] } }) =>
            error.data?.problems?.map(({ field }) => field).join() ?? error.code,
        );
      expect(await refused({ acknowledged: null })).toBe('acknowledged');
      expect(await refused({ consents: [] })).toBe('consents');
      // A consent to one text is none to another.
      expect(await refused({ consents: [{ purpose: 'app', versionId: privacy?.versionId ?? '' }] })).toBe('consents');
      expect(await refused({ acknowledged: 'old' })).toBe('TEXT_CHANGED');
      expect(await refused({ person: { ...good, phone: '' } })).toBe('phone');
      expect(await customers()).toHaveLength(before);
      expect(await refused({})).toBe('taken');
      expect(await customers()).toHaveLength(before + 1);
    });

    test('has a link that works once, for 48 hours, and survives a lost answer', async () => {
      const token = await linkFor(phone, mails, 'anna@example.com');
      shop.server.clock.now += 48 * HOUR - 1;
      const { branches } = await phone.registration.open({ token });
      const person = { ...ANNA, branchId: branches[0]?.id ?? '' };
      const { declarations } = await phone.registration.check({ token, person });
      const key = newKey();
      const sending = {
        ...{ token, person, key, deviceName: 'iPhone', language: 'en' as const },
        acknowledged: declarations[0]?.versionId ?? null,
        consents: declarations.flatMap(({ versionId, purposes }) =>
          purposes.filter((one) => one === 'app').map((purpose) => ({ purpose, versionId })),
        ),
      };
      const before = (await customers()).length;
      // Pressed twice, and asked again after the answer was lost.
      const answers = await Promise.all([phone.registration.send(sending), phone.registration.send(sending)]);
      answers.push(await phone.registration.send(sending));
      expect(answers.map(({ state }) => state)).toEqual(['connected', 'connected', 'connected']);
      expect(await customers()).toHaveLength(before + 1);
      await expect(phone.registration.send({ ...sending, key: newKey() })).rejects.toMatchObject(ended);
      await expect(phone.registration.open({ token })).rejects.toMatchObject(ended);

      const late = await linkFor(phone, mails, 'b@example.com');
      shop.server.clock.now += 48 * HOUR;
      await expect(phone.registration.open({ token: late })).rejects.toMatchObject(ended);
      await expect(phone.registration.open({ token: newKey() })).rejects.toMatchObject(ended);
    });

    test('gets the same answer whether the address is known or not, and not too many mails', async () => {
      await shop.newCustomer({ email: 'known@example.com' });
      await round(shop.counter);
      const asked = (email: string) => phone.registration.begin({ email, language: 'de' });
      expect(await asked('known@example.com')).toEqual(await asked('unknown@example.com'));
      mails.refuse.recipient = '550 no such user';
      expect(await asked('nobody@example.com')).toEqual({ sent: true });
      mails.refuse.recipient = null;
      for (const odd of ['', 'anna', 'a@b', 'a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com'])
        await expect(asked(odd), odd).rejects.toMatchObject({ code: 'NOT_AN_ADDRESS' });
      for (const _ of [1, 2, 3])
        await phoneOf(shop, '198.51.100.9').registration.begin({ email: 'c@example.com', language: 'de' });
      // By any way in, and in any spelling.
      await expect(
        phoneOf(shop, '198.51.100.10').registration.begin({ email: 'C@Example.com', language: 'de' }),
      ).rejects.toMatchObject({ code: 'TOO_MANY' });
      await mails.close();
      await expect(asked('d@example.com')).rejects.toMatchObject({ code: 'MAIL_AWAY' });
    });

    test('can do so only where there is mail, a public address and a licence', async () => {
      const possible = async () => (await phone.registration.offer()).possible;
      expect(await possible()).toBe(true);
      const house = shop.counter.service.counter.house;
      const set = async (licenceUntil: string) => {
        house?.save('branch.save', (unit) => {
          unit.update('branch', house.db.orm.select().from(branch).get()?.id ?? '', { licenceUntil });
        });
        await round(shop.counter);
      };
      await set('2026-11-20');
      expect(await possible()).toBe(false);
      await expect(phone.registration.begin({ email: 'a@example.com', language: 'de' })).rejects.toMatchObject({
        code: 'NOT_OFFERED',
      });
      await set('2026-11-21');
      expect(await possible()).toBe(true);
      await shop.counter.client.settings.save({ changes: { appAddress: null } });
      await round(shop.counter);
      expect(await possible()).toBe(false);
    });

    // N-10
    test('and may be known waits for staff; nothing of the known record is written over (N-10)', async () => {
      const known = await shop.newCustomer({
        ...{ firstName: 'Anna', lastName: 'Mueller', birthDate: '1961-04-03', email: 'familie@example.com' },
      });
      await round(shop.counter);
      const before = await customers();
      expect(await registered(phone, mails, { consents: ['app'] })).toBe('waiting');
      await expect(phone.session()).rejects.toMatchObject({
        ...{ code: 'WAITING', data: { appName: 'Meine Apotheke', branchName: 'Sonnen-Apotheke', accent: '#0e700e' } },
      });
      expect(await customers()).toEqual(before);
      const [task, ...more] = await tasks();
      expect(more).toEqual([]);
      expect(task).toMatchObject({ kind: 'assignConnection', customerId: null });
      expect(JSON.parse(String(task?.body))).toEqual({ name: 'Müller, Anna' });

      const taskId = String(task?.id);
      const asked = await lineOf(shop).tasks.registration({ taskId, employeeId: personId(shop.counter) });
      expect(asked).toMatchObject({
        ...{ deviceName: 'iPhone', consents: ['app'], hidden: 0 },
        person: { lastName: 'Müller', phone: '+493023125107', birthDate: '1961-04-03', email: 'anna@example.com' },
      });
      expect(asked.candidates).toMatchObject([
        { customerId: known, agrees: ['name', 'birthDate'], branchName: null, email: 'familie@example.com' },
      ]);
      expect(await decide(taskId, { kind: 'assign', customerId: known, take: [] })).toEqual({ customerId: known });
      expect((await phone.session()).customerName).toBe('Anna Mueller');
      expect(await customers()).toEqual(before);
      const { form } = await shop.counter.client.customers.byId({ id: known });
      expect(form.addresses).toHaveLength(1);
      expect(form.phones).toEqual([]);
      expect((await shop.state(known)).state).toEqual({ state: 'connected', devices: 1 });
      const documents = await shop.counter.client.documents.byCustomer({ customerId: known });
      expect(documents.map(({ kind }) => kind)).toEqual(['consentPrint']);
      expect(await tasks()).toEqual([]);
      const [log] = await all(
        `SELECT s.employeeId FROM changeSet s WHERE doing = 'customer.register'
         AND EXISTS (SELECT 1 FROM change c WHERE c.changeSetId = s.id AND c.subjectId = ?)`,
        known,
      );
      expect(log?.employeeId).toBe(personId(shop.counter));
      await expect(decide(taskId, { kind: 'create' })).rejects.toMatchObject({ code: 'GONE' });
      // What was decided is kept no longer where it was sealed.
      const kept = await shop.server.running.server.storage.db.selectFrom('registration').selectAll().execute();
      expect(kept.map(({ state, body, record }) => [state, body, record])).toEqual([['connected', null, null]]);
    });

    test('and is assigned: what differs is added where it was ticked', async () => {
      const known = await shop.newCustomer({ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' });
      await round(shop.counter);
      expect(await registered(phone, mails)).toBe('waiting');
      const [task] = await tasks();
      const take = ['address', 'phone', 'email'] as const;
      await decide(String(task?.id), { kind: 'assign', customerId: known, take: [...take] });
      await round(shop.counter);
      const { form } = await shop.counter.client.customers.byId({ id: known });
      expect(form.email).toBe('anna@example.com');
      expect(form.phones.map(({ number }) => number)).toEqual(['+493023125107']);
      expect(form.addresses.map(({ street }) => street)).toEqual(['Talstr.', 'Sonnenstr.']);
      expect(form.homeAddress).toBe(1);
    });

    // N-10
    test('shares an e-mail address and a telephone with others, and is a person of his own (N-10)', async () => {
      expect(await registered(phone, mails, { email: 'familie@example.com' })).toBe('connected');
      const son = phoneOf(shop);
      const person = { firstName: 'Paul', birthDate: '1.2.1990' };
      expect(await registered(son, mails, { email: 'familie@example.com', person })).toBe('connected');
      expect((await son.session()).customerName).toBe('Paul Müller');
      expect((await phone.session()).customerName).toBe('Anna Müller');
      const same = (await customers()).filter(({ email }) => email === 'familie@example.com');
      expect(same.map(({ firstName }) => firstName).sort()).toEqual(['Anna', 'Paul']);
      expect(new Set(same.map(({ number }) => number)).size).toBe(2);
    });

    test('twice at the same moment is one customer and one task', async () => {
      const before = (await customers()).length;
      const two = phoneOf(shop, '198.51.100.2');
      const tokens = [await linkFor(phone, mails, 'a@example.com'), await linkFor(two, mails, 'b@example.com')];
      const { branches } = await phone.registration.open({ token: tokens[0] ?? '' });
      const person = { ...ANNA, branchId: branches[0]?.id ?? '' };
      const { declarations } = await phone.registration.check({ token: tokens[0] ?? '', person });
      const states = await Promise.all(
        tokens.map((token) =>
          phone.registration.send({
            ...{ token, person, key: newKey(), deviceName: 'x', language: 'de' },
            acknowledged: declarations[0]?.versionId ?? null,
            consents: declarations.flatMap(({ versionId, purposes }) =>
              purposes.filter((one) => one === 'app').map((purpose) => ({ purpose, versionId })),
            ),
          }),
        ),
      );
      expect(states.map(({ state }) => state).sort()).toEqual(['connected', 'waiting']);
      expect(await customers()).toHaveLength(before + 1);
      expect(await tasks()).toHaveLength(1);
    });

    // T-07
    test('waits always where the chain wants it so; ‘Neu anlegen’ and ‘Ablehnen’; who is new begins as the chain has set it [E-11]', async () => {
      await shop.counter.client.settings.save({
        changes: { createCustomersFromApp: false, newCustomerStatus: 'inactive' },
      });
      await round(shop.counter);
      const before = (await customers()).length;
      expect(await registered(phone, mails)).toBe('waiting');
      const other = phoneOf(shop, '198.51.100.2');
      expect(await registered(other, mails, { person: { firstName: 'Paul' } })).toBe('waiting');
      const open = await tasks();
      const taskOf = (name: string) => String(open.find(({ body }) => String(body).includes(name))?.id);
      const { customerId } = await decide(taskOf('Anna'), { kind: 'create' });
      expect((await phone.session()).customerName).toBe('Anna Müller');
      expect(await decide(taskOf('Paul'), { kind: 'decline' })).toEqual({ customerId: null });
      await expect(other.session()).rejects.toMatchObject({ code: 'ENDED', data: { reason: 'declined' } });
      expect((await customers()).slice(before).map(({ id, status }) => [id, status])).toEqual([
        [customerId, 'inactive'],
      ]);
      expect(await tasks()).toEqual([]);
    });

    test('is not let in by assigning where the licence has ended', async () => {
      const known = await shop.newCustomer({ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' });
      await round(shop.counter);
      await registered(phone, mails);
      const [task] = await tasks();
      shop.server.clock.now = Date.UTC(2028, 0, 1, 12);
      await expect(
        decide(String(task?.id), { kind: 'assign', customerId: known, take: ['email'] }),
      ).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'licenceEnded' } });
      expect((await shop.counter.client.customers.byId({ id: known })).form.email).toBeNull();
      expect(await tasks()).toHaveLength(1);
      await expect(phone.session()).rejects.toMatchObject({ code: 'WAITING' });
    });

    test('is the business of the branch’s own staff alone, and customers of other branches are not chosen', async () => {
      const known = await shop.newCustomer({ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' });
      const house = shop.counter.service.counter.house;
      const moon = house?.newId() ?? '';
      house?.save('branch.save', (unit) => unit.create('branch', { id: moon, name: 'Mond-Apotheke' }));
      house?.save('employee.save', (unit) =>
        unit.create('employeeRole', {
          ...{ id: house.newId(), employeeId: personId(shop.counter), branchId: moon, role: 'administrator' },
        }),
      );
      await round(shop.counter);
      await registered(phone, mails);
      const [task] = await tasks();
      const taskId = String(task?.id);
      const away = await joinedCounter(shop.server, shop.counter, { branchId: moon });
      try {
        expect(away.service.counter.house?.db.sqlite.prepare('SELECT * FROM task').all()).toEqual([]);
        const line = lineOf(shop, away);
        const employeeId = personId(shop.counter);
        await expect(line.tasks.registration({ taskId, employeeId })).rejects.toMatchObject({
          code: 'GONE',
        });
        await expect(line.tasks.decide({ taskId, employeeId, decision: { kind: 'create' } })).rejects.toMatchObject({
          code: 'GONE',
        });
        await expect(lineOf(shop).tasks.registration({ taskId, employeeId: 'nobody' })).rejects.toMatchObject({
          code: 'NOT_ALLOWED',
        });
        await shop.counter.client.branchSearch.move({ customerId: known, toBranchId: moon });
        const { candidates, hidden } = await lineOf(shop).tasks.registration({ taskId, employeeId });
        expect([candidates, hidden]).toEqual([[], 1]);
        await expect(decide(taskId, { kind: 'assign', customerId: known, take: [] })).rejects.toMatchObject({
          code: 'GONE',
        });
      } finally {
        away.close();
      }
    });

    test('finds no trace of a stranger’s letters in the database, and none of the mail in the log', async () => {
      await shop.counter.client.settings.save({ changes: { createCustomersFromApp: false } });
      await round(shop.counter);
      await registered(phone, mails, { email: 'geheim@example.com' });
      const kept = await shop.server.running.server.storage.db.selectFrom('registration').selectAll().execute();
      const lying = Buffer.concat(
        kept.flatMap(({ body, record }) => [body ?? Buffer.alloc(0), record ?? Buffer.alloc(0)]),
      );
      expect(lying.length).toBeGreaterThan(5000);
      for (const word of ['geheim@example.com', 'Sonnenstr', '%PDF']) expect(lying.includes(word)).toBe(false);
    });
  });
});
