// After the server was put back from a backup of before: a workstation shows which customers were erased, under the server's own
// seal, and they are erased again. Without the seal nothing is done.
import type { ErasureReport } from '../../src-shared/erasure/report.ts';
import type { ErasureReason } from '../../src-shared/erasure/rules.ts';
import type { Server } from '../server.ts';
import { type Asking, eraseAgain } from './erase.ts';
import { isOwnSeal } from './seal.ts';
import { erasedAmong } from './tombstones.ts';

export type Remembered = {
  customerId: string;
  erasedBy: string | null;
  reason: ErasureReason;
  report: ErasureReport;
};

export async function remindErasures(server: Server, asking: Asking, erasures: readonly Remembered[]): Promise<void> {
  const { chainId } = asking;
  const own = erasures.filter(({ customerId, report }) =>
    isOwnSeal(server.ports.key, chainId, customerId, report.seal),
  );
  const known = await erasedAmong(
    server.storage.db,
    chainId,
    own.map(({ customerId }) => customerId),
  );
  for (const { customerId, erasedBy, reason, report } of own) {
    if (known.has(customerId)) continue;
    const by = { employeeId: erasedBy ?? report.approvedBy, approvedBy: report.approvedBy, reason };
    await eraseAgain(server, asking, by, { customerId, documents: report.documents });
  }
}
