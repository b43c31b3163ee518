// Which version this server is: the product's.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const serverVersion: string = JSON.parse(readFileSync(packageFile(), 'utf8')).version;

/** In the sources, in build/ and in the packaged program it lies above this file. */
function packageFile(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'package.json');
}
