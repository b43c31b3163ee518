// Consents from the print to the signature and its scan, on the real service and a real encrypted database: what is handed
// out, what an entry proves, which sheet can be signed.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { flatTextOf } from '../print/read-back.ts';
import { consentDesk, DAY, MINUTE, TODAY } from '../support/consents.ts';
import { samplePdf, samplePng, upload } from '../support/files.ts';
import { hire, signIn } from '../support/people.ts';
import { print } from '../support/printer.ts';

const { at, openHouse, rows, overview, declaration, purpose, handOut, sign } = consentDesk();

describe('from the print to the signature', () => {
  //
  test('a new customer has nothing, and what can be done is said with its reason', async () => {
    const { declarations, lines, storageHint, remindOfMissing } = await overview();
    expect(declarations.map(({ key, title }) => [key, title])).toEqual([
      ['storage', 'Datenspeicherung'],
      ['app', 'App'],
      ['branchSharing', 'Filialverbund'],
      ['advertising', 'Werbung'],
    ]);
    for (const one of declarations) {
      expect(one.current).toMatchObject({ number: 1 });
      expect(one.handOut).toEqual(
        one.key === 'advertising' ? { allowed: false, reason: 'storageFirst' } : { allowed: true },
      );
      expect(one.addScan).toEqual({ allowed: false, reason: 'nothingSigned' });
      expect(one.signable).toMatchObject([{ number: 1, needsScan: true }]);
      for (const { state, withdraw } of one.purposes)
        expect({ state, withdraw }).toEqual({ state: 'none', withdraw: { allowed: true } });
    }
    expect({ lines, storageHint, remindOfMissing }).toEqual({
      lines: [],
      storageHint: 'missing',
      remindOfMissing: true,
    });
    expect((await declaration('branchSharing')).missing).toEqual(['Filialen']);
  });

  test('looking at the form hands nothing out; printing it does, once, and keeps the print', async () => {
    const { preview } = await at.counter.client.consent.form({
      customerId: at.customerId,
      purposes: ['app'],
      scope: null,
    });
    expect(preview).toMatchObject({ kind: 'consentForm', pages: 1, mayBeKept: true, warnings: [] });
    expect(rows()).toEqual([]);
    await print(at.counter, preview);
    await print(at.counter, preview);
    expect(rows()).toMatchObject([{ kind: 'printed', purpose: 'app', capturedHow: 'paper' }]);
    expect(await purpose('app')).toMatchObject({
      state: 'open',
      since: at.counter.clock.now,
      by: 'Anna Amsel',
      version: 1,
    });
    const [kept] = await at.counter.client.documents.byCustomer({ customerId: at.customerId });
    expect(kept).toMatchObject({
      kind: 'consentPrint',
      name: 'einwilligungserklaerung-app-10001.pdf',
      stays: 'provesConsent',
    });
    const content = await at.counter.client.documents.content({ id: kept?.id ?? '' });
    expect(content.base64).toBe(Buffer.from(at.printer.jobs[0]?.pdf ?? []).toString('base64'));
    expect(rows()[0]?.documentId).toBe(kept?.id);
  });

  test('the print is filled for this customer and this branch', async () => {
    await at.counter.client.settings.save({ changes: { appName: 'Meine Sonne' } });
    const { preview } = await at.counter.client.consent.form({
      customerId: at.customerId,
      purposes: ['app'],
      scope: 'Termine',
    });
    const text = await flatTextOf(Buffer.from(preview.pdf, 'base64'));
    expect(text).toContain('Anna Müller, geboren am 03.04.1961');
    expect(text).toContain('Kunden-App „Meine Sonne“');
    expect(text).toContain('Nur für Termine');
    const shown = await at.counter.client.consent.text({ customerId: at.customerId, declaration: 'app' });
    for (const paragraph of shown.text.split('\n\n'))
      expect(text).toContain(paragraph.replace(/^# /, '').replace(/\s+/g, ' '));
  });

  test('the entry proves who, when, what, how: text version and its hash, scope, channel, way (N-02)', async () => {
    await handOut(['app'], 'Termine');
    const bernd = await hire(at.counter);
    await signIn(at.counter, bernd.name, bernd.pin);
    at.counter.clock.now += 4 * MINUTE;
    expect(await sign('app', ['app'], { filed: true })).toEqual({ effect: 'granted' });
    const { versionId } = (await declaration('app')).current;
    const version = openHouse().db.sqlite.prepare('SELECT body FROM textBlockVersion WHERE id = ?').get(versionId);
    const textSha256 = createHash('sha256')
      .update((version as { body: string }).body)
      .digest('hex');
    const [printed, granted, filed] = rows();
    const said = {
      customerId: at.customerId,
      purpose: 'app',
      textBlockVersionId: versionId,
      textSha256,
      scope: 'Termine',
      capturedHow: 'paper',
    };
    expect(printed).toMatchObject({ ...said, kind: 'printed', capturedAt: at.counter.clock.now - 4 * MINUTE });
    expect(granted).toMatchObject({ ...said, kind: 'granted', capturedAt: at.counter.clock.now, capturedBy: bernd.id });
    expect(filed).toMatchObject({ ...said, kind: 'filed', aboutEntryId: granted?.id });
    expect(await purpose('app')).toMatchObject({
      ...{
        state: 'granted',
        since: at.counter.clock.now,
        by: 'Bernd Bussard',
        how: 'paper',
        version: 1,
        scope: 'Termine',
      },
      ...{ renewalDueAt: Date.UTC(2028, 10, 21, 9, 34), renewalDue: false },
    });
  });

  //
  test('a signature needs the version that was handed out, or its scan', async () => {
    await expect(sign('app', ['app'])).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'notHandedOut' } });
    await expect(sign('app', ['app'], { scan: upload('x.pdf', Buffer.from('<html>')) })).rejects.toMatchObject({
      ...{ code: 'FILE_REFUSED', data: { reason: 'notAllowed', found: 'html' } },
    });
    expect(rows()).toEqual([]);
    await sign('app', ['app'], { scan: upload('SCN_0001.PDF', await samplePdf()) });
    const [granted, scanned] = rows();
    expect(scanned).toMatchObject({ kind: 'scanned', aboutEntryId: granted?.id });
    expect(await at.counter.client.documents.byCustomer({ customerId: at.customerId })).toMatchObject([
      { id: scanned?.documentId, kind: 'consentScan', name: 'einwilligung-10001.pdf', mediaType: 'application/pdf' },
    ]);
  });

  test('a sheet of an older version can still be signed, and the newer one is offered after it', async () => {
    await handOut(['app']);
    at.counter.clock.now += DAY;
    const block = (await at.counter.client.textBlocks.all()).find((one) => one.purpose === 'app');
    const body = `${block?.versions[0]?.body}\n\nNeu.`;
    await at.counter.client.textBlocks.save({ textBlockId: block?.id ?? '', after: 1, body, validFrom: '2026-11-22' });
    at.counter.clock.now += MINUTE;
    const { current, signable } = await declaration('app');
    expect(current.number).toBe(2);
    expect(signable.map(({ number, needsScan }) => [number, needsScan])).toEqual([
      [1, false],
      [2, true],
    ]);
    await sign('app', ['app'], { signedOn: '2026-11-22' });
    expect(await purpose('app')).toMatchObject({ state: 'granted', version: 1 });
    const early = { signedOn: TODAY, versionId: current.versionId, scan: upload('a.png', samplePng()) };
    await expect(sign('app', ['app'], early)).rejects.toMatchObject({ data: { reason: 'beforeText' } });
    await expect(sign('app', ['app'], { signedOn: '2026-11-23' })).rejects.toMatchObject({
      data: { reason: 'inTheFuture' },
    });
  });

  test('a day that was entered later stands at its beginning, and the line says when it was entered', async () => {
    await handOut(['storage']);
    at.counter.clock.now += 2 * DAY;
    await sign('storage', ['storage'], { signedOn: '2026-11-22' });
    const line = (await overview()).lines.at(-1);
    expect(line).toMatchObject({
      kind: 'granted',
      at: new Date(2026, 10, 22).getTime(),
      recordedAt: at.counter.clock.now,
    });
    expect((await overview()).storageHint).toBeNull();
    at.counter.clock.now = new Date(2028, 10, 22, 12).getTime();
    expect(await overview()).toMatchObject({ storageHint: 'renew' });
    expect(await purpose('storage')).toMatchObject({ state: 'granted', renewalDue: true });
  });
});

describe('the scan', () => {
  test('needs something signed', async () => {
    await handOut(['app']);
    const file = upload('a.png', samplePng());
    await expect(
      at.counter.client.consent.importScan({ customerId: at.customerId, declaration: 'app', file }),
    ).rejects.toMatchObject({
      ...{ code: 'REFUSED', data: { reason: 'nothingSigned' } },
    });
  });

  test('belongs to the newest signature and is kept word for word', async () => {
    await handOut(['app']);
    await sign('app', ['app']);
    at.counter.clock.now += MINUTE;
    await sign('app', ['app']);
    const newest = rows().at(-1);
    const bytes = await samplePdf({ text: 'Anna Müller' });
    const { documentId } = await at.counter.client.consent.importScan({
      ...{ customerId: at.customerId, declaration: 'app', file: upload('harmlos.exe', bytes) },
    });
    expect(rows().at(-1)).toMatchObject({ kind: 'scanned', aboutEntryId: newest?.id, documentId });
    const kept = await at.counter.client.documents.content({ id: documentId });
    expect(Buffer.from(kept.base64, 'base64').equals(bytes)).toBe(true);
    expect(kept).toMatchObject({ name: 'einwilligung-10001.pdf', mediaType: 'application/pdf' });
  });
});
