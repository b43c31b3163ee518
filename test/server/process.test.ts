// The server as a process: what it is told and refuses, what it says about itself, how it ends, TLS and proxies.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { renewCertificate } from '../../src-server/certificate.ts';
import { readServerOptions, SETTINGS } from '../../src-server/options.ts';
import { liveWire, runServer, type ServerProcess, startServer } from '../support/branch-server.ts';
import { foundShop, HELLO, pullAll, rowsOf } from '../support/pushing.ts';

let folder: string;
const running: ServerProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-process-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(settings: Record<string, string> = {}, args: string[] = []): Promise<ServerProcess> {
  const server = await startServer({ TRESEN_DATA: join(folder, 'data'), ...settings }, args);
  running.push(server);
  return server;
}

test('every setting that it knows is in --help and in docs/server.md', async () => {
  const { code, out } = await runServer({}, ['--help']);
  expect(code).toBe(0);
  const docs = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'server.md'), 'utf8');
  for (const { name } of SETTINGS) {
    expect(out).toContain(name);
    expect(docs).toContain(`\`${name}\``);
  }
  for (const option of ['--config', '--backup', '--restored', '--help']) {
    expect(out).toContain(option);
    expect(docs).toContain(option);
  }
});

test('it names every mistake of its settings at once, and starts nothing', async () => {
  const file = join(folder, 'settings');
  writeFileSync(file, '# Tresen\nTRESEN_PORT=70000\nTRESEN_PROT=1\nDATABASE_URL=mysql://x\n');
  const settings = { TRESEN_TRUSTED_PROXIES: 'proxy.example, 10.0.0.0/64', TRESEN_TLS_CERT: '/nowhere.pem' };
  const { code, err } = await runServer({ ...settings, TRESEN_LOG: 'loud' }, ['--config', file]);
  expect(code).toBe(2);
  const said = ['TRESEN_PORT', 'TRESEN_PROT', 'DATABASE_URL', 'proxy.example', '10.0.0.0/64', '/nowhere.pem', 'loud'];
  for (const part of [...said, 'Zeile 3']) expect(err).toContain(part);
  expect((await runServer({}, ['--bogus'])).code).toBe(2);
  expect((await runServer({}, ['--config', join(folder, 'none')])).err).toContain('gibt es nicht');
});

test('what the environment says goes before the file', () => {
  const file = join(folder, 'settings');
  writeFileSync(file, 'TRESEN_PORT = 1234\r\nTRESEN_HOST=10.1.2.3\n');
  const { host, port } = readServerOptions({ TRESEN_PORT: '4321' }, file);
  expect([host, port]).toEqual(['10.1.2.3', 4321]);
});

test('it says in one sentence what outside is not as it should be', async () => {
  const data = join(folder, 'data');
  const first = await start();
  const { port } = new URL(first.address);
  const sentence = async (settings: Record<string, string>) => {
    const { code, err } = await runServer({ TRESEN_DATA: data, TRESEN_PORT: '0', ...settings });
    expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
    return err;
  };
  expect(await sentence({})).toContain('Ein anderer Tresen-Filialserver');
  expect(await sentence({ TRESEN_DATA: join(folder, 'other'), TRESEN_PORT: port })).toContain('Port ist belegt');
  await first.stop();
  const key = `${data}.key`;
  chmodSync(key, 0o644);
  expect(await sentence({})).toContain('chmod 600');
  chmodSync(key, 0o600);
  writeFileSync(key, `${'0'.repeat(64)}\n`);
  expect(await sentence({})).toContain('gehört nicht zu dieser Datenbank');
  rmSync(key);
  expect(await sentence({})).toContain('Schlüssel nicht');
  expect(await sentence({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })).toContain('nicht zu erreichen');
});

test('health, readiness and counts; the log names calls, statuses and times, and nothing about anybody', async () => {
  const server = await start();
  const shop = await foundShop(networkRoad, server.address, server.foundingCode ?? '');
  const wire = await liveWire(server.address, shop.token);
  const set = shop.newCustomer();
  await shop.line().sync.push({ ...HELLO, sets: [set] });
  await expect(shop.line().sync.join({ ...HELLO, code: 'WRONG', workstation: null })).rejects.toMatchObject({
    code: 'CODE',
  });
  await fetch(`${server.address}/counter/made/up/${shop.workstationId}`, { method: 'POST', body: '{}' });
  expect(await (await fetch(`${server.address}/health`)).json()).toMatchObject({ ok: true });
  expect((await fetch(`${server.address}/ready`)).status).toBe(200);
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  const value = (line: string) =>
    Number(
      metrics
        .split('\n')
        .find((one) => one.startsWith(line))
        ?.split(' ')
        .at(-1),
    );
  expect(value('tresen_requests_total{call="sync.push",status="200"}')).toBeGreaterThanOrEqual(2);
  expect(value('tresen_request_duration_seconds_bucket{call="sync.push",le="+Inf"}')).toBe(
    value('tresen_request_duration_seconds_count{call="sync.push"}'),
  );
  expect(value('tresen_live_wires')).toBe(1);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(20_000_000);
  expect(metrics).toMatch(/tresen_event_loop_delay_seconds\{quantile="0.99"\} \d/);
  for (const line of metrics.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? -?[\d.e+-]+)$/);
  const requests = server.log().filter(({ msg }) => msg === 'request');
  expect(requests.find(({ call }) => call === 'sync.push')).toMatchObject({ status: 200, ms: expect.any(Number) });
  const keys = new Set(requests.flatMap((line) => Object.keys(line)));
  expect([...keys].sort()).toEqual(['call', 'level', 'ms', 'msg', 'status', 'time']);
  const secrets = [shop.token, shop.workstationId, shop.branchId, set.id, 'Sturm', '127.0.0.1', 'WRONG'];
  for (const text of [
    server
      .log()
      .map((line) => JSON.stringify(line))
      .join('\n'),
    metrics,
  ])
    for (const secret of secrets) expect(text).not.toContain(secret);
  wire.end();
});

test('a stop finishes what runs, refuses what comes, closes live wires and ends with 0', async () => {
  const server = await start();
  const shop = await foundShop(networkRoad, server.address, server.foundingCode ?? '');
  const wire = await liveWire(server.address, shop.token);
  const sets = [shop.newCustomer(), shop.newCustomer()];
  // A request that is under way: its body comes in two parts, the stop between them.
  const body = JSON.stringify({ json: { ...HELLO, sets } });
  const { port } = new URL(server.address);
  const under = httpRequest({
    ...{ host: '127.0.0.1', port, path: '/counter/sync/push', method: 'POST' },
    headers: {
      authorization: `Bearer ${shop.token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  });
  const answered = once(under, 'response');
  under.write(body.slice(0, 100));
  await expect.poll(() => under.socket?.bytesWritten ?? 0).toBeGreaterThan(100);
  const exit = server.stop();
  await expect.poll(() => wire.closed()).not.toBeNull();
  await expect.poll(() => fetch(`${server.address}/health`).catch(() => 'refused')).toBe('refused');
  under.end(body.slice(100));
  const [response] = (await answered) as [{ statusCode: number }];
  expect(response.statusCode).toBe(200);
  expect(await exit).toBe(0);
  const again = await start({ TRESEN_PORT: port });
  const rows = await pullAll(shop.line(again.address));
  const ids = sets.flatMap(({ changes }) =>
    changes.filter(({ table }) => table === 'customer').map((one) => one.rowId),
  );
  expect(rowsOf(rows, 'customer').map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
});

test('with a certificate of its own it speaks TLS alone, and takes the renewed one without a restart', async () => {
  const [first, second] = [certificate('first'), certificate('second')];
  const files = { certificateFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  const put = ({ cert, key }: { cert: string; key: string }) => {
    copyFileSync(cert, files.certificateFile);
    copyFileSync(key, files.keyFile);
  };
  put(first);
  const server = await start({ TRESEN_TLS_CERT: files.certificateFile, TRESEN_TLS_KEY: files.keyFile });
  expect(server.address).toMatch(/^https:/);
  const { port } = new URL(server.address);
  const response = await overTls(Number(port), '/health', readFileSync(first.cert, 'utf8'));
  expect([response.status, response.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  await expect(overTls(Number(port), '/health', readFileSync(second.cert, 'utf8'))).rejects.toThrow();
  const { createServer } = await import('node:https');
  const own = createServer({ cert: readFileSync(first.cert), key: readFileSync(first.key) }).listen(0, '127.0.0.1');
  await once(own, 'listening');
  const ownPort = (own.address() as { port: number }).port;
  const end = renewCertificate(own, files, pino({ level: 'silent' }), 20);
  expect(await commonName(ownPort)).toBe('first');
  put(second);
  utimesSync(files.certificateFile, new Date(), new Date(Date.now() + 5000));
  await expect.poll(() => commonName(ownPort)).toBe('second');
  end();
  own.close();
});

test('behind a trusted proxy the client address counts; anybody else cannot claim one', async () => {
  const server = await start({ TRESEN_TRUSTED_PROXIES: '127.0.0.1' });
  const wrong = (forwarded: string | null) =>
    fetch(`${server.address}/counter/sync/join`, {
      ...{ method: 'POST', body: JSON.stringify({ json: { ...HELLO, code: 'WRONG', workstation: null } }) },
      headers: { 'content-type': 'application/json', ...(forwarded ? { 'x-forwarded-for': forwarded } : {}) },
    });
  for (let turn = 0; turn < 10; turn++) expect((await wrong('203.0.113.7')).status).not.toBe(429);
  const refused = await wrong('203.0.113.7');
  expect(refused.status).toBe(429);
  const { json } = (await refused.json()) as { json: { code: string; data: { retryAfterSeconds: number } } };
  expect(json.code).toBe('TOO_MANY');
  expect(json.data.retryAfterSeconds).toBeGreaterThan(14 * 60);
  expect(json.data.retryAfterSeconds).toBeLessThanOrEqual(15 * 60);
  expect((await wrong('203.0.113.8')).status).not.toBe(429);
  // Only what the proxy itself adds counts: a client that claims an address of its own is seen where it is.
  expect((await wrong('198.51.100.1, 203.0.113.7')).status).toBe(429);
  expect((await fetch(`${server.address}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(
    404,
  );
  await server.stop();
  const open = await start();
  const claimed = (address: string) =>
    fetch(`${open.address}/counter/sync/join`, {
      ...{ method: 'POST', body: JSON.stringify({ json: { ...HELLO, code: 'WRONG', workstation: null } }) },
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    });
  const statuses = [];
  for (let turn = 0; turn < 12; turn++) statuses.push((await claimed(`203.0.113.${turn}`)).status);
  expect(statuses.slice(10)).toEqual([429, 429]);
  expect((await fetch(`${open.address}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404);
  expect(open.log().filter(({ msg }) => String(msg).includes('TRESEN_TRUSTED_PROXIES'))).toHaveLength(1);
});

// --- details

/** Made by openssl, for this computer. */
function certificate(name: string): { cert: string; key: string } {
  const made = join(folder, name);
  mkdirSync(made);
  const [cert, key] = [join(made, 'cert.pem'), join(made, 'key.pem')];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', [...args, '-keyout', key, '-out', cert, ...subject], { stdio: 'pipe' });
  return { cert, key };
}

async function overTls(port: number, path: string, ca: string) {
  const asked = httpsRequest({ host: '127.0.0.1', port, path, ca }).end();
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  response.resume();
  return { status: response.statusCode, headers: response.headers };
}

async function commonName(port: number): Promise<unknown> {
  const socket: TLSSocket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return subject.CN;
}
