// A print spooler of its own for tests: a real cupsd in a folder of its own with a queue whose 'printer' is a script
// that keeps what it is sent and can play faults. Touches nothing of the system's spooler.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the printer does with the next job. 'offline' keeps trying to reach a device that does not answer. */
export type QueueMode = 'print' | 'paper-out' | 'jam' | 'offline' | 'fail' | 'hold';

export type ArrivedJob = { id: string; user: string; title: string; copies: string; options: string; pdf: Buffer };

export type Queue = {
  name: string;
  setMode(mode: QueueMode): Promise<void>;
  /** Jobs that came out completely, in order. */
  arrived(): Promise<ArrivedJob[]>;
};

export type Cups = {
  socketPath: string;
  addQueue(name: string): Promise<Queue>;
  /** Runs a CUPS client program ('cupsdisable', 'lpstat' …) against this spooler. */
  client(program: string, ...args: string[]): Promise<string>;
  /** The spooler is there and says nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Dies at once, as in a crash. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

const SYSTEM_LIB = '/usr/lib/cups';

/** Why no spooler can be started here, or undefined. */
export async function cupsMissing(): Promise<string | undefined> {
  for (const program of ['cupsd', 'lp', 'lpadmin', 'cancel']) {
    try {
      await run('sh', ['-c', `command -v ${program} || command -v /usr/sbin/${program}`]);
    } catch {
      return `${program} is not installed (packages cups-daemon and cups-client)`;
    }
  }
  return undefined;
}

export async function startCups(): Promise<Cups> {
  const folder = await mkdtemp(join(tmpdir(), 'cups-'));
  await chmod(folder, 0o755);
  const at = (...parts: string[]) => join(folder, ...parts);
  for (const part of ['etc', 'lib/backend', 'cache', 'state', 'spool/tmp', 'log', 'queues']) {
    await mkdir(at(part), { recursive: true });
  }
  for (const entry of await readdir(SYSTEM_LIB)) {
    if (entry !== 'backend') await symlink(join(SYSTEM_LIB, entry), at('lib', entry));
  }
  await writeFile(at('lib/backend/shelf'), backendScript(at('queues')), { mode: 0o700 });
  await writeFile(at('etc/cups-files.conf'), filesConf(folder), { mode: 0o600 });
  await writeFile(at('etc/cupsd.conf'), daemonConf(at('cups.sock')), { mode: 0o600 });

  const daemon = spawn(await pathOf('cupsd'), ['-f', '-c', at('etc/cupsd.conf'), '-s', at('etc/cups-files.conf')], {
    stdio: 'ignore',
  });
  const env = { ...process.env, CUPS_SERVER: at('cups.sock'), LC_ALL: 'C.UTF-8' };
  const client = async (program: string, ...args: string[]) => (await run(await pathOf(program), args, { env })).stdout;
  try {
    const deadline = Date.now() + 20_000;
    while (!(await client('lpstat', '-r').catch(() => '')).includes('scheduler is running')) {
      if (daemon.exitCode !== null || Date.now() > deadline) {
        throw new Error(`cupsd does not answer: ${await readFile(at('log/error'), 'utf8').catch(() => 'no log')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } catch (error) {
    await end(daemon);
    throw error;
  }
  return {
    socketPath: at('cups.sock'),
    client,
    async addQueue(name) {
      const own = at('queues', name);
      await mkdir(join(own, 'jobs'), { recursive: true });
      const setMode = async (mode: QueueMode) => {
        await writeFile(join(own, 'mode.new'), mode);
        await rename(join(own, 'mode.new'), join(own, 'mode'));
      };
      await setMode('print');
      await client('lpadmin', '-p', name, '-v', `shelf:/${name}`, '-m', 'raw', '-E');
      return { name, setMode, arrived: () => arrivedIn(join(own, 'jobs')) };
    },
    freeze: () => void daemon.kill('SIGSTOP'),
    thaw: () => void daemon.kill('SIGCONT'),
    kill: () => end(daemon, 'SIGKILL'),
    async stop() {
      daemon.kill('SIGCONT');
      await end(daemon);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function arrivedIn(folder: string): Promise<ArrivedJob[]> {
  const texts = (await readdir(folder)).filter((name) => name.endsWith('.txt'));
  const ids = texts.map((name) => name.slice(0, -4)).sort((a, b) => Number(a) - Number(b));
  return Promise.all(
    ids.map(async (id) => {
      const [user = '', title = '', copies = '', options = ''] = (
        await readFile(join(folder, `${id}.txt`), 'utf8')
      ).split('\n');
      return { id, user, title, copies, options, pdf: await readFile(join(folder, `${id}.pdf`)) };
    }),
  );
}

async function end(daemon: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill(signal);
  await ended;
}

async function pathOf(program: string): Promise<string> {
  const { stdout } = await run('sh', ['-c', `command -v ${program} || command -v /usr/sbin/${program}`]);
  return stdout.trim();
}

/** CUPS backend(7): job user title copies options [file]; STATE lines on standard error; 1 failed, 4 stop the queue. */
function backendScript(queues: string): string {
  return `#!/bin/sh
[ $# -eq 0 ] && { echo 'direct shelf "Unknown" "Shelf"'; exit 0; }
own=${queues}/\${DEVICE_URI#shelf:/}
mode() { cat "$own/mode"; }
trap 'exit 0' TERM
if [ "$(mode)" = paper-out ]; then
  echo 'STATE: +media-empty-error' >&2
  while [ "$(mode)" = paper-out ]; do sleep 0.05; done
  echo 'STATE: -media-empty-error' >&2
fi
if [ "$(mode)" = offline ]; then
  echo 'STATE: +connecting-to-device' >&2
  echo 'WARN: The printer may not exist or is unavailable at this time.' >&2
  while [ "$(mode)" = offline ]; do sleep 0.05; done
  echo 'STATE: -connecting-to-device' >&2
fi
while [ "$(mode)" = hold ]; do sleep 0.05; done
case "$(mode)" in
  jam) echo 'STATE: +media-jam-error' >&2; exit 4 ;;
  fail) exit 1 ;;
esac
cat \${6:-} > "$own/jobs/$1.pdf"
printf '%s\\n' "$2" "$3" "$4" "$5" > "$own/jobs/$1.new"
mv "$own/jobs/$1.new" "$own/jobs/$1.txt"
`;
}

function filesConf(folder: string): string {
  return [
    `ServerRoot ${folder}/etc`,
    `ServerBin ${folder}/lib`,
    'DataDir /usr/share/cups',
    `CacheDir ${folder}/cache`,
    `StateDir ${folder}/state`,
    `RequestRoot ${folder}/spool`,
    `TempDir ${folder}/spool/tmp`,
    `AccessLog ${folder}/log/access`,
    `ErrorLog ${folder}/log/error`,
    `PageLog ${folder}/log/page`,
    '',
  ].join('\n');
}

function daemonConf(socketPath: string): string {
  return `LogLevel warn
Listen ${socketPath}
Browsing No
WebInterface No
IdleExitTimeout 0
ErrorPolicy stop-printer
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`;
}
