// Keeps what a person saves from touching a document that stays as it is (E-78): what proves a consent, what a template has
// locked. The rule stands in documents/rules.ts and refuses with words; this holds whatever comes past it.
import type { Role } from '../../../src-shared/calls.ts';
import { canChangeDocument, isChangeableField } from '../../../src-shared/documents/rules.ts';
import type { Row } from '../../../src-shared/tables.ts';
import { rawRow, type SaveProjection, statement } from '../database/save.ts';

/** For the one write path: the save is taken back as a whole. */
export function documentGuard(role: () => Role | null): SaveProjection {
  return ({ sqlite }, touched, changeSetId) => {
    for (const { table, id } of touched) {
      if (table !== 'document') continue;
      const steps = statement(
        sqlite,
        `SELECT kind, field FROM change WHERE changeSetId = ? AND rowId = ? AND "table" = 'document' AND kind <> 'create'`,
      ).all(changeSetId, id) as { kind: 'update' | 'remove'; field: string | null }[];
      const row = steps.length > 0 ? rawRow(sqlite, 'document', id) : undefined;
      // A logo is nobody's document.
      if (!row || row.customerId === null) continue;
      // Whether it may be changed is said at its birth; a save that lifts that would judge itself.
      if (steps.some(({ kind, field }) => kind === 'update' && !isChangeableField(field ?? '')))
        throw new Error('of a document only its name and its retention are changed');
      const one = { kind: row.kind as Row<'document'>['kind'], locked: row.locked === 1 };
      if (!canChangeDocument(one, role() ?? 'employee').allowed)
        throw new Error('a document that stays as it is is not changed');
    }
  };
}
