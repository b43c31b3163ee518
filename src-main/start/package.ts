// `npm run package`: builds and packs the counter with electron-builder. What a package is stands in electron-builder.yml;
// here stands only what depends on the machine and on the purpose. It refuses to publish anything.
//
//   npm run package                    the installers of this system       --dir    only the folder, no installer
//   npm run package -- --output DIR    somewhere else than dist/           --test   a test build: it can be inspected
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Arch, build, type Configuration, Platform } from 'electron-builder';
import { orOneSentence, Refusal, root, runNpm, say } from '../bootstrap.mjs';
import { BuildFailed, ensureBuilt } from './build.ts';

await orOneSentence(async () => {
  const { values } = parseArgs({
    options: { dir: { type: 'boolean' }, test: { type: 'boolean' }, output: { type: 'string' } },
  });
  try {
    await ensureBuilt(say);
  } catch (error) {
    throw error instanceof BuildFailed ? new Refusal(error.message) : error;
  }
  const config: Configuration = {
    ...givenElectron(),
    // electron-builder leaves this page of the plain runtime in place where it unpacked no Electron itself.
    afterPack: ({ appOutDir }) => rm(join(appOutDir, 'resources', 'default_app.asar'), { force: true }),
    ...(values.output === undefined ? {} : { directories: { output: resolve(values.output) } }),
    // Playwright drives Electron through its inspector, which a shop's program must not open.
    ...(values.test ? { electronFuses: { enableNodeCliInspectArguments: true } } : {}),
  };
  const platform = Platform.current();
  if (!values.dir && process.platform === 'win32') for (const arch of ['x64', 'arm64']) ensureNativePackages(arch);
  await build({
    projectDir: root,
    publish: 'never',
    config,
    targets: values.dir ? platform.createTarget('dir', hostArch()) : platform.createTarget(),
  });
});

/** The Electron of ELECTRON_OVERRIDE_DIST_PATH with the addon that goes with it, where they are given. */
function givenElectron(): Configuration {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (dist === undefined || dist === '') return {};
  const electronVersion = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  const addon = process.env.TRESEN_SQLITE_BINDING;
  if (addon === undefined || addon === '') return { electronDist: dist, electronVersion };
  if (!existsSync(addon)) throw new Refusal(`There is no addon at ${addon} (TRESEN_SQLITE_BINDING).`);
  // Where better-sqlite3 looks once its own prebuilt binary, made for a newer Node-API, is out of the way.
  const place = 'node_modules/better-sqlite3/build/Release';
  return {
    electronDist: dist,
    electronVersion,
    files: [{ from: dirname(addon), to: place, filter: [basename(addon)] }],
    // Added to the list in electron-builder.yml. A list without a file to take would take all, hence package.json.
    linux: { files: [{ from: '.', filter: ['package.json', '!node_modules/better-sqlite3/prebuilds/**'] }] },
  };
}

/**
 * npm installs native packages for the processor it runs on. An installer for the other one needs that one's too; which
 * they are stands in the optional dependencies of the packages that load them.
 */
function ensureNativePackages(arch: string): void {
  const wanted = ['@node-rs/argon2', 'koffi']
    .map((loader) => readFileSync(join(root, 'node_modules', loader, 'package.json'), 'utf8'))
    .map((manifest) => JSON.parse(manifest) as { optionalDependencies: Record<string, string> })
    .flatMap(({ optionalDependencies }) => Object.entries(optionalDependencies))
    .filter(([name]) => name.includes(`-${process.platform}-${arch}`))
    .filter(([name]) => !existsSync(join(root, 'node_modules', name)))
    .map(([name, version]) => `${name}@${version}`);
  if (wanted.length === 0) return;
  const ended = runNpm(['install', '--no-save', '--force', '--ignore-scripts', '--loglevel=error', ...wanted]);
  if (ended.status !== 0) throw new Refusal(`npm could not install ${wanted.join(', ')}.`);
}

function hostArch(): Arch {
  return process.arch === 'arm64' ? Arch.arm64 : Arch.x64;
}
