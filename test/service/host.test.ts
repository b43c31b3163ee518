// The browser host under attack, request by request: what a foreign page, a rebound name, a stale ticket, a crooked path or
// a broken client may try on loopback, and that our own page is let in.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Loopback, serveLoopback } from '../../src-main/loopback.ts';

let folder = '';
let host: Loopback;
let wired = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-host-'));
  const pages = join(folder, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'pages-of-others'));
  writeFileSync(join(pages, 'index.html'), 'our page');
  writeFileSync(join(pages, 'assets', 'code.js'), 'our code');
  writeFileSync(join(folder, 'secret.txt'), 'nobody else');
  writeFileSync(join(folder, 'pages-of-others', 'index.html'), 'nobody else');
  wired = 0;
  host = await serveLoopback({ pages, port: 0, wired: () => wired++ });
});
afterEach(() => {
  host.stop();
  rmSync(folder, { recursive: true, force: true });
});

const port = () => Number(new URL(host.url).port);
const ticket = () => new URL(host.url).hash.slice(1);
const origin = () => `http://127.0.0.1:${port()}`;

describe('the address', () => {
  test('carries a fresh ticket of at least 128 bits in its fragment', async () => {
    const other = await serveLoopback({ pages: folder, port: 0, wired: () => undefined });
    try {
      expect(new URL(host.url).hostname).toBe('127.0.0.1');
      expect(Buffer.from(ticket(), 'base64url').length).toBeGreaterThanOrEqual(16);
      expect(new URL(other.url).hash).not.toBe(new URL(host.url).hash);
    } finally {
      other.stop();
    }
  });

  test('is reachable on loopback alone', async () => {
    // Every address of 127.0.0.0/8 is this machine on Linux; only the one that is told may answer.
    const answers = (address: string) =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port(), address);
        socket.once('connect', () => resolve(true) ?? socket.destroy());
        socket.once('error', () => resolve(false));
      });
    expect(await answers('127.0.0.1')).toBe(true);
    if (process.platform === 'linux') expect(await answers('127.0.0.2')).toBe(false);
    expect(await answers('::1')).toBe(false);
  });
});

describe('entering', () => {
  test('our own page with the ticket gets a cookie that scripts cannot read and other sites do not send', async () => {
    const entered = await enter(ticket());
    expect(entered.status).toBe(204);
    expect(entered.headers['set-cookie']).toHaveLength(1);
    const cookie = entered.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(new RegExp(`^tresen-${port()}=[\\w-]{32,}; HttpOnly; SameSite=Strict; Path=/$`));
  });

  test('the ticket is good once', async () => {
    expect((await enter(ticket())).status).toBe(204);
    expect((await enter(ticket())).status).toBe(403);
  });

  test('a reload enters by its cookie', async () => {
    const cookie = await cookieFor(ticket());
    expect((await enter('', { cookie })).status).toBe(204);
  });

  test.each([
    ['no ticket', ''],
    ['a wrong ticket', 'x'.repeat(32)],
    ['the beginning of one', 'x'],
  ])('%s is refused and does not use up the right one', async (_what, shown) => {
    expect((await enter(shown)).status).toBe(403);
    expect((await enter(ticket())).status).toBe(204);
  });

  test('a page of another origin is refused even with the ticket', async () => {
    for (const foreign of ['https://evil.example', `http://127.0.0.1:${port() + 1}`, 'null', undefined])
      expect([foreign, (await enter(ticket(), { origin: foreign })).status]).toEqual([foreign, 403]);
    expect((await enter(ticket())).status).toBe(204);
  });

  test('more than a ticket is not even read', async () => {
    expect((await enter('x'.repeat(100_000))).status).toBe(413);
  });

  test('somebody who leaves in the middle does no harm', async () => {
    const socket = connect(port(), '127.0.0.1');
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    socket.write(`POST /enter HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nContent-Length: 50\r\n\r\nhalf`);
    socket.resetAndDestroy();
    expect((await get('/')).status).toBe(200);
  });
});

describe('names', () => {
  test.each([
    ['a name that resolves to this machine', () => 'evil.example'],
    ['that name with the port', () => `evil.example:${port()}`],
    ['the address without the port', () => '127.0.0.1'],
    ['another address of this machine', () => `127.0.0.2:${port()}`],
  ])('%s as host gets nothing, not even the page', async (_what, name) => {
    const answer = await ask({ path: '/', headers: { host: name() } });
    expect([answer.status, answer.body]).toEqual([421, '']);
    expect((await enter(ticket(), { host: name(), origin: `http://${name()}` })).status).toBe(421);
    expect(await wire({ host: name(), origin: `http://${name()}`, cookie: await cookieFor(ticket()) })).toBe(403);
  });

  test('a request without a name gets nothing', async () => {
    const socket = connect(port(), '127.0.0.1');
    socket.write('GET / HTTP/1.0\r\n\r\n');
    let answer = '';
    for await (const part of socket.setEncoding('utf8')) answer += part;
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).not.toContain('our page');
  });

  test('localhost is our name, too', async () => {
    const name = `localhost:${port()}`;
    expect((await ask({ path: '/', headers: { host: name } })).status).toBe(200);
    expect((await enter(ticket(), { host: name, origin: `http://${name}` })).status).toBe(204);
  });
});

describe('the wire', () => {
  test('opens for our own page with its cookie', async () => {
    expect(await wire({ cookie: await cookieFor(ticket()) })).toBe('open');
    expect(wired).toBe(1);
  });

  test('stays shut without a cookie, with a wrong one, with that of another port, from elsewhere, on another path', async () => {
    const cookie = await cookieFor(ticket());
    const value = cookie.split('=')[1];
    expect(await wire({})).toBe(403);
    expect(await wire({ cookie: `tresen-${port()}=wrong` })).toBe(403);
    expect(await wire({ cookie: `tresen-${port()}=` })).toBe(403);
    expect(await wire({ cookie: `tresen-${port() + 1}=${value}` })).toBe(403);
    expect(await wire({ cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await wire({ cookie, origin: `http://127.0.0.1:${port() + 1}` })).toBe(403);
    expect(await wire({ cookie, origin: 'null' })).toBe(403);
    expect(await wire({ cookie, origin: undefined })).toBe(403);
    expect(await wire({ cookie }, '/')).toBe(403);
    expect(wired).toBe(0);
  });
});

describe('pages', () => {
  test('come with a strict policy and are kept by nobody', async () => {
    const { status, headers, body } = await get('/');
    expect([status, body]).toEqual([200, 'our page']);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).toMatch(
      new RegExp(`connect-src 'self' ws://127\\.0\\.0\\.1:${port()} ws://localhost:${port()}(;|$)`),
    );
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe(`'self'`);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect((await get('/assets/code.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/....//secret.txt',
    '/../pages-of-others/index.html',
    '/assets',
    '/assets/',
    '/nothing',
    '/%00',
    '/%',
    '//',
    '///etc/passwd',
    `/${'a'.repeat(6000)}`,
  ])('%.60s is not there, and the host lives on', async (path) => {
    const { status, body } = await get(path);
    expect([status, body]).toEqual([404, '']);
    expect((await get('/')).status).toBe(200);
  });

  test.each(['PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'])('%s is refused', async (method) => {
    expect((await ask({ path: '/', method })).status).toBe(405);
  });
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A request as the given headers say; the path goes out as it is written. */
function ask(what: {
  path: string;
  method?: string;
  headers?: Record<string, string | undefined>;
  body?: string;
}): Promise<Answer> {
  const given = Object.entries({ host: `127.0.0.1:${port()}`, ...what.headers });
  const headers = Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined));
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: port(), path: what.path, method: what.method ?? 'GET', headers, agent: false },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      },
    );
    sent.on('error', reject);
    sent.end(what.body);
  });
}

const get = (path: string) => ask({ path });

function enter(shown: string, headers: Record<string, string | undefined> = {}): Promise<Answer> {
  return ask({ path: '/enter', method: 'POST', body: shown, headers: { origin: origin(), ...headers } });
}

async function cookieFor(shown: string): Promise<string> {
  const { headers } = await enter(shown);
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

/** 'open', or the status with which the wire was refused. */
function wire(headers: Record<string, string | undefined>, path = '/wire'): Promise<'open' | number> {
  const { host: name, origin: from, ...more } = { host: undefined, origin: origin(), ...headers };
  const extra = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  const socket = new WebSocket(`ws://127.0.0.1:${port()}${path}`, {
    ...(from === undefined ? {} : { origin: from }),
    headers: { ...(extra as Record<string, string>), ...(name === undefined ? {} : { host: name }) },
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      resolve('open');
      socket.terminate();
    });
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', reject);
  });
}
