// What strangers try at the customers' door: guessing passwords and codes, many at once, finding out who is a customer, using
// what others lost, speaking from another page. Real server on both databases, real password checks; only the
// clock is ours.
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PasswordQueue, TooBusy } from '../../src-server/app-access/password-queue.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { type AppShop, connectPhone, openAppShop, type Papers, phoneOf } from '../support/app-shop.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { round } from '../support/sync.ts';

const MINUTE = 60_000;

let postgres: TestPostgres | null = null;
beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.close());

describe.each(['SQLite', ...(noPostgres === null ? ['PostgreSQL'] : [])])('on %s', (kind) => {
  let shop: AppShop;
  let id: string;
  let papers: Papers;

  beforeEach(async () => {
    const database = kind === 'PostgreSQL' ? await postgres?.database() : undefined;
    shop = await openAppShop(
      database === undefined ? {} : { dialect: () => postgresDialect(database, () => undefined) },
    );
    id = await shop.newCustomer();
    papers = await shop.giveAccess(id);
  });
  afterEach(() => shop.close());

  const refused = { code: 'NOT_ADMITTED', status: 401 };
  let addresses = 0;
  /** Each from another address: no limit by address helps. */
  const stranger = () => {
    addresses += 1;
    return phoneOf(shop, `198.51.${addresses >> 8}.${addresses & 255}`);
  };
  const guess = (code = papers.code, password = 'falsch falsch falsch 11') =>
    stranger()
      .connect({ code, password, deviceName: 'x' })
      .then(
        () => 'in',
        (error: { code: string }) => error.code,
      );
  const wrongTimes = async (times: number) => {
    for (let time = 0; time < times; time++) await guess();
  };
  const lockedUntil = async () => {
    await round(shop.counter);
    const { state } = await shop.state(id);
    return state.state === 'lockedUntil' ? state.until : null;
  };

  test('ten wrong passwords lock for 15 minutes, doubling; staff see it, and the right password does not help', async () => {
    await wrongTimes(9);
    expect(await lockedUntil()).toBeNull();
    expect(await guess(papers.code, papers.password)).toBe('in');
    await wrongTimes(10); // the right one has begun the count anew
    const { now } = shop.server.clock;
    expect(await lockedUntil()).toBe(now + 15 * MINUTE);
    expect(await guess(papers.code, papers.password)).toBe('NOT_ADMITTED');
    shop.server.clock.now = now + 15 * MINUTE - 1;
    expect(await guess(papers.code, papers.password)).toBe('NOT_ADMITTED');
    shop.server.clock.now = now + 15 * MINUTE;
    await wrongTimes(10);
    expect(await lockedUntil()).toBe(now + 45 * MINUTE);
    shop.server.clock.now = now + 45 * MINUTE;
    await wrongTimes(10);
    expect(await lockedUntil()).toBe(now + 105 * MINUTE);
    shop.server.clock.now = now + 105 * MINUTE;
    expect(await guess(papers.code, papers.password)).toBe('in');
    await wrongTimes(10);
    expect(await lockedUntil()).toBe(now + 120 * MINUTE);
  });

  test('a new password lifts the lock at once, and the count begins anew', async () => {
    await wrongTimes(10);
    expect(await lockedUntil()).not.toBeNull();
    const password = await shop.letter(id);
    await shop.save(id, null);
    expect(await lockedUntil()).toBeNull();
    await wrongTimes(9);
    expect(await guess(papers.code, password)).toBe('in');
  });

  test('connected phones go on while the access is locked', async () => {
    const phone = phoneOf(shop);
    await connectPhone(phone, papers);
    await wrongTimes(10);
    expect(await lockedUntil()).not.toBeNull();
    expect((await phone.session()).deviceName).toBe('iPhone');
  });

  test('fifty guesses at the same moment are no more than ten', async () => {
    const said = await Promise.all(
      Array.from({ length: 50 }, (_, at) => guess(papers.code, at === 49 ? papers.password : `falsch ${at}`)),
    );
    expect(said).not.toContain('in');
    const { db } = shop.server.running.server.storage;
    const login = await db.selectFrom('appLogin').select(['locks', 'failures']).executeTakeFirstOrThrow();
    expect(login).toEqual({ locks: 1, failures: 0 });
    expect(await lockedUntil()).toBe(shop.server.clock.now + 15 * MINUTE);
  });

  test('two server processes together let nobody in once ten were wrong, even before the lock is written', async () => {
    const { db } = shop.server.running.server.storage;
    // As the other process leaves it for a moment.
    const going = guess(papers.code, papers.password);
    await db.updateTable('appLogin').set({ failures: 10 }).execute();
    expect(await going).toBe('NOT_ADMITTED');
  });

  test('a wrong one that was on its way when the lock came counts towards no later one', async () => {
    const { db } = shop.server.running.server.storage;
    const going = guess(papers.code, 'falsch');
    const lockedUntil = shop.server.clock.now + 15 * MINUTE;
    // By then the guess has read the open access, and its password is being checked.
    for (let turn = 0; turn < 40; turn++) await db.selectFrom('appLogin').select('locks').execute();
    await db.updateTable('appLogin').set({ failures: 0, locks: 1, lockedUntil }).execute();
    await going;
    const login = await db.selectFrom('appLogin').select(['locks', 'failures']).executeTakeFirstOrThrow();
    expect(login).toEqual({ locks: 1, failures: 0 });
  });

  test('an access that ends while its password is being checked lets nobody in', async () => {
    const going = guess(papers.code, papers.password);
    await shop.save(id, false);
    await round(shop.counter);
    // Either it was in first, and is out; or it is refused.
    const { db } = shop.server.running.server.storage;
    await going;
    const living = await db.selectFrom('deviceKey').select('deviceId').where('endedAt', 'is', null).execute();
    expect(living).toEqual([]);
  });

  test('wrong, stale, unknown, malformed and locked are answered alike: words, headers and time', async () => {
    const stale = papers;
    await shop.save(id, false);
    await shop.save(id, true);
    const inactive = await shop.newCustomer();
    const dead = await shop.giveAccess(inactive);
    await shop.save(inactive, false);
    const other = await shop.newCustomer();
    const valid = await shop.giveAccess(other);
    const locked = await shop.newCustomer();
    const shut = await shop.giveAccess(locked);
    for (let time = 0; time < 10; time++) await guess(shut.code);
    const noPassword = await shop.newCustomer();
    await shop.save(noPassword, true);
    const withoutPassword = await shop.form(noPassword);
    await round(shop.counter);

    const tries: [string, string, string][] = [
      ['wrong password', valid.code, 'falsch falsch'],
      ['no password', valid.code, ' - '],
      ['stale code', stale.code, stale.password],
      ['ended access', dead.code, dead.password],
      ['locked', shut.code, shut.password],
      ['no password yet', withoutPassword, valid.password],
      ['unknown code', '0'.repeat(28), valid.password],
      ['no code at all', 'guten Tag', valid.password],
    ];
    const answers = [];
    for (const [name, code, password] of tries) {
      addresses += 1;
      const began = performance.now();
      const answer = await shop.server.running.http.inject({
        ...{ method: 'POST', url: '/api/connect', remoteAddress: `203.0.${addresses >> 8}.${addresses & 255}` },
        payload: { code, password, deviceName: 'iPhone' },
      });
      const took = performance.now() - began;
      const { date: _, ...headers } = answer.headers;
      answers.push({ name, took, said: [answer.statusCode, answer.body, headers] });
    }
    for (const { name, said } of answers) expect([name, said]).toEqual([name, answers[0]?.said]);
    expect(answers[0]?.said[0]).toBe(401);
    // All leave at the same beat: the first one, unless this machine was busy.
    for (const { name, took } of answers) expect([name, took >= 245]).toEqual([name, true]);
  });

  test('the reason is said to a phone that was connected to that very access, and to no other', async () => {
    const phone = phoneOf(shop);
    await connectPhone(phone, papers);
    const wrong = { code: papers.code, password: 'falsch', deviceName: 'iPhone' };
    await expect(phone.connect(wrong)).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'wrongPassword' } });
    const neighbour = await shop.newCustomer();
    const theirs = await shop.giveAccess(neighbour);
    await expect(phone.connect({ ...wrong, code: theirs.code })).rejects.toMatchObject(refused);
    const invented = phoneOf(shop);
    invented.key = randomBytes(32).toString('base64url');
    await expect(invented.connect(wrong)).rejects.toMatchObject(refused);
    await wrongTimes(10);
    await expect(phone.connect({ ...papers, deviceName: 'x' })).rejects.toMatchObject({
      ...{ code: 'REFUSED', data: { reason: 'locked', until: shop.server.clock.now + 15 * MINUTE } },
    });
    await shop.save(id, false);
    await round(shop.counter);
    await expect(phone.connect({ ...papers, deviceName: 'x' })).rejects.toMatchObject({
      ...{ code: 'REFUSED', data: { reason: 'deactivated' } },
    });
    await shop.save(id, true);
    await round(shop.counter);
    await expect(phone.connect({ ...papers, deviceName: 'x' })).rejects.toMatchObject({
      ...{ code: 'REFUSED', data: { reason: 'codeReplaced' } },
    });
  });

  test('one address and one code can be tried so often only; a known code no more than an unknown one', async () => {
    const phone = phoneOf(shop, '2001:db8:1:2::1');
    const said: string[] = [];
    for (let time = 0; time < 61; time++) {
      const [neighbour, code] = [phoneOf(shop, `2001:db8:1:2::${time}`), `${'0'.repeat(25)}${100 + time}`];
      const asked = { code, password: 'x', deviceName: 'x' };
      said.push(await neighbour.connect(asked).then(String, (error: { code: string }) => error.code));
    }
    expect(said.slice(0, 60)).toEqual(Array(60).fill('NOT_ADMITTED'));
    expect(said[60]).toBe('TOO_MANY');
    await expect(phone.connect({ ...papers, deviceName: 'x' })).rejects.toMatchObject({
      ...{ code: 'TOO_MANY', status: 429, data: { retryAfterSeconds: expect.any(Number) } },
    });
    for (const code of [papers.code, '1'.repeat(28)]) {
      const tried = [];
      for (let time = 0; time < 21; time++) tried.push(await guess(code));
      expect(tried).toEqual([...Array(20).fill('NOT_ADMITTED'), 'TOO_MANY']);
    }
    shop.server.clock.now += 16 * MINUTE;
    expect(await guess(papers.code, papers.password)).toBe('in');
  }, 240_000);

  test('what a code leads to is said alike for valid, locked, ended and stale ones, and tells nothing of the customer', async () => {
    const valid = await shop.server.running.http.inject({
      ...{ method: 'POST', url: '/api/look', payload: { code: papers.code } },
    });
    await wrongTimes(10);
    await shop.save(id, false);
    await round(shop.counter);
    const ended = await shop.server.running.http.inject({
      ...{ method: 'POST', url: '/api/look', payload: { code: papers.code } },
    });
    expect(ended.body).toBe(valid.body);
    expect(Object.keys(valid.json() as object).sort()).toEqual(['accent', 'appName', 'asksForPassword', 'branchName']);
  });

  test('the title never leaves for the customer, nor anything else that the contract does not name', async () => {
    const phone = phoneOf(shop);
    await connectPhone(phone, papers);
    const answer = await shop.server.running.http.inject({
      ...{ url: '/api/session', headers: { authorization: `Bearer ${phone.key}` } },
    });
    expect(answer.body).toContain('Şahin-Größl');
    for (const kept of ['Dr.', id, papers.code, 'argon2', 'Talstr.']) expect(answer.body).not.toContain(kept);
  });

  test('no cookie is set, other origins are refused, nothing may be framed, and the document describes the calls', async () => {
    const { http } = shop.server.running;
    // The pages themselves are looked at in test/e2e, once they are built; what goes with them is the same.
    for (const url of [
      '/api/openapi.json',
      '/api/',
      '/app/',
      '/app/connect',
      '/app/manifest.webmanifest',
      '/app/x.js',
    ]) {
      const { headers } = await http.inject({ url });
      expect(headers['set-cookie']).toBeUndefined();
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers['content-security-policy']).not.toMatch(
        /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*|https?:/,
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
    const connect = { method: 'POST', url: '/api/connect', payload: { ...papers, deviceName: 'x' } } as const;
    for (const site of ['cross-site', 'same-site'])
      expect((await http.inject({ ...connect, headers: { 'sec-fetch-site': site } })).statusCode).toBe(403);
    const asked = { origin: 'https://evil.example.com', 'access-control-request-method': 'POST' };
    const preflight = await http.inject({ method: 'OPTIONS', url: '/api/connect', headers: asked });
    expect(preflight.statusCode).toBeGreaterThanOrEqual(400);
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const plain = await http.inject({ ...connect, headers: form, payload: 'code=x&password=y&deviceName=z' });
    expect(plain.statusCode).toBeGreaterThanOrEqual(400);
    const huge = await http.inject({ ...connect, payload: { ...papers, deviceName: 'x'.repeat(100_000) } });
    expect(huge.statusCode).toBe(413);
    const document = (await http.inject({ url: '/api/openapi.json' })).json() as { paths: Record<string, object> };
    expect(Object.entries(document.paths).map(([path, methods]) => [path, ...Object.keys(methods)])).toEqual([
      ['/registration', 'get', 'post'],
      ['/registration/mail', 'post'],
      ['/registration/open', 'post'],
      ['/registration/check', 'post'],
      ['/look', 'post'],
      ['/connect', 'post'],
      ['/invitation', 'post'],
      ['/session', 'get', 'delete'],
      ['/session/key', 'post'],
    ]);
  });

  test('twenty phones at the most: the one unseen for longest makes room', async () => {
    const phones = [];
    for (let count = 0; count < 21; count++) {
      shop.server.clock.now += MINUTE;
      const phone = stranger();
      await connectPhone(phone, papers, `Telefon ${count}`);
      phones.push(phone);
    }
    await expect(phones[0]?.session()).rejects.toMatchObject({ code: 'ENDED', data: { reason: 'replaced' } });
    expect((await phones[1]?.session())?.deviceName).toBe('Telefon 1');
    await round(shop.counter);
    expect((await shop.state(id)).devices).toHaveLength(20);
  });

  test('what a phone calls itself stands in the list as harmless letters', async () => {
    await connectPhone(phoneOf(shop), papers, '  iPhone\u202e\n<b>von\u0000 Anna  ');
    await round(shop.counter);
    expect((await shop.state(id)).devices.map(({ name }) => name)).toEqual(['iPhone <b>von Anna']);
  });
});

test('a hash that is not ours is never worked on: it could hold a core for minutes', async () => {
  const queue = new PasswordQueue(1);
  const began = performance.now();
  const expensive = `$argon2id$v=19$m=2097152,t=50,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
  for (const hash of [expensive, 'kein Hash', '', null]) expect(await queue.isRight(hash, 'passwort')).toBe(false);
  expect(performance.now() - began).toBeLessThan(30_000);
});

test('whoever would wait too long for a password check is turned away at once', async () => {
  const queue = new PasswordQueue(1);
  const asked = Array.from({ length: 260 }, () => queue.isRight(null, 'x').catch((error: unknown) => error));
  const answers = await Promise.all(asked);
  expect(answers.filter((one) => one === false)).toHaveLength(201);
  expect(answers.filter((one) => one instanceof TooBusy)).toHaveLength(59);
});
