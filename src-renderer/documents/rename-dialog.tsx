// Gives a document another name. What says what is in it, the ending, stays beside the field. Enter and F1 rename, Esc leaves it.
import { makeStyles } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useEffect, useRef } from 'react';
import { useForm } from 'react-hook-form';
import type { DocumentRecord } from '../../src-shared/documents/contract.ts';
import { LONGEST_DOCUMENT_NAME, type NameProblem, nameParts } from '../../src-shared/documents/rules.ts';
import { client } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { documentTexts } from '../texts/documents.ts';
import { keyTexts } from '../texts/keys.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';

const useStyles = makeStyles({ surface: { maxWidth: '480px', boxShadow: 'none' } });

export function RenameDialog({ one, close }: { one: DocumentRecord; close: () => void }) {
  const styles = useStyles();
  const t = useTexts(documentTexts).renaming;
  const keys = useTexts(keyTexts);
  const busy = useRef(false);
  const { stem, ending } = nameParts(one.name);
  const form = useForm({ defaultValues: { name: stem } });
  useFocusBack();
  useEffect(() => form.setFocus('name', { shouldSelect: true }), [form]);

  const rename = async () => {
    if (busy.current) return;
    busy.current = true;
    const { data, error } = await safe(client.documents.rename({ id: one.id, name: form.getValues('name') }));
    busy.current = false;
    if (!error) {
      close();
      if (data.changeSetId !== null) sayDone(textsNow(documentTexts).renamed(one.name, data.name), data.changeSetId);
      return;
    }
    if (isDefinedError(error) && error.code === 'INVALID') {
      form.setError('name', { message: error.data.problem }, { shouldFocus: true });
      return;
    }
    close();
    const texts = textsNow(documentTexts);
    const { show } = useMessages.getState();
    if (isDefinedError(error) && error.code === 'GONE') show({ tone: 'hint', text: texts.gone });
    else if (isDefinedError(error) && error.code === 'REFUSED')
      show({ tone: 'problem', text: texts.stays[error.data.reason] });
    else showFailure(error);
  };
  useCommands('dialog', [{ key: 'F1', name: keys.names.F1, run: () => void rename() }]);

  return (
    <FormDialog
      title={t.title}
      className={styles.surface}
      label={t.yes}
      submit={() => void rename()}
      cancel={t.no}
      close={close}
    >
      <TextField
        form={form}
        name="name"
        label={t.name}
        aside={ending === '' ? null : t.ending(ending)}
        required
        maxLength={LONGEST_DOCUMENT_NAME}
        problemText={(problem) => t.problems[problem as NameProblem]}
      />
    </FormDialog>
  );
}

function sayDone(text: string, changeSetId: string): void {
  const { undo } = textsNow(documentTexts);
  const action = { label: undo, shortcut: 'undo' as const, run: () => void takeBack(changeSetId) };
  useMessages.getState().show({ tone: 'done', text, until: 'typing', action });
}

async function takeBack(changeSetId: string): Promise<void> {
  const t = textsNow(documentTexts);
  const { error } = await safe(client.documents.undo({ changeSetId }));
  const { show, settle } = useMessages.getState();
  settle('saving');
  if (!error) show({ tone: 'done', text: t.undone, until: 'typing' });
  else if (isDefinedError(error) && error.code === 'CANNOT_UNDO') show({ tone: 'problem', text: t.cannotUndo });
  else showFailure(error);
}
