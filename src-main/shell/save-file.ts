// 'Speichern unter' by the system's own dialog. A download of Chromium would lie in a temporary file, readable, until the place is
// chosen, and would say nothing when it fails.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { plainName } from '../../src-shared/documents/file-content.ts';
import { fileProblemOf } from '../service/file-problem.ts';
import type { FileSaver } from '../service/ports.ts';

/** @returns asks over `window`; the next time it begins in the folder of the last */
export function fileSaver(window: BrowserWindow): FileSaver {
  let folder = app.getPath('downloads');
  return async ({ name, bytes }) => {
    if (window.isDestroyed()) return { kind: 'cancelled' };
    const proposed = plainName(name);
    const ending = extname(proposed).slice(1);
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(folder, proposed),
      filters: ending === '' ? [] : [{ name: ending.toUpperCase(), extensions: [ending] }],
      properties: ['showOverwriteConfirmation'],
    });
    if (canceled || !filePath) return { kind: 'cancelled' };
    try {
      await writeWhole(filePath, bytes);
    } catch (error) {
      return { kind: 'failed', reason: fileProblemOf(error) };
    }
    folder = dirname(filePath);
    return { kind: 'saved' };
  };
}

/** What lay there under the name stays until all of the new one is on the disk. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const partial = join(dirname(path), `.${randomUUID()}.partial`);
  try {
    const file = await open(partial, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}
