// How the credentials of the customer app look: what of a typed password counts, the letters of a login code, the number of
// a password letter, which public address a form may carry. It makes no secret and keeps none.

/**
 * What is left of a typed password and goes into the hash: letters and digits only, small. Phones capitalise the first
 * word, put blanks after each and turn hyphens into dashes; none of that may keep a customer out.
 */
export function plainPassword(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Crockford's base 32: the digits and the letters without I, L, O and U. */
export const LOGIN_CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const LOGIN_CODE_LETTERS = 28;

/** The code without grouping, as in the QR code; O read as 0, I and L as 1. Null when it is no login code. */
export function plainLoginCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === LOGIN_CODE_LETTERS && !code.includes('U') ? code : null;
}

/** 'ABCD-EFGH-…', for reading it aloud or typing it where no camera works. */
export function groupedLoginCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? '';
}

/** 'T2-0007' from the workstation's code and its own counter, which never goes back. */
export function letterNumber(workstationCode: string, counter: number): string {
  return `${workstationCode}-${String(counter).padStart(4, '0')}`;
}

export type PublicAddressProblem = 'missing' | 'notHttps' | 'notAnAddress' | 'onlyThisComputer' | 'hasExtras';

export type PublicAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly problem: PublicAddressProblem };

/**
 * The address under which the customer app is reached from outside, without a slash at the end. It must be https, because
 * password and messages travel over it; 'hasExtras' = user name, question mark or hash in it, which the login code would
 * collide with; 'onlyThisComputer' = localhost, which no customer's phone can reach.
 */
export function publicAddress(typed: string | null): PublicAddress {
  const text = typed?.trim() ?? '';
  if (text === '') return { ok: false, problem: 'missing' };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme === undefined) return { ok: false, problem: 'notAnAddress' };
  if (scheme.toLowerCase() !== 'https') return { ok: false, problem: 'notHttps' };
  const rest = text.slice(scheme.length + 3);
  if (/[@?#]/.test(rest)) return { ok: false, problem: 'hasExtras' };
  const parts = /^([^/:]+)(?::(\d{1,5}))?((?:\/[A-Za-z0-9._~%-]*)*)$/.exec(rest);
  const host = parts?.[1]?.toLowerCase();
  if (!parts || host === undefined || !isHost(host)) return { ok: false, problem: 'notAnAddress' };
  const port = parts[2] === undefined ? null : Number(parts[2]);
  if (port !== null && (port < 1 || port > 65_535)) return { ok: false, problem: 'notAnAddress' };
  if (/(^|\.)localhost$|^127\.|^0\.0\.0\.0$/.test(host)) return { ok: false, problem: 'onlyThisComputer' };
  const path = (parts[3] ?? '').replace(/\/+$/, '');
  return { ok: true, address: `https://${host}${port === null || port === 443 ? '' : `:${port}`}${path}` };
}

// Labels of letters, digits and inner hyphens (RFC 1123); umlaut domains are entered in their xn-- form.
function isHost(host: string): boolean {
  const labels = host.split('.');
  return host.length <= 253 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}
