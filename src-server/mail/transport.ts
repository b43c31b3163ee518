// Hands one mail to a mail server, encrypted unless it is on this computer, and tells a failure in one closed word. It knows no
// chain; addresses and what the other side says stand in no log.
import { MAIL_TROUBLES, type MailSecurity, type MailTrouble, mailAddress } from '../../src-shared/mail/rules.ts';

/** Where mail is handed in, and in whose name. */
export type MailAccount = {
  host: string;
  port: number;
  security: MailSecurity;
  /** null = no login. */
  login: { user: string; password: string } | null;
  senderName: string;
  senderAddress: string;
};

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Whose name it bears where the account has none. */
  fromName?: string;
  /** Where answers go, if not to the account's address. */
  replyTo?: string;
};

export class MailFailed extends Error {
  override readonly name = 'MailFailed';
  readonly trouble: MailTrouble;
  constructor(trouble: MailTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
  get reason(): 'notSetUp' | 'unreachable' | 'refused' {
    if (this.trouble === 'notSetUp') return 'notSetUp';
    return this.trouble === 'hostUnknown' || this.trouble === 'noAnswer' ? 'unreachable' : 'refused';
  }
}

/** Of one step; all of it takes no longer than three. */
const PATIENCE_MS = 10_000;

/** @param more a certificate authority besides the system's, another patience. @throws MailFailed */
export async function handIn(
  account: MailAccount,
  { to, subject, text, html, fromName = '', replyTo }: Mail,
  more: { authority?: string; patienceMs?: number } = {},
): Promise<void> {
  // The library reads lists out of addresses.
  if (mailAddress(to) !== to) throw new MailFailed('recipientRefused');
  const { host, port, security, login, senderName, senderAddress } = account;
  const patience = more.patienceMs ?? PATIENCE_MS;
  // Most servers never send a mail: the library is loaded with the first one.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    tls: { minVersion: 'TLSv1.2', ...(more.authority === undefined ? {} : { ca: more.authority }) },
    ...{ connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience, dnsTimeout: patience },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  try {
    await transport.sendMail({
      from: { name: senderName || fromName, address: senderAddress },
      to: { name: '', address: to },
      envelope: { from: senderAddress, to: [to] },
      ...(replyTo === undefined ? {} : { replyTo: { name: fromName, address: replyTo } }),
      ...{ subject, text, ...(html === undefined ? {} : { html }) },
      // No out-of-office notes in return (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(3 * patience),
    });
  } catch (error) {
    throw new MailFailed(troubleOf(error));
  } finally {
    transport.close();
  }
}

// --- details

type Failure = { code?: string; originalCode?: string; command?: string; responseCode?: number; message?: string };

function troubleOf(error: unknown): MailTrouble {
  const { code = '', originalCode = '', command = '', responseCode = 0, message = '' } = (error ?? {}) as Failure;
  if (code === 'EDNS') return 'hostUnknown';
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return responseCode >= 400 && responseCode < 500 ? 'later' : 'loginRefused';
  const underneath = `${originalCode} ${message}`;
  if (/CERT|SELF_SIGNED|certificate|altname/i.test(underneath)) return 'badCertificate';
  if (code === 'ETLS' || /ERR_SSL|ERR_TLS|STARTTLS/.test(`${underneath} ${command}`)) return 'noEncryption';
  if (responseCode === 530 || responseCode === 535) return 'loginRefused';
  if (responseCode >= 400 && responseCode < 500) return 'later';
  if (command === 'MAIL FROM') return 'senderRefused';
  if (command === 'RCPT TO' || code === 'EENVELOPE') return 'recipientRefused';
  if (responseCode >= 500) return 'refused';
  return ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EABORT'].includes(code) ? 'noAnswer' : 'refused';
}

/** A word of the list, as it comes back from the database. */
export function troubleFrom(word: string | null): MailTrouble | null {
  return MAIL_TROUBLES.find((one) => one === word) ?? null;
}
