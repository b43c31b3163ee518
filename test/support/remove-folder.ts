// The end of a temporary folder. A program that was ended may have a branch server of its own, whose process notices the end
// and writes its last; on a busy machine that takes a while. It refuses to give up early.
import { rm } from 'node:fs/promises';

export async function removeFolder(folder: string): Promise<void> {
  // Each pause is 100 ms longer than the one before: most of a minute altogether.
  await rm(folder, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
}
