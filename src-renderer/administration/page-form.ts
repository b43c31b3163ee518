// The entries of one page of the Filialverwaltung: what is typed, whether it differs from what is kept, F1, F5, and the question
// before it would be lost. A lock keeps it for its owner. It draws nothing and knows no field.
import { useEffect, useRef } from 'react';
import type { DefaultValues } from 'react-hook-form';
import {
  type FieldPath,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
  useFormState,
} from 'react-hook-form';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { usePlace, whileSaving } from '../paths.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { ask } from '../ui/question.tsx';

export type SaveOutcome<T extends FieldValues> =
  /** What is kept now, as the service tidied it. */
  | { kept: T }
  | { problems: { field: FieldPath<T>; problem: string }[] }
  /** The screen says already why. */
  | 'refused';

type PageForm<T extends FieldValues> = {
  /** Whose entries wait behind a lock: page and person. */
  owner: string;
  /** As kept by the service; a newer one is taken where nothing was typed. */
  kept: T;
  save: (entered: T) => Promise<SaveOutcome<T>>;
  reload: () => Promise<unknown>;
};

/** Half-typed pages behind a lock, in memory only: `owner` → what was typed. */
const waiting = new Map<string, FieldValues>();

export function usePageForm<T extends FieldValues>({ owner, kept, save, reload }: PageForm<T>): UseFormReturn<T> {
  const t = useTexts(administrationTexts);
  const keys = useTexts(keyTexts);
  const { show } = useMessages();
  const { setHold } = usePlace();
  const form = useForm<T>({ defaultValues: kept as DefaultValues<T> });
  const { isDirty, dirtyFields } = useFormState({ control: form.control });
  const dirty = useRef(isDirty);
  dirty.current = isDirty;

  const send = async (): Promise<boolean> => {
    // What nobody touched here is taken as it is kept by now: somebody else may have changed it meanwhile.
    const typed = Object.entries(form.getValues()).filter(([name]) => name in dirtyFields);
    const outcome = await save({ ...kept, ...Object.fromEntries(typed) });
    if (outcome === 'refused') return false;
    if ('problems' in outcome) {
      for (const { field, problem } of outcome.problems.toReversed())
        form.setError(field, { type: 'problem', message: problem }, { shouldFocus: true });
      return false;
    }
    form.reset(outcome.kept);
    dirty.current = false;
    show({ tone: 'done', text: t.saved, until: 'typing' });
    return true;
  };

  const saveNow = () => whileSaving(send());

  const mayLeave = async (): Promise<boolean> => {
    if (!dirty.current) return true;
    const answer = await ask({
      title: t.leave.title,
      text: t.leave.text,
      answers: [
        { value: 'save', label: t.leave.save },
        { value: 'discard', label: t.leave.discard },
        { value: 'cancel', label: t.leave.cancel },
      ],
    });
    if (answer === 'save') return saveNow();
    if (answer === 'discard') {
      form.reset();
      dirty.current = false;
    }
    return answer === 'discard';
  };
  const leaving = useRef(mayLeave);
  leaving.current = mayLeave;

  useCommands('page', [
    { key: 'F1', name: keys.names.F1, run: saveNow, blocked: isDirty ? undefined : t.nothingChanged },
    { key: 'F5', name: keys.names.F5, run: async () => ((await mayLeave()) ? reload() : undefined) },
  ]);

  useEffect(() => {
    setHold(() => leaving.current());
    return () => setHold(null);
  }, [setHold]);

  useEffect(() => {
    const typed = waiting.get(owner);
    waiting.delete(owner);
    if (typed) {
      for (const [name, value] of Object.entries(typed)) form.setValue(name as Path<T>, value, { shouldDirty: true });
      show({ tone: 'hint', text: t.typedIsBack, until: 'saving' });
    }
    return () => {
      if (dirty.current) waiting.set(owner, { ...form.getValues() });
    };
  }, [owner, form, show, t]);

  // Changed elsewhere: shown wherever nobody has typed here.
  const shown = JSON.stringify(kept);
  const laid = useRef(shown);
  useEffect(() => {
    if (laid.current === shown) return;
    laid.current = shown;
    form.reset(JSON.parse(shown) as T, { keepDirtyValues: dirty.current, keepDirty: dirty.current });
  }, [form, shown]);

  return form;
}
