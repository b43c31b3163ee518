// The secret in an invitation's link: made once, sent once, kept as a hash.
import { createHash, randomBytes } from 'node:crypto';
import { foldedAddress } from '../../src-shared/mail/rules.ts';

/** 256 bits, safe in an address. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashOf(`invitation ${token}`) };
}

/** null = it cannot be one. */
export function tokenHashOf(shown: string): string | null {
  const token = shown.trim();
  return /^[\w-]{43}$/.test(token) ? hashOf(`invitation ${token}`) : null;
}

/** Bound to the one invitation: equal addresses of two customers do not look equal. */
export function invitedHash(tokenHash: string, address: string): string {
  return hashOf(`${tokenHash} ${foldedAddress(address)}`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
