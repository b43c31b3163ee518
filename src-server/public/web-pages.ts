// The built pages on the disk, and how they go out: their types, what a page may load, how long a browser may keep them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export type WebFile = {
  readonly bytes: Buffer;
  readonly type: string;
  /** Its name changes with its content. */
  readonly lasting: boolean;
  /** Made once, when it is first asked for; null = not worth it. */
  gzipped(): Buffer | null;
};

/** A page of ours loads its own files and nothing else; the reader of QR codes is WebAssembly. */
export const PAGE_POLICY = [
  `default-src 'none'`,
  `script-src 'self' 'wasm-unsafe-eval'`,
  `worker-src 'self'`,
  `style-src 'self'`,
  `img-src 'self'`,
  `manifest-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/** All files of one built page (some 2 MB), by their path within it; empty when it was not built. */
export function webFiles(page: 'app'): ReadonlyMap<string, WebFile> {
  const folder = join(programFolder(), 'build', 'web', page);
  if (!existsSync(folder)) return new Map();
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    found.map((entry) => {
      const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
      return [path, webFile(path, readFileSync(join(folder, path)))];
    }),
  );
}

function webFile(path: string, bytes: Buffer): WebFile {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  let made: Buffer | null | undefined;
  const gzipped = () => {
    made ??= type === 'image/png' ? null : gzipSync(bytes, { level: 9 });
    return made;
  };
  return { bytes, type, lasting: path.startsWith('assets/'), gzipped };
}

/** In the sources, in build/ and in the packaged program, package.json lies above this file. */
function programFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
