// A workstation says that it keeps nothing of an erased customer any more: the report waits for the others only.
import { readWaiting } from '../../src-shared/erasure/report.ts';
import type { Server } from '../server.ts';
import { writeAsServer } from '../sync/server-write.ts';
import type { Asking } from './erase.ts';

export async function confirmErasures(
  server: Server,
  { chainId, branchId, workstationId }: Asking,
  erasureIds: readonly string[],
): Promise<void> {
  await writeAsServer(server, chainId, async (writing) => {
    const station = await writing.read('workstation', workstationId);
    for (const id of erasureIds) {
      const row = await writing.read('erasure', id);
      if (!row || (row.branchId !== null && row.branchId !== branchId)) continue;
      const waiting = readWaiting(String(row.body.waitingFor));
      const left = waiting.filter((code) => code !== station?.body.code);
      if (left.length < waiting.length) writing.change(row, { waitingFor: JSON.stringify(left) });
    }
  });
}
