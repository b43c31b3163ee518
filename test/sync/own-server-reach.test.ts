// Checking the app's public address: every answer that a shop's router, proxy or certificate can give, from real servers.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { instanceAt, reachOf } from '../../src-main/service/own-server/reach.ts';
import { openCounter } from '../support/counter.ts';
import { withOwnServer } from '../support/own-server.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function counterWithServer() {
  const ports = withOwnServer();
  const counter = await openCounter({ ports });
  ends.push(() => counter.close());
  await expect.poll(() => counter.client.sync.state()).toEqual({ kind: 'connected' });
  const { state } = ports.ownServer;
  return { counter, address: state.kind === 'running' ? state.address : '' };
}

test('an own server is told from another one, and from whatever else answers', async () => {
  const [one, other] = [await counterWithServer(), await counterWithServer()];
  const here = await instanceAt(fetch, one.address);
  const instance = 'instance' in here ? here.instance : '';
  expect(instance).not.toBe('');
  expect(await reachOf(fetch, one.address, instance)).toBe('ours');
  expect(await reachOf(fetch, other.address, instance)).toBe('foreign');
  const page = await listening(createHttpServer((_request, answer) => answer.end('<h1>Router</h1>')));
  expect(await reachOf(fetch, `http://127.0.0.1:${page}`, instance)).toBe('notTresen');
});

test('a dead port, an unknown name and a bad certificate are told apart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-tls-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-subj', '/CN=app.example.com'];
  execFileSync('openssl', ['req', '-x509', ...made], { stdio: 'ignore' });
  const tls = createHttpsServer({ key: readFileSync(key), cert: readFileSync(certificate) });
  expect(await reachOf(fetch, `https://127.0.0.1:${await listening(tls)}`, 'x')).toBe('certificate');

  const gone = createHttpServer();
  const port = await listening(gone);
  await new Promise((closed) => gone.close(closed));
  expect(await reachOf(fetch, `http://127.0.0.1:${port}`, 'x')).toBe('refused');
  expect(await reachOf(fetch, 'https://app.invalid', 'x')).toBe('noName');
});

test('the page says what is so: own server, its address, and that the app cannot be reached until that was seen', async () => {
  const { counter, address } = await counterWithServer();
  const { client } = counter;
  const state = await client.ownServer.state();
  expect(state).toMatchObject({ kind: 'own', run: 'running', address, workstations: 1, reach: null, relocation: null });
  await expect(client.ownServer.check()).rejects.toMatchObject({ code: 'NO_ADDRESS' });
  await client.settings.save({ changes: { appAddress: 'https://app.invalid' } });
  expect(await client.ownServer.check()).toMatchObject({ result: 'noName', address: 'https://app.invalid' });
  expect((await client.ownServer.state()).reach?.result).toBe('noName');
  // What was found about another address says nothing of this one.
  await client.settings.save({ changes: { appAddress: 'https://app2.invalid' } });
  expect((await client.ownServer.state()).reach).toBeNull();
});
