// The key of the server's database, in a file of its own that only its owner can read, outside the data folder.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export class BadKeyFile extends Error {
  override readonly name = 'BadKeyFile';
}

/** Made when neither it nor a database is there. @throws BadKeyFile with what is wrong, in German */
export function readOrMakeKey(keyFile: string, databaseExists: boolean): Buffer {
  if (!existsSync(keyFile)) {
    if (databaseExists)
      throw new BadKeyFile(
        `Die Datenbank ist da, ihr Schlüssel nicht: ${keyFile} fehlt. Ohne ihn ist sie nicht zu öffnen.`,
      );
    const made = randomBytes(32);
    mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
    writeFileSync(keyFile, `${made.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    return made;
  }
  if (process.platform !== 'win32' && (statSync(keyFile).mode & 0o077) !== 0)
    throw new BadKeyFile(`${keyFile} ist auch für andere lesbar; bitte mit »chmod 600 ${keyFile}« ändern.`);
  const text = readFileSync(keyFile, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new BadKeyFile(`In ${keyFile} steht kein Schlüssel.`);
  return Buffer.from(text, 'hex');
}
