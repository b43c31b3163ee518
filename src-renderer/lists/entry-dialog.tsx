// Adds or changes one entry of a list: its name, what the list asks besides, and whether it has ended. F1 and Enter save.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useRef } from 'react';
import { useForm } from 'react-hook-form';
import type { ListEntry } from '../../src-shared/lists/contract.ts';
import { type ListName, type ListProblem, LONGEST_LIST_NAME } from '../../src-shared/lists/rules.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { listTexts } from '../texts/lists.ts';
import { CheckField } from '../ui/check-field.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { TextField } from '../ui/text-field.tsx';
import { type ListView, NOTHING_TYPED, type Typed } from './list-view.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '480px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
});

/** @param entry null = a new one */
export function EntryDialog<L extends ListName>(props: {
  view: ListView<L>;
  entry: ListEntry<L> | null;
  close: (savedId: string | null) => void;
}) {
  const { view, entry, close } = props;
  const styles = useStyles();
  const t = useTexts(listTexts);
  const keys = useTexts(keyTexts);
  const busy = useRef(false);
  useFocusBack();
  const form = useForm<Typed>({
    defaultValues: {
      ...NOTHING_TYPED,
      ...{ name: entry?.name ?? '', ended: (entry?.endedAt ?? null) !== null },
      ...view.typed(entry),
    },
  });
  const problemText = (problem: string) => t.problems[problem as ListProblem];

  const save = async () => {
    if (busy.current) return;
    busy.current = true;
    const typed = form.getValues();
    const { error, data } = await safe(
      client.lists.save({
        ...{ list: view.list, id: entry?.id ?? null, ended: typed.ended, form: view.form(typed) },
      } as Parameters<typeof client.lists.save>[0]),
    );
    busy.current = false;
    if (!error) close(data.id);
    else if (isDefinedError(error) && error.code === 'INVALID')
      for (const { field, problem } of error.data.problems.toReversed())
        form.setError(field as keyof Typed, { message: problem }, { shouldFocus: true });
    else if (isDefinedError(error) && error.code === 'GONE') {
      useMessages.getState().show({ tone: 'problem', text: t.gone });
      close(null);
    } else showFailure(error);
  };
  useCommands('dialog', [{ key: 'F1', name: keys.names.F1, run: save }]);

  const { add, edit } = t[view.list as ListName];
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close(null)}>
      <DialogSurface className={styles.surface}>
        <form
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogBody>
            <DialogTitle>{entry ? edit(entry.name) : add}</DialogTitle>
            <DialogContent className={styles.content}>
              <TextField {...{ form, problemText }} name="name" label={t.name} required maxLength={LONGEST_LIST_NAME} />
              <view.Fields form={form} problemText={problemText} />
              {entry && <CheckField form={form} name="ended" label={t.endField} />}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary">
                {t.save}
              </Button>
              <Button onClick={() => close(null)}>{t.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
