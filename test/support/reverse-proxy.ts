// What a shop puts before its own branch server so that customers' phones reach it: a reverse proxy with a certificate, as
// docs/one-pc.md describes it. It refuses to know what passes through.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ReverseProxy = { readonly port: number; close(): void };

/** @param name in its certificate, which nobody has signed but itself; @param to where the server listens: 'http://…' */
export async function reverseProxy(name: string, to: string): Promise<ReverseProxy> {
  const proxy = createServer(certificateFor(name), (asked, answer) => {
    const { method, headers, socket } = asked;
    const passed = request(new URL(asked.url ?? '/', to), {
      ...{ method, headers: { ...headers, 'x-forwarded-for': socket.remoteAddress, 'x-forwarded-proto': 'https' } },
    });
    passed.on('response', (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(answer);
    });
    // The server is being started: what every proxy says then.
    passed.on('error', () => answer.headersSent || answer.writeHead(502).end());
    asked.pipe(passed);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return {
    port: (proxy.address() as AddressInfo).port,
    close: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

function certificateFor(name: string): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-proxy-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject];
    execFileSync('openssl', ['req', '-x509', ...made], { stdio: 'pipe' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
