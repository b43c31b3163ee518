// The report of an erasure, as it was made from what was read back (N-07): what was blanked and kept, who has not confirmed yet,
// files that are still kept; on paper, too.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { ErasedRecord } from '../../src-shared/erasure/contract.ts';
import { calls, client } from '../client.ts';
import { DocumentViewer } from '../documents/document-viewer.tsx';
import { useOpenDocument } from '../documents/open-document.ts';
import { failureText } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { openPreview } from '../printing/open-preview.ts';
import { type Language, useLanguage } from '../texts/catalogue.ts';
import { erasureTexts } from '../texts/erasure.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { dayAndTime } from '../texts/when.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { scrollable } from '../ui/scrollable.ts';
import { ReportLines, reportParts } from './report-lines.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '860px', width: 'calc(100vw - 48px)', boxShadow: 'none', padding: '16px 20px' },
  content: { display: 'flex', flexDirection: 'column', gap: '6px', height: 'calc(100vh - 200px)', maxHeight: 'none' },
  lines: { flex: 1, overflow: 'auto', border: `1px solid ${tokens.colorNeutralStroke2}`, minHeight: '120px' },
  besides: { padding: '8px', margin: 0, listStylePosition: 'inside' },
  problem: { color: tokens.colorStatusDangerForeground1 },
});

/** @param id of the erasure or of the customer */
export function RecordDialog({ id, close }: { id: string; close: () => void }) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const language = useLanguage((state) => state.language);
  const t = erasureTexts[language];
  const { data, error } = useQuery(calls.erasure.report.queryOptions({ input: { id } }));
  const [problem, setProblem] = useState<string | null>(null);
  const said = problem ?? (error ? failureText(error) : null);
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{data ? t.record.title(data.number) : t.page.title}</DialogTitle>
          <DialogContent className={styles.content}>
            {said && (
              <Text role="alert" className={styles.problem}>
                {said}
              </Text>
            )}
            {data && (
              <>
                {leadOf(data, language).map((line) => (
                  <Text key={line}>{line}</Text>
                ))}
                <section className={styles.lines} aria-label={t.record.title(data.number)} {...scrollable}>
                  <ReportLines lines={data.report.lines} />
                  <Besides record={data} />
                </section>
                {data.documents.length > 0 && <Kept record={data} say={setProblem} />}
              </>
            )}
          </DialogContent>
          <DialogActions>
            {data && (
              <Button onClick={() => void print(data).catch((failed: unknown) => setProblem(failureText(failed)))}>
                {t.record.print}
              </Button>
            )}
            <Button appearance="primary" onClick={close}>
              {t.close}
            </Button>
          </DialogActions>
          <DocumentViewer />
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Besides({ record }: { record: ErasedRecord }) {
  const styles = useStyles();
  const language = useLanguage((state) => state.language);
  const { report: t } = erasureTexts[language];
  return (
    <ul className={styles.besides} aria-label={t.besides}>
      {record.report.besides.map(({ what, count }) => (
        <li key={what}>{`${t.beside[what]}: ${count}`}</li>
      ))}
    </ul>
  );
}

function Kept({ record, say }: { record: ErasedRecord; say: (problem: string) => void }) {
  const language = useLanguage((state) => state.language);
  const t = erasureTexts[language];
  const open = async (id: string) => {
    try {
      const file = await client.erasure.document({ id });
      useOpenDocument.setState({ file });
    } catch (error) {
      say((error as { code?: string }).code === 'ELSEWHERE' ? t.record.elsewhere : failureText(error));
    }
  };
  return (
    <section aria-label={t.record.kept}>
      <Subtitle2 as="h3">{t.record.kept}</Subtitle2>{' '}
      {record.documents.map(({ id, name }) => (
        <Link key={id} as="button" onClick={() => void open(id)}>
          {name}
        </Link>
      ))}
    </section>
  );
}

// --- details

function leadOf(record: ErasedRecord, language: Language): string[] {
  const t = erasureTexts[language];
  const { at, by, approvedBy, reason, lockedUntil, waitingFor } = record;
  return [
    [
      t.record.stub(dayAndTime(at, language)),
      t.record.by(by ?? t.record.nobody, approvedBy ?? t.record.nobody),
      t.record.reason(t.reasons[reason]),
    ].join(' · '),
    ...(lockedUntil === null ? [] : [t.locks(showDay(lockedUntil))]),
    waitingFor.length > 0 ? t.record.waiting(waitingFor.join(', ')) : t.record.confirmed,
    `${t.report.backups}: ${t.report.backupsText}`,
  ];
}

/** On paper it is German: it goes into the shop's files, and to whoever asked for it. */
async function print(record: ErasedRecord): Promise<void> {
  const t = erasureTexts.de;
  const parts = reportParts(record.report.lines, t, loggedFieldTexts.de);
  const besides = record.report.besides.map(({ what, count }): [string, string] => [
    t.report.beside[what],
    String(count),
  ]);
  const preview = await client.erasure.print({
    id: record.id,
    lead: leadOf(record, 'de'),
    parts: besides.length > 0 ? [...parts, { heading: t.report.besides, rows: besides }] : parts,
  });
  await openPreview(preview);
}
