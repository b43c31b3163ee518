// The server's own word that a customer was erased, for a workstation to keep and show when the server was put back from a
// backup of before: whoever has only a workstation's token can erase nobody with it.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** @param key the server's */
export function sealOfErasure(key: Buffer, chainId: string, customerId: string): string {
  const own = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'tresen erasure', 32));
  return createHmac('sha256', own).update(`${chainId} ${customerId}`).digest('base64url');
}

export function isOwnSeal(key: Buffer, chainId: string, customerId: string, shown: string): boolean {
  const [own, other] = [Buffer.from(sealOfErasure(key, chainId, customerId)), Buffer.from(shown)];
  return own.length === other.length && timingSafeEqual(own, other);
}
