// Makes a bare clone able to run: installs the packages that the lock file names and finds the Node.js that belongs to
// the project. It runs on any Node.js from 20 on with no package there, so it is plain JavaScript and imports only Node.
// It refuses to know what is run afterwards. All output, npm's too, goes to standard error.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the clone. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node.js that the project is built and run with where its own cannot be had: it reads TypeScript by itself. */
const OLDEST_STAND_IN = [22, 18];

/** A failure that is told in one sentence, with the exit code that goes with it. */
export class Refusal extends Error {
  /** @param {string} message @param {number} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** @param {string} sentence */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * Runs `work`; a Refusal becomes its sentence on standard error and its exit code, anything else is thrown on.
 * @param {() => Promise<void> | void} work
 */
export async function orOneSentence(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}

/** Installs what is missing. @throws {Refusal} when npm cannot */
export function ensureInstalled() {
  const before = whatIsMissing();
  if (before === null) return;
  const bare = !existsSync(join(root, 'node_modules', '.package-lock.json'));
  say(`${before} – npm installiert die Pakete …`);
  // `npm ci` empties the folder first: right for a bare clone, too much where single packages differ.
  const command = bare ? ['ci'] : ['install', '--no-save'];
  const ended = runNpm([...command, '--include=dev', '--loglevel=error', '--no-audit', '--no-fund']);
  if (ended.error || ended.status !== 0) {
    throw new Refusal('Die Pakete ließen sich nicht installieren; npm nennt den Grund in den Zeilen darüber.');
  }
  const after = whatIsMissing();
  if (after !== null) throw new Refusal(`${after}, auch nach der Installation; »npm ci« von Hand zeigt, warum.`);
}

/**
 * Compares what npm says it installed (its hidden lock file) with what the project's lock file asks for.
 * @returns {string | null} what is missing, or null
 */
function whatIsMissing() {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null) throw new Refusal(`In ${root} fehlt package-lock.json; bitte den Klon prüfen.`);
  if (installed === null) return 'Die Pakete fehlen noch';
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    if (found === undefined && (entry.optional || entry.devOptional)) continue; // for another system, say
    if (found?.version !== entry.version)
      return `Das Paket ${path.replace(/^.*node_modules\//, '')} ist nicht das verlangte`;
  }
  return null;
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | null} */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Runs npm in the clone, its output on standard error.
 * @param {string[]} args without blanks
 */
export function runNpm(args) {
  const stdio = /** @type {const} */ (['ignore', 2, 2]);
  const script = npmScript();
  if (script !== null) return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio });
  // The last resort needs a shell on Windows, where npm is a batch file; the arguments are our own and have no blanks.
  return spawnSync('npm', args, { cwd: root, stdio, shell: process.platform === 'win32' });
}

/** npm's own script: named by the npm that runs us, or lying beside Node.js. @returns {string | null} */
function npmScript() {
  const running = process.env.npm_execpath;
  if (running && basename(running) === 'npm-cli.js' && existsSync(running)) return running;
  const home = dirname(process.execPath);
  const places = [join(home, 'node_modules'), join(home, '..', 'lib', 'node_modules')];
  return places.map((place) => join(place, 'npm', 'bin', 'npm-cli.js')).find((file) => existsSync(file)) ?? null;
}

/**
 * The Node.js to run the project with: the one of the package `node`, or else the running one if it is new enough.
 * @returns {string} path of the executable
 * @throws {Refusal} when there is neither
 */
export function projectNode() {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) {
    if (realpathSync(own) === realpathSync(process.execPath)) return process.execPath;
    if (spawnSync(own, ['--version'], { stdio: 'ignore' }).status === 0) return own;
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_STAND_IN;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath;
  throw new Refusal(
    `Node.js 24 fehlt, weil npm das Installationsskript des Pakets »node« nicht ausgeführt hat: ` +
      `»npm rebuild node --ignore-scripts=false« holt es nach, oder Node.js ab ${OLDEST_STAND_IN.join('.')} tut es auch.`,
  );
}

/**
 * Goes on in `script` (TypeScript, so only once the project's Node.js is there) with `args`; in this process if it is
 * that Node.js already, else in a child that gets every signal and gives its exit code back.
 * @param {string} script path below the clone
 * @param {string[]} args
 */
export async function goOnIn(script, args) {
  const node = projectNode();
  const file = join(root, script);
  if (node === process.execPath) {
    process.argv.splice(1, process.argv.length, file, ...args);
    await import(pathToFileURL(file).href);
    return;
  }
  const child = spawn(node, [file, ...args], { stdio: 'inherit' });
  const { code, signal } = await passedThrough(child);
  endAs(code, signal);
}

/**
 * Passes the signals that this process gets on to `child` until it has ended. An interrupt typed at a terminal reaches
 * the whole group by itself and is not sent twice. A signal to npm ends the shell between npm and us but not us, so
 * under npm the loss of the parent counts as a request to stop.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, asked: boolean }>} how it ended, and whether
 *   somebody had asked for that by a signal
 */
export function passedThrough(child) {
  let asked = false;
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    asked = true;
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) pass('SIGTERM');
  }, 500);
  return new Promise((resolve, reject) => {
    const end = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
      clearInterval(watch);
      for (const name of signals) process.off(name, pass);
      child.stdout?.destroy();
      resolve({ code, signal, asked });
    };
    child.once('error', reject);
    child.once('close', end); // its output is read to the end then
    child.once('exit', (code, signal) => setTimeout(end, 1000, code, signal).unref()); // or somebody else holds it open
  });
}

/**
 * Ends this process as a child has ended: with its code, or by its signal.
 * @param {number | null} code @param {NodeJS.Signals | null} signal
 */
export function endAs(code, signal) {
  if (signal !== null && process.platform !== 'win32') process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
}
