// Hashes and checks what people type from memory or paper: PINs and passwords. It knows nothing of lengths, tries and locks.
import { hash, verify } from '@node-rs/argon2';

// OWASP Password Storage Cheat Sheet (2025), Argon2id: 19 MiB, two passes, one lane.
// The variant is the library's default: its enum is a const enum, which isolated modules cannot read.
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A PHC string with its own random salt and the settings in it ('$argon2id$v=19$m=19456,t=2,p=1$…'). */
export function hashSecret(secret: string): Promise<string> {
  return hash(secret, ARGON2ID);
}

/** False for a wrong secret. @throws Error when `hashed` is no PHC string */
export function verifySecret(hashed: string, secret: string): Promise<boolean> {
  return verify(hashed, secret);
}
