// 'Selbsttest' of page 'Geräte': seven numbered checks, what they found, and the report for support.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useRowShown } from '../administration/page-search.tsx';
import { Section, SettingRow } from '../administration/page-sheet.tsx';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { base64Of, saveFile } from '../frame/save-file.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { deviceTexts } from '../texts/devices.ts';
import { timeOfDay } from '../texts/when.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';
import { findings, reportText } from './findings.ts';

type Made = Awaited<ReturnType<typeof client.diagnostics.run>>;

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '10px', padding: '6px 9px' },
  button: { whiteSpace: 'nowrap' },
  table: { marginTop: '10px' },
  verdict: { whiteSpace: 'nowrap' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  attention: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

const SIGNS = { good: '✓', attention: '▲', failed: '✕' } as const;

export function SelfTest() {
  const styles = useStyles();
  const t = useTexts(deviceTexts).test;
  const language = useLanguage((state) => state.language);
  const [made, setMade] = useState<Made | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (busy) return;
    setBusy(true);
    await client.diagnostics.run().then(setMade, showFailure);
    setBusy(false);
  };
  const row = { words: `${t.title} ${t.run} ${t.save}`, explanation: made ? t.saveMeans : t.means };
  const shown = useRowShown(`${row.words} ${row.explanation}`);
  return (
    <Section title={t.title}>
      <SettingRow {...row}>
        <div className={styles.buttons}>
          <Button className={styles.button} disabledFocusable={busy} onClick={() => void run()}>
            {busy ? t.running : t.run}
          </Button>
          {made && (
            <Button className={styles.button} onClick={() => saveReport(made, language, t.report.file)}>
              {t.save}
            </Button>
          )}
          <span role="status">{made && !busy && t.done(timeOfDay(made.at, language))}</span>
        </div>
      </SettingRow>
      {made && shown && <Findings made={made} />}
    </Section>
  );
}

function Findings({ made }: { made: Made }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(deviceTexts).test;
  const language = useLanguage((state) => state.language);
  return (
    <table className={mergeClasses(table.table, styles.table)} aria-label={t.table}>
      <HeadRow columns={[{ number: t.columns.number }, t.columns.part, t.columns.verdict, t.columns.found]} />
      <tbody>
        {made.checks.map((check, at) => (
          <tr key={check.check}>
            <td className={mergeClasses(table.cell, table.number)}>{at + 1}</td>
            <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
              {t.checks[check.check]}
            </th>
            <td className={mergeClasses(table.cell, styles.verdict, styles[check.verdict])}>
              <span aria-hidden="true">{SIGNS[check.verdict]} </span>
              {t.verdicts[check.verdict]}
            </td>
            <td className={table.cell}>
              {findings(check, language).map((found) => (
                <div key={found}>{found}</div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function saveReport({ at, checks }: Made, language: 'de' | 'en', name: string): void {
  const day = new Date(at).toISOString().slice(0, 10);
  const base64 = base64Of(reportText(at, checks, language));
  void saveFile({ name: `${name}-${day}.txt`, mediaType: 'text/plain', base64 }).catch(showFailure);
}
