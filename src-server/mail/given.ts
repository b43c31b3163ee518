// The mail account that whoever runs the server gives it by its environment, for all chains: read from one URL and one sender.
import { isThisComputer, mailAddress } from '../../src-shared/mail/rules.ts';
import type { MailAccount } from './transport.ts';

/**
 * @param url smtps://user:password@host:465 or smtp://user:password@host:587 (STARTTLS required, unless on this computer)
 * @param from 'Name <address>' or an address
 * @returns null where nothing is said; what is wrong goes to `problems`, without the password
 */
export function givenMail(url: string, from: string, problems: string[]): MailAccount | null {
  if (url === '' && from === '') return null;
  if (url === '' || from === '') {
    problems.push('TRESEN_SMTP_URL und TRESEN_MAIL_FROM gehören zusammen; eines von beiden fehlt.');
    return null;
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const scheme = parsed?.protocol;
  if (!parsed || (scheme !== 'smtp:' && scheme !== 'smtps:') || parsed.hostname === '') {
    problems.push('TRESEN_SMTP_URL muss wie smtps://Name:Kennwort@Rechner:465 oder smtp://…:587 aussehen.');
    return null;
  }
  const [, name = '', bracketed] = /^(.*?)\s*<([^<>]*)>$/.exec(from) ?? [];
  const senderAddress = mailAddress(bracketed ?? from);
  if (senderAddress === null) {
    problems.push('TRESEN_MAIL_FROM muss eine E-Mail-Adresse sein, oder »Name <Adresse>«.');
    return null;
  }
  const host = parsed.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const [user, password] = [decoded(parsed.username), decoded(parsed.password)];
  if (user === null || password === null) {
    problems.push('TRESEN_SMTP_URL: Sonderzeichen in Name und Kennwort müssen als %XX geschrieben sein.');
    return null;
  }
  const security = scheme === 'smtps:' ? 'tls' : isThisComputer(host) ? 'none' : 'starttls';
  return {
    ...{ host, security, port: Number(parsed.port) || (security === 'tls' ? 465 : security === 'none' ? 25 : 587) },
    login: user === '' ? null : { user, password },
    ...{ senderName: name.replace(/^"|"$/g, '').trim(), senderAddress },
  };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
