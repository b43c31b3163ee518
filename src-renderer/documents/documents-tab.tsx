// Tab 'Dokumente': what was printed, scanned and handed in for this customer. Everything goes by keyboard: the name opens, the
// buttons beside it exempt from the period, save, rename and remove.

import { Button, Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { DocumentRecord } from '../../src-shared/documents/contract.ts';
import { calls, client } from '../client.ts';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { failureText, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { warmUpPdf } from '../printing/pdf.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { documentTexts } from '../texts/documents.ts';
import { dayAndTime } from '../texts/when.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { ask } from '../ui/question.tsx';
import { SlowWork } from '../ui/slow-work.tsx';
import { useTable } from '../ui/table.ts';
import { ChangeButton } from './change-button.tsx';
import { sayNotChanged } from './changed.ts';
import { FileDrop, useFileChooser } from './file-drop.tsx';
import { KeepingCell } from './keeping-cell.tsx';
import { openDocument, saveDocument } from './open-document.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { refusalText, takeIn } from './take-in.ts';

const useStyles = makeStyles({
  page: { boxSizing: 'border-box', height: '100%', padding: '12px 16px', overflow: 'auto' },
  bar: { display: 'flex', alignItems: 'center', gap: '12px', marginBottom: '10px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  name: { whiteSpace: 'normal', overflowWrap: 'anywhere', textAlign: 'left' },
  actions: { display: 'flex', gap: '4px', justifyContent: 'flex-end', whiteSpace: 'nowrap' },
});

export const DocumentsTab: MaskPart = ({ mask }) =>
  mask.customerId === null ? null : <Documents customerId={mask.customerId} />;

function Documents({ customerId }: { customerId: string }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(documentTexts);
  const { data } = useQuery(calls.documents.byCustomer.queryOptions({ input: { customerId } }));
  const [busy, setBusy] = useState(false);
  const [renamed, setRenamed] = useState<DocumentRecord | null>(null);
  const uploadButton = useRef<HTMLButtonElement>(null);
  useEffect(warmUpPdf, []);

  const take = async (file: File) => {
    if (busy) return;
    setBusy(true);
    const { tone, text } = await takeDocument(customerId, file);
    setBusy(false);
    say(tone, text);
  };
  const { choose, input } = useFileChooser((file) => void take(file));
  const remove = async (one: DocumentRecord) => {
    if (await removeDocument(one)) uploadButton.current?.focus();
  };

  return (
    <FileDrop className={styles.page} onFile={(file) => void take(file)} onSeveral={() => say('hint', t.oneAtATime)}>
      <div className={styles.bar}>
        <Button ref={uploadButton} size="small" disabledFocusable={busy} onClick={choose}>
          {t.upload}
        </Button>
        <Text size={200} className={styles.quiet}>
          {t.uploadHint}
        </Text>
        {input}
      </div>
      {busy && <SlowWork text={t.reading} />}
      {data?.length === 0 && (
        <>
          <Text block>{t.none}</Text>
          <Text block size={200} className={styles.quiet}>
            {t.noneHint}
          </Text>
        </>
      )}
      {data && data.length > 0 && (
        <table className={table.table} aria-label={t.documents}>
          <HeadRow
            columns={[
              t.columns.name,
              t.columns.kind,
              t.columns.by,
              { number: t.columns.date },
              { number: t.columns.size },
              t.columns.keeping,
              { number: t.columns.actions },
            ]}
          />
          <tbody>
            {data.map((one) => (
              <Row key={one.id} one={one} rename={() => setRenamed(one)} remove={() => void remove(one)} />
            ))}
          </tbody>
        </table>
      )}
      {renamed && <RenameDialog key={renamed.id} one={renamed} close={() => setRenamed(null)} />}
    </FileDrop>
  );
}

function Row({ one, rename, remove }: { one: DocumentRecord; rename: () => void; remove: () => void }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(documentTexts);
  const language = useLanguage((state) => state.language);
  return (
    <tr>
      <td className={table.cell}>
        <Link as="button" className={styles.name} onClick={async () => sayProblem(await openDocument(one.id))}>
          {one.name}
        </Link>
      </td>
      <td className={table.cell}>{t.kinds[one.kind]}</td>
      <td className={table.cell}>{one.by ?? t.nobody}</td>
      <td className={mergeClasses(table.cell, table.number)}>{dayAndTime(one.createdAt, language)}</td>
      <td className={mergeClasses(table.cell, table.number)}>{sizeText(one.size, language)}</td>
      <td className={table.cell}>
        <KeepingCell one={one} />
      </td>
      <td className={table.cell}>
        <div className={styles.actions}>
          <Button
            size="small"
            appearance="subtle"
            aria-label={t.saveNamed(one.name)}
            onClick={async () => sayProblem(await saveDocument(one.id))}
          >
            {t.saveAs}
          </Button>
          <ChangeButton one={one} label={t.rename} named={t.renameNamed(one.name)} run={rename} />
          <ChangeButton one={one} label={t.remove} named={t.removeNamed(one.name)} run={remove} />
        </div>
      </td>
    </tr>
  );
}

async function takeDocument(customerId: string, file: File): Promise<{ tone: 'done' | 'problem'; text: string }> {
  const taken = await takeIn(file);
  if (!taken.ok) return { tone: 'problem', text: refusalText(taken.refusal) };
  const { data, error } = await safe(client.documents.import({ customerId, file: taken.upload }));
  if (!error) return { tone: 'done', text: textsNow(documentTexts).taken(data.name) };
  const refused = isDefinedError(error) && error.code === 'FILE_REFUSED';
  return { tone: 'problem', text: refused ? refusalText(error.data) : failureText(error) };
}

/** @returns whether it is gone */
async function removeDocument(one: DocumentRecord): Promise<boolean> {
  const t = textsNow(documentTexts);
  const answer = await ask({
    title: t.removal.title,
    text: t.removal.text(one.name),
    answers: [
      { value: 'yes', label: t.removal.yes },
      { value: 'no', label: t.removal.no },
    ],
  });
  if (answer === 'no') return false;
  const { error } = await safe(client.documents.remove({ id: one.id }));
  if (error) sayNotChanged(error);
  else say('done', t.removed(one.name));
  return !error;
}

function say(tone: 'done' | 'hint' | 'problem', text: string): void {
  useMessages.getState().show({ tone, text });
}

function sayProblem(problem: string | null): void {
  if (problem) say('problem', problem);
}

/** '312 KB', '4,2 MB'. */
function sizeText(bytes: number, language: string): string {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  const digits = unit === 'MB' ? 1 : 0;
  return `${Math.max(value, unit === 'KB' ? 1 : 0).toLocaleString(language, { maximumFractionDigits: digits })} ${unit}`;
}
