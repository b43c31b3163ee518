// `npm run server`: installs what is missing, builds where something changed, and goes on in the built server, which needs a
// third of the memory of its sources. It runs on a bare clone (Node.js from 20).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { ensureInstalled, goOnIn, orOneSentence, projectNode, Refusal, root } from '../src-main/bootstrap.mjs';

await orOneSentence(async () => {
  ensureInstalled();
  const build = [join(root, 'src-main', 'start', 'build.ts'), '--if-needed'];
  const built = spawnSync(projectNode(), build, { cwd: root, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) throw new Refusal('Der Server ließ sich nicht bauen; der Grund steht in den Zeilen darüber.');
  await goOnIn('build/server/main.js', process.argv.slice(2));
});
