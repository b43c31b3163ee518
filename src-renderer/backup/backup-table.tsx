// The backups of a folder, newest first, each with the way to restore it.
import { Button, makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import type { BackupFile } from '../../src-shared/backup/contract.ts';
import { backupTexts } from '../texts/backup.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime } from '../texts/when.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';
import { shownSize } from './sizes.ts';

const useStyles = makeStyles({
  // As wide as what stands in it: the way to restore one is beside it.
  table: { width: 'auto', marginTop: '6px', '& th, & td': { paddingRight: '32px' } },
});

export function BackupTable(props: { backups: readonly BackupFile[]; restore: (file: string) => void }) {
  const { backups, restore } = props;
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(backupTexts).page;
  const language = useLanguage((state) => state.language);
  if (backups.length === 0)
    return (
      <Text size={200} block>
        {t.noBackups}
      </Text>
    );
  const number = mergeClasses(table.cell, table.number);
  return (
    <table className={mergeClasses(table.table, styles.table)} aria-label={t.backups}>
      <HeadRow
        columns={[{ number: t.columns.at }, t.columns.kind, t.columns.workstation, { number: t.columns.size }]}
        last={{}}
      />
      <tbody>
        {backups.map((one) => (
          <tr key={one.file}>
            <th scope="row" className={mergeClasses(number, table.rowHead, table.number)}>
              {dayAndTime(one.at, language)}
            </th>
            <td className={table.cell}>{t.kinds[one.kind]}</td>
            <td className={table.cell}>{one.own ? one.workstation : t.foreign}</td>
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
