// Advertising, the one declaration with several ways to be reached: each is given, filed and withdrawn by itself.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { flatTextOf } from '../print/read-back.ts';
import { consentDesk, MINUTE } from '../support/consents.ts';
import { samplePng, upload } from '../support/files.ts';

const { at, rows, declaration, handOut, sign } = consentDesk();

describe('advertising', () => {
  // Asked for at once: whether storage comes first is a question of its own (privacy-answers.test.ts).
  beforeEach(async () => {
    await at.counter.client.settings.save({ changes: { advertisingAfterStorage: false } });
  });

  const ALL: Purpose[] = ['advertisingLetter', 'advertisingEmail', 'advertisingPhone', 'advertisingSms'];

  test('is one sheet with empty boxes, and a consent for each way that was ticked', async () => {
    const preview = await handOut(ALL);
    const text = await flatTextOf(Buffer.from(preview.pdf, 'base64'));
    expect(text).toMatch(/Werbung per Brief E-Mail Telefon SMS/);
    await sign('advertising', ['advertisingEmail', 'advertisingSms']);
    const states = (await declaration('advertising')).purposes.map((one) => one.state);
    expect(states).toEqual(['open', 'granted', 'open', 'granted']);
  });

  //
  test('offers only the ways that were chosen for this customer', async () => {
    const preview = await handOut(['advertisingLetter']);
    const text = await flatTextOf(Buffer.from(preview.pdf, 'base64'));
    expect(text).toMatch(/Werbung per Brief Ort, Datum/);
    const states = (await declaration('advertising')).purposes.map((one) => one.state);
    expect(states).toEqual(['open', 'none', 'none', 'none']);
    expect((await declaration('advertising')).signable).toMatchObject([{ purposes: ['advertisingLetter'] }]);
    await expect(sign('advertising', ['advertisingSms'])).rejects.toMatchObject({ data: { reason: 'notHandedOut' } });
  });

  test('one scan belongs to every way on the signed sheet, and the sheet is filed as one', async () => {
    await handOut(ALL);
    await sign('advertising', ['advertisingEmail', 'advertisingSms']);
    at.counter.clock.now += MINUTE;
    const scan = upload('a.png', samplePng());
    const { documentId, name } = await at.counter.client.consent.importScan({
      customerId: at.customerId,
      declaration: 'advertising',
      file: scan,
    });
    expect(name).toBe('einwilligung-10001.png');
    const grants = rows().filter((one) => one.kind === 'granted');
    const scans = rows().filter((one) => one.kind === 'scanned');
    expect(scans.map((one) => one.documentId)).toEqual([documentId, documentId]);
    expect(scans.map((one) => one.aboutEntryId)).toEqual(grants.map((one) => one.id));
    const grant = grants[0]?.id ?? '';
    await at.counter.client.consent.file({ customerId: at.customerId, entryId: grant });
    expect(rows().filter((one) => one.kind === 'filed')).toHaveLength(2);
    await expect(at.counter.client.consent.file({ customerId: at.customerId, entryId: grant })).rejects.toMatchObject({
      data: { reason: 'alreadyFiled' },
    });
  });

  test('one way is withdrawn without the others', async () => {
    await handOut(ALL);
    await sign('advertising', ALL);
    at.counter.clock.now += MINUTE;
    const { preview } = await at.counter.client.consent.withdraw({
      ...{ customerId: at.customerId, purposes: ['advertisingPhone', 'advertisingSms'], how: 'oral' },
    });
    const text = await flatTextOf(Buffer.from(preview?.pdf ?? '', 'base64'));
    expect(text).toContain('Ihre Einwilligung „Werbung (Telefon, SMS)“ widerrufen');
    const states = (await declaration('advertising')).purposes.map((one) => one.state);
    expect(states).toEqual(['granted', 'granted', 'withdrawn', 'withdrawn']);
  });

  test('two declarations do not mix', async () => {
    const mixed = { customerId: at.customerId, purposes: ['app', 'advertisingSms'] as Purpose[], scope: null };
    await expect(at.counter.client.consent.form(mixed)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const twice = { ...mixed, purposes: ['app', 'app'] as Purpose[] };
    await expect(at.counter.client.consent.form(twice)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
