// 'Verlauf': what was handed out, signed and withdrawn, when and by whom, with the papers that prove it.
import { Button, Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ConsentOverview, LedgerLine } from '../../src-shared/consent/contract.ts';
import type { TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { openDocument } from '../documents/open-document.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';
import { type ReadLine, readLines } from './ledger-lines.ts';
import { channelText, dayText, momentText } from './state-text.ts';

const useStyles = makeStyles({
  when: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  papers: { display: 'flex', flexWrap: 'wrap', columnGap: '14px', alignItems: 'baseline' },
  paper: { textAlign: 'left' },
});

type Props = {
  overview: ConsentOverview;
  declaration: TextBlockKey;
  file: (entryId: string) => void;
  say: (problem: string | null) => void;
};

export function History({ overview, declaration, file, say }: Props) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(consentTexts);
  const lines = readLines(overview.lines, declaration);
  if (lines.length === 0) return <Text className={styles.quiet}>{t.nothingYet}</Text>;
  return (
    <table className={table.table} aria-label={t.historyOf(t.declarations[declaration])}>
      <HeadRow columns={[t.columns.when, t.columns.what, t.columns.version, t.columns.who, t.columns.papers]} />
      <tbody>
        {lines.map((line) => (
          <tr key={line.first.id}>
            <td className={mergeClasses(table.cell, styles.when)}>{momentText(line.first.at)}</td>
            <td className={table.cell}>
              <What line={line} />
            </td>
            <td className={mergeClasses(table.cell, styles.when)}>
              {line.first.version === null ? '–' : t.versionShort(line.first.version)}
            </td>
            <td className={table.cell}>{line.first.by ?? '–'}</td>
            <td className={table.cell}>
              <Papers line={line} file={file} say={say} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ line: { first, entries } }: { line: ReadLine }) {
  const styles = useStyles();
  const t = useTexts(consentTexts);
  const how = first.kind === 'granted' || first.kind === 'withdrawn' ? `, ${t.how[first.how]}` : '';
  const channels = entries.map(channelText).filter(Boolean).join(', ');
  // A signature of another day was entered later: both days are owed.
  const late = localDay(first.recordedAt) !== localDay(first.at) ? t.enteredOn(momentText(first.recordedAt)) : '';
  const aside = [channels, first.scope ? t.onlyFor(first.scope) : '', late].filter(Boolean).join(' · ');
  return (
    <>
      {t.kinds[first.kind]}
      {how}
      {aside && <span className={styles.quiet}> · {aside}</span>}
    </>
  );
}

function Papers({ line, file, say }: { line: ReadLine } & Pick<Props, 'file' | 'say'>) {
  const styles = useStyles();
  const t = useTexts(consentTexts);
  const { first, scans, filed } = line;
  const papers = [
    ...(first.document ? [{ ...first.document, text: ownPaper(first, t) }] : []),
    ...scans.flatMap(({ document }) => (document ? [{ ...document, text: t.paper.scan(document.name) }] : [])),
  ];
  const unfiled = line.entries.find((entry) => entry.canFile);
  return (
    <div className={styles.papers}>
      {papers.map(({ id, text }) => (
        <Link key={id} as="button" className={styles.paper} onClick={async () => say(await openDocument(id))}>
          {text}
        </Link>
      ))}
      {filed && <span className={styles.quiet}>{t.filedOn(dayText(filed.at))}</span>}
      {unfiled && (
        <Button size="small" appearance="subtle" onClick={() => file(unfiled.id)}>
          {t.file}
        </Button>
      )}
    </div>
  );
}

function ownPaper({ kind, document }: LedgerLine, t: (typeof consentTexts)['de']): string {
  const name = document?.name ?? '';
  switch (kind) {
    case 'printed':
      return t.paper.printed(name);
    case 'withdrawn':
      return t.paper.withdrawn(name);
    case 'granted':
    case 'acknowledged':
    case 'scanned':
    case 'filed':
    case 'used':
      return t.paper.scan(name);
  }
}
