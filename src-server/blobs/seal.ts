// Seals parts of documents before they go into the database, whichever it is: a copied database shows no scan (AES-256-GCM,
// one random nonce a part; checksum and place are bound to it).
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

export type Seal = {
  close(bytes: Buffer, place: string): Buffer;
  /** @throws when it was changed or belongs elsewhere */
  open(sealed: Buffer, place: string): Buffer;
};

/** @param key the server's, 32 bytes; this one is derived from it */
export function sealWith(key: Buffer): Seal {
  const own = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'tresen documents', 32));
  return {
    close(bytes, place) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', own, nonce).setAAD(Buffer.from(place));
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, place) {
      const decipher = createDecipheriv('aes-256-gcm', own, sealed.subarray(0, NONCE)).setAAD(Buffer.from(place));
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
    },
  };
}
