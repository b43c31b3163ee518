// Chooses the list: from a file, which is then sent and recognised; says what was recognised, or why it cannot be read.
import { Button, MessageBar, MessageBarBody, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { FileTrouble, ImportFile, ImportState } from '../../src-shared/customer-import/contract.ts';
import { LARGEST_FILE_BYTES } from '../../src-shared/customer-import/limits.ts';
import { Section } from '../administration/page-sheet.tsx';
import { calls, client, queries } from '../client.ts';
import { useMessages } from '../frame/messages.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { counted, megabytes } from './amounts.ts';
import { showImportFailure } from './failures.ts';
import { take } from './import-state.ts';
import { sendList } from './send-list.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '12px', padding: '6px 0' },
  facts: { color: tokens.colorNeutralForeground2 },
  hint: { display: 'block', color: tokens.colorNeutralForeground2 },
  progress: { width: '340px' },
});

const KINDS = '.csv,.tsv,.txt,.xlsx';

export function ListChooser({ state }: { state: ImportState }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts);
  const [sent, setSent] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { file, job } = state;
  const busy = sent !== null || job !== null;

  const send = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE_BYTES)
      return useMessages.getState().show({ tone: 'problem', text: t.trouble.tooBig });
    setSent(0);
    try {
      await sendList(chosen, setSent);
    } catch (error) {
      showImportFailure(error);
    } finally {
      setSent(null);
      await queries.invalidateQueries({ queryKey: calls.customerImport.key() });
      // Where it was not recognised, the next thing is another one.
      if (document.activeElement === document.body) button.current?.focus();
    }
  };

  return (
    <Section title={t.list.title}>
      <div className={styles.line} data-row>
        {file && sent === null && <Facts file={file} />}
        <Button
          ref={button}
          size="small"
          appearance={file ? 'secondary' : 'primary'}
          disabledFocusable={busy}
          onClick={() => input.current?.click()}
        >
          {file ? t.list.another : t.list.choose}
        </Button>
        {file && (
          <Button
            size="small"
            appearance="subtle"
            disabledFocusable={busy}
            onClick={() => client.customerImport.forgetFile().then(take).catch(showImportFailure)}
          >
            {t.list.forget}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept={KINDS}
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      <div role="status">
        {sent !== null && (
          <div className={styles.progress}>
            <Text size={200}>{sent < 1 ? t.list.sending : t.list.reading}</Text>
            <ProgressBar
              aria-label={sent < 1 ? t.list.sending : t.list.reading}
              {...(sent < 1 ? { value: sent } : {})}
            />
          </div>
        )}
      </div>
      {!file && sent === null && (
        <Text size={200} className={styles.hint}>
          {t.list.hint}
        </Text>
      )}
      {state.trouble && sent === null && <Trouble trouble={state.trouble} />}
    </Section>
  );
}

export function Trouble({ trouble }: { trouble: FileTrouble }) {
  const t = useTexts(customerImportTexts).trouble;
  const language = useLanguage((now) => now.language);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>{troubleText(trouble, t, (line) => counted(line, language))}</MessageBarBody>
    </MessageBar>
  );
}

type Words = (typeof customerImportTexts)['de']['trouble'] | (typeof customerImportTexts)['en']['trouble'];

function troubleText(trouble: FileTrouble, t: Words, count: (line: number) => string): string {
  switch (trouble.kind) {
    case 'quoteNotClosed':
      return t.quoteNotClosed(count(trouble.line));
    case 'unreadable':
      return t.unreadable(trouble.code);
    default:
      return t[trouble.kind];
  }
}

function Facts({ file }: { file: ImportFile }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).list;
  const language = useLanguage((now) => now.language);
  const { encoding, delimiter, headingLine } = file;
  const facts = [
    t.megabytes(megabytes(file.size, language)),
    encoding === null ? t.spreadsheet : t.encodings[encoding],
    delimiter === null ? null : t.delimiter(t.delimiters[delimiter] ?? delimiter),
    headingLine === null ? t.noHeadings : t.headingLine(counted(headingLine, language)),
  ];
  return (
    <Text>
      <strong>{file.name}</strong>
      <span className={styles.facts}> · {facts.filter(Boolean).join(' · ')}</span>
    </Text>
  );
}
