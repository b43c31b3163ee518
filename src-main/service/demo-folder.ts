// Whether a data folder may be filled with the sample. It refuses to know what the sample is.
import { existsSync, readdirSync } from 'node:fs';

/** Why a folder is not taken for the sample, as half a German sentence. */
export type DemoRefusal = 'der Ordner enthält schon Daten' | 'er lässt sich nicht öffnen';

/** What a program that was only started leaves behind: no data yet. */
const NO_DATA = /^(tresen\.(db(-wal|-shm|\.new.*)?|key(\.new)?|sealed-key.*|json(\.new)?|lock.*)|window.*|logs)$/;

/** Before anything is opened or made there. null = nothing against it */
export function demoFolderRefusal(dataDirectory: string): DemoRefusal | null {
  const there = existsSync(dataDirectory) ? readdirSync(dataDirectory) : [];
  return there.every((name) => NO_DATA.test(name)) ? null : 'der Ordner enthält schon Daten';
}
