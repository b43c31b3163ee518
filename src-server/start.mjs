// `npm run server`: installs what is missing and goes on in main.ts. It runs on a bare clone (Node.js from 20).
import process from 'node:process';
import { ensureInstalled, goOnIn, orOneSentence } from '../src-main/bootstrap.mjs';

await orOneSentence(async () => {
  ensureInstalled();
  await goOnIn('src-server/main.ts', process.argv.slice(2));
});
