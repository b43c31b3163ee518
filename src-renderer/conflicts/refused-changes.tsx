// What a save that was refused had meant, so that nobody has to remember it: field by field, as the change log says it.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { LoggedChange } from '../../src-shared/change-log/contract.ts';
import type { ConflictSide } from '../../src-shared/conflicts/contract.ts';
import { useLogWords } from '../change-log/value-text.ts';
import { useTexts } from '../texts/catalogue.ts';
import { conflictTexts } from '../texts/conflicts.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { useConflictWords } from './words.ts';

const useStyles = makeStyles({
  box: { padding: '4px 0 0 15px' },
  list: { margin: '2px 0 4px', paddingLeft: '20px' },
  value: { whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  fact: { color: tokens.colorNeutralForeground2 },
});

type Props = { changes: readonly LoggedChange[]; by: ConflictSide | undefined; of: string | null };

export function RefusedChanges({ changes, by, of }: Props) {
  const styles = useStyles();
  const t = useTexts(conflictTexts);
  const log = useLogWords();
  const { factOf } = usePersonNames();
  const words = useConflictWords();
  const lines = changes.flatMap((change) =>
    change.fields.filter(isReadable).map(({ field, from, to }) => ({
      key: `${change.rowId} ${field}`,
      label: log.fieldOf({ ...change, action: 'update' }, field, of),
      value:
        change.action === 'remove'
          ? `${log.value(from, change.table, field)} (${t.removed})`
          : log.value(to, change.table, field),
    })),
  );
  return (
    <div className={styles.box}>
      {lines.length > 0 && (
        <>
          <Text size={200}>{t.wanted}</Text>
          <ul className={styles.list}>
            {lines.map(({ key, label, value }) => (
              <li key={key}>
                {label}: <span className={styles.value}>{factOf(of, value)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {by && (
        <Text size={200} className={styles.fact}>
          {words.by(by)}
        </Text>
      )}
    </div>
  );
}

/** The place in a list is worth no line. */
function isReadable({ field }: { field: string }): boolean {
  return field !== 'rank';
}
