// The entries of one page of the Filialverwaltung: what is typed, whether it differs from what is kept, F1, F5, and the question
// before it would be lost. A lock keeps it for its owner. It draws nothing and knows no field.
import { useCallback, useEffect, useRef } from 'react';
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
import { isSame } from '../ui/is-same.ts';
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
  const { isDirty } = useFormState({ control: form.control });
  const dirty = useRef(isDirty);
  dirty.current = isDirty;
  // As kept when it was last laid into the form: what differs from it was typed here.
  const base = useRef<FieldValues>(kept);
  const latest = useRef(kept);
  latest.current = kept;

  const { setValue } = form;
  const lay = useCallback(
    (typed: FieldValues) => {
      for (const [name, value] of Object.entries(typed)) setValue(name as Path<T>, value, { shouldDirty: true });
    },
    [setValue],
  );

  const send = async (): Promise<boolean> => {
    // What nobody touched here is taken as it is kept by now: somebody else may have changed it meanwhile.
    const sent = structuredClone(form.getValues());
    const outcome = await save({ ...latest.current, ...differing(sent, base.current) });
    if (outcome === 'refused') return false;
    if ('problems' in outcome) {
      for (const { field, problem } of outcome.problems.toReversed())
        form.setError(field, { type: 'problem', message: problem }, { shouldFocus: true });
      return false;
    }
    // What was typed while it was on its way stays typed.
    const since = differing(form.getValues(), sent);
    base.current = outcome.kept;
    form.reset(outcome.kept);
    lay(since);
    dirty.current = Object.keys(since).length > 0;
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
    if (answer === 'save') return (await saveNow()) && leaving.current();
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
      lay(typed);
      show({ tone: 'hint', text: t.typedIsBack, until: 'saving' });
    }
    return () => {
      if (dirty.current) waiting.set(owner, { ...form.getValues() });
    };
  }, [owner, form, lay, show, t]);

  // Changed elsewhere: shown wherever nobody has typed here.
  const shown = JSON.stringify(kept);
  const laid = useRef(shown);
  useEffect(() => {
    if (laid.current === shown) return;
    laid.current = shown;
    const typed = differing(form.getValues(), base.current);
    const fresh = JSON.parse(shown) as T;
    base.current = fresh;
    form.reset(fresh);
    lay(typed);
  }, [form, lay, shown]);

  return form;
}

function differing(one: FieldValues, other: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(one).filter(([name, value]) => !isSame(value, other[name])));
}
