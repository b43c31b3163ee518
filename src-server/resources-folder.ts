// Where the files lie that the server reads at run time: in the sources, in build/ and in the packaged program, resources/ lies
// beside package.json above this file.
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @throws Error where there is no such folder */
export function resourcesFolder(name: 'fonts' | 'migrations'): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = join(folder, 'resources', name);
    if (statSync(found, { throwIfNoEntry: false })?.isDirectory()) return found;
    if (dirname(folder) === folder) throw new Error(`resources/${name} is missing`);
    folder = dirname(folder);
  }
}
