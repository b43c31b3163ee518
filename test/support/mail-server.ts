// A real mail server on a free port: takes mails as any other would, and refuses where a test says so. It reads them as a mail
// program does, so that what a customer would see is what is compared.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = {
  /** As said to the mail server, which counts more than what stands in the head. */
  envelope: { from: string; to: string[] };
  login: string | null;
  encrypted: boolean;
  /** By small name, decoded. */
  head: Readonly<Record<string, string>>;
  text: string;
  html: string | null;
  raw: string;
};

export type MailServer = {
  readonly port: number;
  readonly mails: ReceivedMail[];
  /** The word with which a step is refused, '550 no such user'; null = taken. */
  refuse: { login: string | null; sender: string | null; recipient: string | null; message: string | null };
  /** Ends it; connections are cut. */
  close(): Promise<void>;
};

type Kind = {
  /** How it speaks TLS; 'none' unless given. */
  security?: 'starttls' | 'tls' | 'none';
  certificate?: { cert: string; key: string };
  /** Who may log in; without it nobody has to. */
  login?: { user: string; password: string };
};

export async function startMailServer({ security = 'none', certificate, login }: Kind = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const refuse: MailServer['refuse'] = { login: null, sender: null, recipient: null, message: null };
  const server = new SMTPServer({
    ...{ secure: security === 'tls', hideSTARTTLS: security !== 'starttls', disableReverseLookup: true },
    ...(certificate ?? {}),
    ...{ authOptional: login === undefined, closeTimeout: 1 },
    disabledCommands: [...(login ? [] : ['AUTH']), ...(security === 'none' ? ['STARTTLS'] : [])],
    allowInsecureAuth: security === 'none',
    onAuth: ({ username, password }, _session, done) => {
      if (refuse.login) return done(failure(refuse.login));
      if (username !== login?.user || password !== login?.password) return done(failure('535 wrong'));
      done(null, { user: username });
    },
    onMailFrom: (_address, _session, done) => done(refuse.sender ? failure(refuse.sender) : null),
    onRcptTo: (_address, _session, done) => done(refuse.recipient ? failure(refuse.recipient) : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refuse.message) return done(failure(refuse.message));
        const raw = Buffer.concat(parts).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          envelope: { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) },
          login: typeof session.user === 'string' ? session.user : null,
          encrypted: session.secure,
          ...read(raw),
          raw,
        });
        done(null);
      });
    },
  });
  // A client that breaks off is part of the tests.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    refuse,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** The links in a mail's text, in order. */
export function linksIn({ text }: Pick<ReceivedMail, 'text'>): string[] {
  return text.match(/https?:\/\/\S+/g) ?? [];
}

/** Made by openssl for 127.0.0.1 and localhost; it is its own authority. */
export function ownCertificate(): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-mail-'));
  try {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const subject = ['-subj', '/CN=mail', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', [...made, '-keyout', key, '-out', cert, ...subject], { stdio: 'pipe' });
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// --- details

function failure(word: string): Error {
  return Object.assign(new Error(word.slice(4)), { responseCode: Number(word.slice(0, 3)) });
}

type Part = { head: Record<string, string>; body: string };

function read(raw: string): Pick<ReceivedMail, 'head' | 'text' | 'html'> {
  const whole = partOf(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(whole.head['content-type'] ?? '')?.[1];
  const parts =
    boundary === undefined
      ? [whole]
      : whole.body
          .split(`--${boundary}`)
          .slice(1, -1)
          .map((one) => partOf(one.trimStart()));
  const of = (type: string) => parts.find(({ head }) => (head['content-type'] ?? 'text/plain').startsWith(type));
  const [text, html] = [of('text/plain'), of('text/html')];
  const head = Object.fromEntries(Object.entries(whole.head).map(([name, value]) => [name, words(value)]));
  return { head, text: text ? content(text) : '', html: html ? content(html) : null };
}

function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const head = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { head, body: raw.slice(end + 4) };
}

function content({ head, body }: Part): string {
  const plain = () => {
    switch (head['content-transfer-encoding']?.toLowerCase()) {
      case 'base64':
        return Buffer.from(body, 'base64').toString('utf8');
      case 'quoted-printable':
        return quoted(body.replace(/=\r\n/g, ''));
      default:
        return body;
    }
  };
  return plain().replaceAll('\r\n', '\n');
}

function quoted(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const plain = bytes.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1').toString('utf8');
}

/** RFC 2047. */
function words(value: string): string {
  const joined = value.replace(/\?=\s+=\?/g, '?==?');
  return joined.replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text.replaceAll('_', ' ')),
  );
}
