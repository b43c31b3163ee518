// What `electron FOLDER` does with a stock runtime: opens the program whose folder stands on the command line.
// It decides only which program that is, and knows nothing about the program. The await at the end matters: Electron
// says 'ready' only after this module is through, so the program can still register its protocols.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (named === undefined) {
  process.stderr.write('usage: electron [flags] FOLDER [arguments]\n');
  app.exit(2);
} else {
  const folder = resolve(named);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  process.defaultApp = true;
  app.setAppPath(folder);
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version ?? '0.0.0');
  await import(pathToFileURL(join(folder, manifest.main ?? 'index.js')).href);
}
