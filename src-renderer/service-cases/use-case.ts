// The working state of one open case: what is typed, keeping it as a draft, saving it, and laying it over a state that was saved
// elsewhere. It draws nothing.
import { isDefinedError, safe } from '@orpc/client';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type FieldPath, type UseFormReturn, useForm } from 'react-hook-form';
import type { CaseRecord } from '../../src-shared/service-cases/contract.ts';
import { caseProblems } from '../../src-shared/service-cases/rules.ts';
import { calls, client, queries } from '../client.ts';
import { type DraftKeeper, draftKeeper } from '../contacts/draft-keeper.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { whileSaving } from '../paths.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { focusFirst } from '../ui/focus-field.ts';
import { type CaseFields, fromCaseFields, isSameCase, mergeCase, toCaseFields, withSavedIds } from './case-fields.ts';

export type CaseStart = { record: CaseRecord; draftId: string /** One's own draft. */; draft: CaseFields | null };

export type OpenCase = {
  readonly form: UseFormReturn<CaseFields>;
  readonly record: CaseRecord;
  readonly drafts: DraftKeeper;
  /** Something differs from what is saved. */
  readonly changed: boolean;
  isChanged(): boolean;
  /** Somebody saved this case elsewhere, and the page does not show it yet. */
  readonly elsewhere: { workstation: string | null } | null;
  /** What is saved in fields that both changed. */
  readonly clashes: ReadonlyMap<string, string>;
  /** false = it could not be saved, and the screen already says why. */
  save(): Promise<boolean>;
  /** What is saved now comes in under what is typed. */
  takeNews(): Promise<void>;
  lay(fields: CaseFields): void;
  /** Back to what is saved. */
  drop(): Promise<void>;
};

export function useCase(start: CaseStart, record: CaseRecord): OpenCase {
  const { id } = start.record;
  const form = useForm<CaseFields>({ defaultValues: toCaseFields(start.record.form) });
  const [changed, setChanged] = useState(false);
  const [elsewhere, setElsewhere] = useState<OpenCase['elsewhere']>(null);
  const [clashes, setClashes] = useState<ReadonlyMap<string, string>>(new Map());
  // What callbacks must see as it is now, not as it was when they were made.
  const now = useRef({ base: toCaseFields(start.record.form), version: start.record.version });

  const parts = useMemo(() => {
    const isChanged = () => !isSameCase(form.getValues(), now.current.base);
    const drafts = draftKeeper(
      start.draftId,
      start.draft !== null,
      () => (isChanged() ? { subjectId: id, content: form.getValues() } : null),
      'serviceCase',
    );

    /** The record lies under `fields`. */
    const rebase = (fresh: CaseRecord, fields: CaseFields) => {
      const base = toCaseFields(fresh.form);
      now.current = { base, version: fresh.version };
      form.reset(base, { keepErrors: true });
      if (!isSameCase(fields, base)) lay(fields);
      setChanged(isChanged());
    };
    const lay = (fields: CaseFields) => {
      for (const [field, value] of Object.entries(fields))
        form.setValue(field as keyof CaseFields, value as never, { shouldDirty: true });
    };
    /** @returns whether both changed the same */
    const merge = (fresh: CaseRecord): boolean => {
      const { merged, clashes: found } = mergeCase(now.current.base, form.getValues(), toCaseFields(fresh.form));
      rebase(fresh, merged);
      setElsewhere(null);
      setClashes(found);
      if (isChanged()) drafts.touched();
      return found.size > 0;
    };
    const read = async (): Promise<CaseRecord> => {
      const fresh = await client.serviceCases.byId({ id });
      queries.setQueryData(calls.serviceCases.byId.queryKey({ input: { id } }), fresh);
      return fresh;
    };
    const refuse = (problems: readonly { field: string; problem: string }[]) => {
      form.clearErrors();
      for (const { field, problem } of problems)
        form.setError(field as FieldPath<CaseFields>, { type: 'problem', message: problem });
      focusFirst(problems.map(({ field }) => field));
    };

    const send = async (again: boolean): Promise<'saved' | 'same' | null> => {
      const { show, settle } = useMessages.getState();
      const sent = structuredClone(form.getValues());
      const { form: wanted, atPage } = fromCaseFields(sent);
      const problems = caseProblems(wanted);
      if (problems.length > 0) {
        refuse(problems.map((one) => ({ ...one, field: atPage(one.field) })));
        return null;
      }
      const { data, error } = await safe(
        client.serviceCases.save({ id, form: wanted, basedOn: now.current.version, draftId: drafts.id }),
      );
      if (!error) {
        form.clearErrors();
        drafts.saved();
        setElsewhere(null);
        setClashes(new Map());
        // What was typed while it was on its way stays typed.
        const saved = toCaseFields(data.record.form);
        const { merged } = mergeCase(...withSavedIds(sent, form.getValues(), saved), saved);
        rebase(data.record, merged);
        if (isChanged()) drafts.touched();
        queries.setQueryData(calls.serviceCases.byId.queryKey({ input: { id } }), data.record);
        settle('saving');
        return data.changeSetId === null ? 'same' : 'saved';
      }
      if (!isDefinedError(error)) showFailure(error);
      else if (error.code === 'INVALID')
        refuse(error.data.problems.map((one) => ({ ...one, field: atPage(one.field) })));
      else if (error.code === 'GONE') show({ tone: 'problem', text: textsNow(caseTexts).gone });
      else if (error.code === 'CHANGED_SINCE' && again) {
        if (!merge(await read())) return send(false);
        show({ tone: 'hint', text: textsNow(caseTexts).page.both });
      } else showFailure(error);
      return null;
    };

    const save = async (): Promise<boolean> => {
      await drafts.rest();
      const done = await send(true);
      const t = textsNow(caseTexts);
      if (done === null) drafts.touched();
      else
        useMessages.getState().show({
          ...{ tone: done === 'saved' ? 'done' : 'hint', text: done === 'saved' ? t.saved : t.nothingToSave },
          until: 'typing',
        });
      return done !== null;
    };

    return {
      ...{ drafts, isChanged, lay },
      save: () => whileSaving(save()),
      takeNews: async () => {
        merge(await read());
        await queries.invalidateQueries();
      },
      drop: async () => {
        form.reset(now.current.base);
        setClashes(new Map());
        await drafts.discard();
      },
      /** A newer record came in by itself. What this workstation wrote needs nobody's attention. */
      arrived: async (fresh: CaseRecord) => {
        const since = now.current.version;
        const found = await client.sync.changedElsewhere({ customerId: fresh.customer.id, since });
        if (now.current.version >= fresh.version) return;
        if (!found || isSameCase(toCaseFields(fresh.form), now.current.base)) merge(fresh);
        else setElsewhere(found);
      },
    };
  }, [form, id, start]);

  const { draft } = start;
  useLayoutEffect(() => {
    if (draft) parts.lay(draft);
    const look = () => setChanged(parts.isChanged());
    look();
    return form.subscribe({
      formState: { values: true },
      callback: () => {
        look();
        if (parts.isChanged()) useMessages.getState().settle('typing');
        parts.drafts.touched();
      },
    });
  }, [form, parts, draft]);

  useEffect(() => {
    if (record.version > now.current.version) void parts.arrived(record).catch(showFailure);
  }, [record, parts]);

  return { ...parts, form, record, changed, elsewhere, clashes };
}
