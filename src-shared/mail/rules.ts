// How mail is sent for a chain: what the settings must look like, what an address is, and in which closed words a failure is
// told. It sends nothing and keeps no password.
import { emailProblem } from '../customers/rules.ts';

/** 'starttls' is required, not hoped for; 'none' only where nothing leaves the computer. */
export const MAIL_SECURITIES = ['starttls', 'tls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITIES)[number];

/** What usually goes with it (RFC 8314). */
export const MAIL_PORTS = { starttls: 587, tls: 465, none: 25 } as const satisfies Record<MailSecurity, number>;

/** Why a mail did not get out. */
export const MAIL_TROUBLES = [
  'notSetUp',
  /** No computer of that name. */
  'hostUnknown',
  /** Nobody answers there, or not in time. */
  'noAnswer',
  /** The mail server does not speak TLS at this port. */
  'noEncryption',
  /** It shows a certificate that is not its own, has ended, or was made by nobody known. */
  'badCertificate',
  'loginRefused',
  'senderRefused',
  'recipientRefused',
  /** 4xx: it says that it may take it later. */
  'later',
  'refused',
] as const;
export type MailTrouble = (typeof MAIL_TROUBLES)[number];

export type MailForm = {
  host: string;
  port: number;
  security: MailSecurity;
  /** '' = the mail server asks for no login. */
  user: string;
  senderName: string;
  senderAddress: string;
};

export type MailProblem =
  | { field: 'host'; problem: 'missing' | 'notAHost' }
  | { field: 'port'; problem: 'outOfRange' }
  | { field: 'security'; problem: 'onlyThisComputer' }
  | { field: 'user'; problem: 'tooLong' }
  | { field: 'senderName'; problem: 'tooLong' }
  | { field: 'senderAddress'; problem: 'missing' | 'notAnEmail' };

export const LONGEST_MAIL_USER = 254;
export const LONGEST_SENDER_NAME = 80;

export function mailProblems(form: MailForm): MailProblem[] {
  const problems: MailProblem[] = [];
  const { host, port, security, user, senderName, senderAddress } = storedMailForm(form);
  if (host === '') problems.push({ field: 'host', problem: 'missing' });
  else if (!isHost(host)) problems.push({ field: 'host', problem: 'notAHost' });
  if (!Number.isInteger(port) || port < 1 || port > 65_535) problems.push({ field: 'port', problem: 'outOfRange' });
  if (security === 'none' && !isThisComputer(host)) problems.push({ field: 'security', problem: 'onlyThisComputer' });
  if (user.length > LONGEST_MAIL_USER) problems.push({ field: 'user', problem: 'tooLong' });
  if (senderName.length > LONGEST_SENDER_NAME) problems.push({ field: 'senderName', problem: 'tooLong' });
  if (senderAddress === '') problems.push({ field: 'senderAddress', problem: 'missing' });
  else if (mailAddress(senderAddress) === null) problems.push({ field: 'senderAddress', problem: 'notAnEmail' });
  return problems;
}

/** Without blanks at the ends, and without what would break a mail's head. */
export function storedMailForm(form: MailForm): MailForm {
  return {
    ...{ host: form.host.trim().toLowerCase(), port: form.port, security: form.security, user: form.user.trim() },
    senderName: form.senderName.replace(/[\p{C}\s]+/gu, ' ').trim(),
    senderAddress: form.senderAddress.trim(),
  };
}

/** Loopback: what goes there leaves the computer on no wire. */
export function isThisComputer(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host.trim().toLowerCase());
}

/**
 * The one address in a typed text, without blanks at its ends; null where it is none, or where a mail server could read two
 * out of it.
 */
export function mailAddress(typed: string): string | null {
  const address = typed.trim();
  const odd = address === '' || address.length > 254 || /[\p{C}<>()[\],;:\\"]/u.test(address);
  return odd || emailProblem(address) !== null ? null : address;
}

/** For comparing two addresses: nobody tells capitals apart. */
export function foldedAddress(address: string): string {
  return address.normalize('NFC').trim().toLowerCase();
}

/** 'm…@example.com': enough for staff to recognise, too little for whoever looks over their shoulder. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${[...address][0] ?? ''}…${address.slice(at)}`;
}

// --- details

function isHost(host: string): boolean {
  if (/^[0-9a-f:]+$/.test(host) && host.includes(':')) return true;
  const labels = host.split('.');
  return host.length <= 253 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}
