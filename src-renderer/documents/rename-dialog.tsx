// Gives a document another name. What says what is in it, the ending, stays beside the field. Enter and F1 rename, Esc leaves it.
import { makeStyles } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useEffect, useRef } from 'react';
import { useForm } from 'react-hook-form';
import type { DocumentRecord } from '../../src-shared/documents/contract.ts';
import { LONGEST_DOCUMENT_NAME, type NameProblem, nameParts } from '../../src-shared/documents/rules.ts';
import { client } from '../client.ts';
import { textsNow } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { documentTexts } from '../texts/documents.ts';
import { keyTexts } from '../texts/keys.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { sayChanged, sayNotChanged } from './changed.ts';

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
      if (data.changeSetId !== null) sayChanged(textsNow(documentTexts).renamed(one.name, data.name), data.changeSetId);
      return;
    }
    if (isDefinedError(error) && error.code === 'INVALID') {
      form.setError('name', { message: error.data.problem }, { shouldFocus: true });
      return;
    }
    close();
    sayNotChanged(error);
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
