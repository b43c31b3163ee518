// The backups of a folder, newest first, each with the way to restore it.
import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { BackupFile } from '../../src-shared/backup/contract.ts';
import { backupTexts } from '../texts/backup.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime } from '../texts/when.ts';
import { shownSize } from './sizes.ts';

const useStyles = makeStyles({
  table: { marginTop: '6px', borderCollapse: 'collapse' },
  head: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    padding: '2px 32px 2px 9px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  cell: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    padding: '3px 32px 3px 9px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

export function BackupTable(props: { backups: readonly BackupFile[]; restore: (file: string) => void }) {
  const { backups, restore } = props;
  const styles = useStyles();
  const t = useTexts(backupTexts).page;
  const language = useLanguage((state) => state.language);
  if (backups.length === 0)
    return (
      <Text size={200} block>
        {t.noBackups}
      </Text>
    );
  const number = mergeClasses(styles.cell, styles.number);
  return (
    <table className={styles.table} aria-label={t.backups}>
      <thead>
        <tr>
          <th scope="col" className={mergeClasses(styles.head, styles.number)}>
            {t.columns.at}
          </th>
          <th scope="col" className={styles.head}>
            {t.columns.kind}
          </th>
          <th scope="col" className={styles.head}>
            {t.columns.workstation}
          </th>
          <th scope="col" className={mergeClasses(styles.head, styles.number)}>
            {t.columns.size}
          </th>
          <td className={styles.head} />
        </tr>
      </thead>
      <tbody>
        {backups.map((one) => (
          <tr key={one.file}>
            <th scope="row" className={number}>
              {dayAndTime(one.at, language)}
            </th>
            <td className={styles.cell}>{t.kinds[one.kind]}</td>
            <td className={styles.cell}>{one.own ? one.workstation : t.foreign}</td>
            <td className={number}>{shownSize(one.size, language)}</td>
            <td className={number}>
              <Button
                size="small"
                appearance="subtle"
                aria-label={t.restoreThis(dayAndTime(one.at, language))}
                onClick={() => restore(one.file)}
              >
                {t.restore}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
