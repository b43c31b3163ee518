// Takes a picture of every page in German, at the sizes that counters and phones have, into docs/pictures: `npm run pictures`,
// or `npm run pictures -- chain` for a part; with `--window` in the real Electron window, into build/pictures. They are looked
// at by people and shown in README; no test compares them.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { appPictures } from './pictures/app.ts';
import { chainPictures } from './pictures/chain.ts';
import { counterPictures } from './pictures/counter.ts';
import { deskPictures } from './pictures/desk.ts';
import { startPictures } from './pictures/start.ts';
import { FOLDER } from './pictures/taking.ts';
import { removeFolder } from './support/remove-folder.ts';

const PARTS = {
  start: startPictures,
  counter: counterPictures,
  chain: chainPictures,
  desk: deskPictures,
  app: appPictures,
};

mkdirSync(FOLDER, { recursive: true });
const temporary = mkdtempSync(join(tmpdir(), 'tresen-pictures-'));
const wanted = process.argv.slice(2).filter((word) => word !== '--window');
try {
  for (const [name, take] of Object.entries(PARTS))
    if (wanted.length === 0 || wanted.includes(name)) await take(temporary);
} finally {
  await removeFolder(temporary);
}
