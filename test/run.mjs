// `npm test`: installs what is missing, then goes on in steps.ts on the project's own Node.js. It runs on a bare clone.
import process from 'node:process';
import { ensureInstalled, goOnIn, orOneSentence } from '../src-main/bootstrap.mjs';

await orOneSentence(async () => {
  ensureInstalled();
  await goOnIn('test/steps.ts', process.argv.slice(2));
});
