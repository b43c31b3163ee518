// What staff are shown before they erase: the same decision as will be carried out, in the lines of the report.
import { type ErasureDecision, reportLines } from '../../src-shared/erasure/rules.ts';
import type { ErasurePreview } from '../../src-shared/erasure/server-contract.ts';
import type { Wanted } from './erase.ts';
import type { Family } from './family.ts';

export function previewOf(
  { customerId }: Wanted,
  { family, decision }: { family: Family | undefined; decision: ErasureDecision },
): ErasurePreview {
  const rows = family?.rows ?? [];
  // Another branch's customers are none of its business, not even by number.
  const foreign = decision.refusals.some(({ reason }) => reason === 'otherBranch' || reason === 'gone');
  const refused = decision.refusals.length > 0;
  const onlyDocuments = decision.refusals.every(({ reason }) => reason === 'documentsUndecided');
  return {
    ...{ customerId, number: foreign ? '' : String(rows[0]?.body.number ?? '') },
    refusals: decision.refusals.map((one) => ({ ...one })) as ErasurePreview['refusals'],
    lines: refused && !onlyDocuments ? [] : reportLines(decided(decision)),
    ...{ lockedUntil: foreign ? null : decision.lockedUntil, endsAccess: !foreign && decision.endsAccess },
    documents: foreign
      ? []
      : rows.flatMap(({ table, id, removedAt, body }) =>
          table === 'document' && body.kind === 'other' && removedAt === null
            ? [{ id, name: String(body.name), createdAt: Number(body.createdAt) }]
            : [],
        ),
  };
}

// --- details

function* decided({ fields }: ErasureDecision) {
  for (const [{ table }, decisions] of fields)
    for (const [field, decision] of decisions) yield { table, field, decision };
}
