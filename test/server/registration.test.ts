// Registering oneself (B-12 … B-17, N-10): from the mailed link to a customer with sheet, ledger and connected phone; on the real
// service, the real server and a real mail server, with SQLite and with PostgreSQL.
import { PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { flatTextOf, infoOf } from '../print/read-back.ts';
import { phoneOf } from '../support/app-shop.ts';
import { noPostgres } from '../support/postgres.ts';
import { ANNA, linkFor, newKey, registered } from '../support/registering.ts';
import { type Row, registrationDesk } from '../support/registration-desk.ts';
import { joinedCounter, round } from '../support/sync.ts';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('whoever registers', () => {
    const { at, all, customers, tasks } = registrationDesk(kind);

    // B-12, B-13, B-16, T-07
    test('and is not known becomes a customer, with all that the counter would have written, and is connected', async () => {
      const before = (await customers()).length;
      expect(await registered(at.phone, at.mails)).toBe('connected');
      expect((await at.phone.session()).customerName).toBe('Anna Müller');
      const [anna, ...more] = (await customers()).slice(before);
      expect(more).toEqual([]);
      expect(anna).toMatchObject({
        ...{ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03', email: 'anna@example.com' },
        ...{ kind: 'natural', status: 'active', title: null, salutation: null },
      });
      expect(anna?.number).toMatch(/^\d+$/);
      const id = String(anna?.id);
      const record = await at.shop.counter.client.customers.byId({ id });
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
      const { state, devices } = await at.shop.state(id);
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
      await registered(at.phone, at.mails, { person, consents: ['app', 'advertisingSms'] });
      const other = await joinedCounter(at.shop.server, at.shop.counter);
      try {
        const row = other.service.counter.house?.db.sqlite
          .prepare("SELECT * FROM customer WHERE firstName = 'Łukasz' AND birthDate = '1984-11-12'")
          .get() as Row | undefined;
        const [sheet, ...more] = await other.client.documents.byCustomer({ customerId: String(row?.id) });
        expect(more).toEqual([]);
        expect(sheet).toMatchObject({
          ...{ kind: 'consentPrint', name: `registrierung-${row?.number}.pdf`, mediaType: 'application/pdf' },
          ...{ stays: 'provesConsent', createdAt: at.shop.server.clock.now },
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
      const token = await linkFor(at.phone, at.mails, 'anna@example.com');
      const { branches, email } = await at.phone.registration.open({ token });
      expect([email, branches.map(({ name }) => name)]).toEqual(['anna@example.com', ['Sonnen-Apotheke']]);
      const good = { ...ANNA, branchId: branches[0]?.id ?? '' };
      const problems = async (person: Partial<typeof good>) =>
        at.phone.registration.check({ token, person: { ...good, ...person } }).then(
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

      const { declarations } = await at.phone.registration.check({ token, person: good });
      const [privacy] = declarations;
      const app = declarations.find(({ purposes }) => purposes.includes('app'));
      const sending = {
        ...{ token, person: good, key: newKey(), deviceName: 'x', language: 'de' as const },
        acknowledged: privacy?.versionId ?? null,
        consents: [{ purpose: 'app' as const, versionId: app?.versionId ?? '' }],
      };
      const refused = (more: Partial<typeof sending>) =>
        at.phone.registration.send({ ...sending, ...more }).then(
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

    // N-10
    test('shares an e-mail address and a telephone with others, and is a person of his own (N-10)', async () => {
      expect(await registered(at.phone, at.mails, { email: 'familie@example.com' })).toBe('connected');
      const son = phoneOf(at.shop);
      const person = { firstName: 'Paul', birthDate: '1.2.1990' };
      expect(await registered(son, at.mails, { email: 'familie@example.com', person })).toBe('connected');
      expect((await son.session()).customerName).toBe('Paul Müller');
      expect((await at.phone.session()).customerName).toBe('Anna Müller');
      const same = (await customers()).filter(({ email }) => email === 'familie@example.com');
      expect(same.map(({ firstName }) => firstName).sort()).toEqual(['Anna', 'Paul']);
      expect(new Set(same.map(({ number }) => number)).size).toBe(2);
    });

    test('twice at the same moment is one customer and one task', async () => {
      const before = (await customers()).length;
      const two = phoneOf(at.shop, '198.51.100.2');
      const tokens = [
        await linkFor(at.phone, at.mails, 'a@example.com'),
        await linkFor(two, at.mails, 'b@example.com'),
      ];
      const { branches } = await at.phone.registration.open({ token: tokens[0] ?? '' });
      const person = { ...ANNA, branchId: branches[0]?.id ?? '' };
      const { declarations } = await at.phone.registration.check({ token: tokens[0] ?? '', person });
      const states = await Promise.all(
        tokens.map((token) =>
          at.phone.registration.send({
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

    test('finds no trace of a stranger’s letters in the database, and none of the mail in the log', async () => {
      await at.shop.counter.client.settings.save({ changes: { createCustomersFromApp: false } });
      await round(at.shop.counter);
      await registered(at.phone, at.mails, { email: 'geheim@example.com' });
      const kept = await at.shop.server.running.server.storage.db.selectFrom('registration').selectAll().execute();
      const lying = Buffer.concat(
        kept.flatMap(({ body, record }) => [body ?? Buffer.alloc(0), record ?? Buffer.alloc(0)]),
      );
      expect(lying.length).toBeGreaterThan(5000);
      for (const word of ['geheim@example.com', 'Sonnenstr', '%PDF']) expect(lying.includes(word)).toBe(false);
    });
  });
});
