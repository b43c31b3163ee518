// The main job in the Electron window and in a real browser, by keyboard alone, and what came of it: the prints are read
// back, the password is verified and looked for wherever it must not be.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { connect } from '../../src-main/service/database/connection.ts';
import { verifySecret } from '../../src-main/service/secrets.ts';
import { plainPassword } from '../../src-shared/app-access/credentials.ts';
import { ADDRESS_FIELD, windowOnLetter } from '../../src-shared/printing/rules.ts';
import { inkIn, isInside, overlaps, rasterOf, requirePoppler, wordsOf } from '../print/read-back.ts';
import { electronHere } from '../support/electron.ts';
import { everythingIn } from '../support/everything.ts';
import { HOSTS, type OpenCounter, openCounterOn } from '../support/hosts.ts';
import {
  consentToApp,
  givePassword,
  leaveStorageForLater,
  newCustomer,
  PERSON,
  reprintCode,
  saveAndPrintCode,
} from '../support/main-job.ts';
import { codeOn, passwordOn } from '../support/read-prints.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { contentsOf, filesUnder, shapesOf, storageOf } from '../support/traces.ts';
import { signIn } from '../support/walk.ts';

const here = await electronHere();
const APP_ADDRESS = 'https://app.example.com';

beforeAll(requirePoppler);

describe.each(HOSTS)('in %s', (host) => {
  describe.skipIf(host === 'Electron' && here.missing !== null)('the main job', () => {
    let folder = '';
    let counter: OpenCounter;
    let closed = false;
    let number = '';
    /** What page and temporary files held while the program was still running. */
    let kept = '';
    let temporary: Buffer = Buffer.alloc(0);
    const at = (...parts: string[]) => join(folder, ...parts);
    /** The prints of a kind, in the order in which they came. */
    const prints = (kind: string) =>
      readdirSync(at('prints'))
        .filter((name) => new RegExp(`^\\d{8}-\\d{6}-${kind}-${number}(-\\d+)?\\.pdf$`).test(name))
        .sort()
        .map((name) => readFileSync(at('prints', name)));
    const print = (kind: string, which = 0): Buffer => {
      const found = prints(kind)[which];
      if (!found) throw new Error(`no ${kind} among ${readdirSync(at('prints'))}`);
      return found;
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tresen-main-job-'));
      mkdirSync(at('prints'));
      counter = await openCounterOn(host, {
        dataDirectory: at('data'),
        scratch: at('scratch'),
        options: ['--demo', '--print-dir', at('prints')],
      });
      await signIn(counter.page);
    });
    afterAll(async () => {
      if (!closed) await counter?.close();
      await removeFolder(folder);
    });

    // N-13
    test('is done by keyboard alone', async () => {
      const { page } = counter;
      number = await newCustomer(page, PERSON);
      await leaveStorageForLater(page);
      await consentToApp(page, async () => print('einwilligung'));
      await givePassword(page);
      await page.getByText(/Passwortschreiben T1-0001 ist gedruckt und wird mit „Speichern - F1“ gültig\./).waitFor();
      await saveAndPrintCode(page);
      await page.getByText(/^gültiges Passwortschreiben T1-0001 vom \d\d\.\d\d\.\d{4}$/).waitFor();
      // The own server has confirmed it (N-13).
      await page
        .getByRole('status', { name: 'Zustand' })
        .getByText(/^nutzbar seit \d\d:\d\d/)
        .waitFor();
      await page.getByText('Es kann bis zu einer Minute dauern, bis das Passwort verwendet werden kann.').waitFor();
      await reprintCode(page);
      expect(number).toBe('10201'); // after two hundred samples
      kept = await storageOf(page);
      temporary = contentsOf(at('scratch'));
    });

    //
    test('left one consent form, one password letter and two forms with the code', () => {
      expect(readdirSync(at('prints'))).toHaveLength(4);
      expect(
        [prints('einwilligung'), prints('passwortschreiben'), prints('anmeldecode')].map((all) => all.length),
      ).toEqual([1, 1, 2]);
    });

    test.each(['passwortschreiben', 'anmeldecode'])(
      '%s shows the address in the window, and nothing else',
      async (kind) => {
        const { always, ever } = windowOnLetter();
        const seen = (await wordsOf(print(kind))).filter((word) => word.page === 1 && overlaps(word, ever));
        expect(seen.map(({ text }) => text).join(' ')).toBe(
          'Sonnen-Apotheke · Sonnenstr. 4 · 80331 München Łukasz Şahin-Größl Kastanienallee 77 a 10435 Berlin',
        );
        for (const word of seen) expect(isInside(word, always) && isInside(word, ADDRESS_FIELD)).toBe(true);
        const raster = await rasterOf(print(kind), 300);
        const ink = inkIn(raster, ever);
        expect(ink && isInside(ink, always, raster.dot)).toBe(true);
      },
    );

    test('the QR code leads to the app with a code of at least 128 bits, and the reprint bears the same', async () => {
      const payloads = await Promise.all([0, 1].map(async (which) => codeOn(print('anmeldecode', which))));
      expect(payloads[0]).toMatch(new RegExp(`^${APP_ADDRESS}/app/connect#[0-9A-HJKMNP-TV-Z]{26,}$`)); // 5 bits a letter
      expect(payloads[1]).toBe(payloads[0]);
      for (const word of Object.values(PERSON)) expect(payloads[0]).not.toContain(word);
    });

    test('the password on the letter is the valid one', async () => {
      await counter.close();
      closed = true;
      const password = await passwordOn(print('passwortschreiben'));
      const { passwordHash, letterNumber, active, loginCode } = credentialIn(at('data'), number);
      // And so is the code behind the picture.
      expect(await codeOn(print('anmeldecode'))).toBe(`${APP_ADDRESS}/app/connect#${loginCode}`);
      expect({ letterNumber, active }).toEqual({ letterNumber: 'T1-0001', active: 1 });
      expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(await verifySecret(passwordHash, plainPassword(password))).toBe(true);
      expect(await verifySecret(passwordHash, plainPassword(`${password}x`))).toBe(false);
    });

    test('and it is nowhere else: not in the data, decrypted, nor in logs, temporary files or the page', async () => {
      const password = await passwordOn(print('passwortschreiben'));
      const data = await everythingIn({
        service: { counter: { ports: { dataDirectory: at('data'), keyStore: fileKeyStore(at('data')) } as never } },
      });
      const scratch = Buffer.concat([temporary, contentsOf(at('scratch'))]);
      const places = { data, scratch, page: Buffer.from(kept), output: Buffer.from(counter.output()) };
      // The search finds what is there: the person's name is in the data.
      expect(shapesOf(PERSON.lastName).some((shape) => data.includes(shape))).toBe(true);
      for (const [place, bytes] of Object.entries(places))
        for (const shape of shapesOf(password))
          expect([place, String(shape), bytes.includes(shape)]).toEqual([place, String(shape), false]);
      // Nor is the letter itself kept by the browser, as a file or in its own storage.
      for (const file of [...filesUnder(at('scratch')), ...filesUnder(at('data'))])
        expect([file, readFileSync(file).includes('%PDF-')]).toEqual([file, false]);
    });
  });
});

type Credential = { passwordHash: string; letterNumber: string; active: number; loginCode: string };

/** What the database of a counter that has ended says about a customer's access. */
function credentialIn(dataDirectory: string, customerNumber: string): Credential {
  const key = fileKeyStore(dataDirectory).read();
  if (!key) throw new Error('the data folder has no key');
  const sqlite = connect(join(dataDirectory, 'tresen.db'), key);
  try {
    return sqlite
      .prepare(
        `SELECT passwordHash, letterNumber, active, loginCode FROM appAccess
         JOIN customer ON customer.id = appAccess.customerId WHERE customer.number = ?`,
      )
      .get(customerNumber) as Credential;
  } finally {
    sqlite.close();
  }
}
