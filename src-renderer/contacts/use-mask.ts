// The working state of one open mask: what is typed, what of it differs from what is saved, saving it, and laying typed
// fields over a record that was changed elsewhere. It draws nothing and asks nothing.
import { isDefinedError, safe } from '@orpc/client';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type FieldPath, useForm } from 'react-hook-form';
import type { CustomerRecord } from '../../src-shared/customers/contract.ts';
import { emptyForm, localDay } from '../../src-shared/customers/rules.ts';
import type { Settings } from '../../src-shared/settings/rules.ts';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import { calls, client, queries } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { usePlace, whileSaving } from '../paths.ts';
import { contactTexts } from '../texts/contacts.ts';
import { focusFirst } from '../ui/focus-field.ts';
import type { DraftContent } from './draft-content.ts';
import { draftKeeper } from './draft-keeper.ts';
import { differingFields, fromMaskForm, type MaskForm, pickFields, toMaskForm } from './mask-form.ts';
import type { HeldWork, MaskListener, MaskState, SavedMask } from './mask-state.ts';
import { type Clash, mergeMask } from './merge-mask.ts';
import { continueMask } from './open-masks.ts';
import { sayKept } from './undo-save.ts';

export type MaskStart = {
  record: CustomerRecord | null;
  draftId: string;
  /** What is laid over the record to begin with: one's own draft. */
  draft: DraftContent | null;
  /** The service has that draft; otherwise it is kept now. */
  draftKept: boolean;
  /** A new customer begins with what was typed in the search. */
  prefill: Partial<MaskForm>;
  /** As they are when the mask opens: what a new customer begins with. */
  settings: Settings;
  person: Person;
  seat: Seat;
};

export type OpenMask = MaskState & {
  readonly drafts: ReturnType<typeof draftKeeper>;
  readonly held: ReadonlySet<HeldWork>;
  /** As `changed`, but as it is this very moment, drawn or not. */
  isChanged(): boolean;
  /** Saves what is typed by now, what is typed meanwhile stays typed; `say` tells the user, after the mask has been left if it is. */
  save(): Promise<{ saved: SavedMask; say: () => void } | null>;
  /** Lets the listeners do what follows a save: print the login code, ask for consent. */
  follow(saved: SavedMask): Promise<void>;
  /** Lays fields over what is there, with the mark of a change. */
  lay(content: DraftContent): void;
  /** Back to what is saved. */
  drop(): Promise<void>;
  /** Somebody saved this customer elsewhere, and the mask does not show it yet; `workstation` null = it is not known where. */
  readonly elsewhere: { workstation: string | null } | null;
  /** What both changed: the typed values stand in the form, saving writes them. */
  readonly clashes: readonly Clash[];
  /** Takes what is saved now and keeps what is typed. */
  takeNews(): Promise<void>;
  /** The saved value of a clash goes into the form. */
  takeTheirs(clash: Clash): void;
};

/** `toFields` makes sure that the first of the fields is on the screen before it gets focus. */
export function useMask(
  start: MaskStart,
  record: CustomerRecord | null,
  settings: Settings,
  toFields: (fields: readonly string[]) => void,
): OpenMask {
  const { newCustomerKind, newCustomerStatus } = start.settings;
  const stored = useMemo(
    () => toMaskForm(record?.form ?? emptyForm(newCustomerKind, newCustomerStatus)),
    [record, newCustomerKind, newCustomerStatus],
  );
  const form = useForm<MaskForm>({
    defaultValues: { ...stored, ...(record ? {} : begunAs(stored.kind, start.prefill)) },
  });
  const [appActive, setAppActive] = useState(start.draft?.appActive ?? null);
  const [differs, setDiffers] = useState(false);
  const [elsewhere, setElsewhere] = useState<OpenMask['elsewhere']>(null);
  const [clashes, setClashes] = useState<readonly Clash[]>([]);
  // What callbacks must see as it is now, not as it was when they were made.
  const now = useRef({ record, stored, base: form.getValues(), appActive, version: record?.version ?? null, toFields });
  now.current.appActive = appActive;
  now.current.toFields = toFields;

  const parts = useMemo(() => {
    const listeners = new Set<MaskListener>();
    const held = new Set<HeldWork>();
    const drafts = draftKeeper(start.draftId, start.draftKept, () => {
      const values = form.getValues();
      const fields = pickFields(values, differingFields(values, now.current.stored));
      if (differingFields(values, now.current.base).length === 0 && now.current.appActive === null) return null;
      return { subjectId: now.current.record?.id ?? null, content: { fields, appActive: now.current.appActive } };
    });
    return { listeners, held, drafts };
  }, [form, start.draftId, start.draftKept]);

  const mask = useMemo(() => {
    const { listeners, held, drafts } = parts;

    const lay = ({ fields, appActive: active }: DraftContent) => {
      for (const field of Object.keys(fields) as (keyof MaskForm)[]) form.setValue(field, fields[field] as never);
      if (active !== null) setAppActive(active);
    };

    /** The record as it is now lies under the fields named, which stay as they are typed. */
    const rebase = (fresh: CustomerRecord, keep: readonly (keyof MaskForm)[]) => {
      const typed = pickFields(form.getValues(), keep);
      const base = toMaskForm(fresh.form);
      Object.assign(now.current, { record: fresh, stored: base, base, version: fresh.version });
      form.reset(base, { keepErrors: true });
      lay({ fields: typed, appActive: null });
      setDiffers(keep.length > 0);
    };

    /** As `rebase`, with what is typed merged line by line. @returns whether both changed the same */
    const merge = (fresh: CustomerRecord): boolean => {
      const { merged, clashes: found } = mergeMask(now.current.base, form.getValues(), toMaskForm(fresh.form));
      rebase(fresh, []);
      const typed = differingFields(merged, now.current.base);
      lay({ fields: pickFields(merged, typed), appActive: null });
      setDiffers(typed.length > 0);
      setElsewhere(null);
      // What was met before and is still typed is met again: it differs from what is saved.
      setClashes(found);
      if (typed.length > 0) drafts.touched();
      return found.length > 0;
    };

    const refuse = (problems: readonly { field: string; problem: string }[]) => {
      const fields = problems.map(({ field }) => field);
      now.current.toFields(fields);
      form.clearErrors();
      for (const { field, problem } of problems)
        form.setError(field as FieldPath<MaskForm>, { type: 'problem', message: problem });
      // On another tab: after this one has been drawn.
      if (!focusFirst(fields)) window.setTimeout(() => focusFirst(fields));
    };

    const send = async (values: MaskForm, basedOn: number | null, again: boolean): Promise<Sent | null> => {
      const { form: sent, problems, atMask } = fromMaskForm(values, Date.now(), localDay(Date.now()));
      if (problems.length > 0) {
        refuse(problems);
        return null;
      }
      const id = now.current.record?.id ?? null;
      const { data, error } = await safe(
        client.customers.save({ id, form: sent, basedOn, appActive: now.current.appActive, draftId: drafts.id }),
      );
      if (!error) return data;
      if (!isDefinedError(error)) showFailure(error);
      else if (error.code === 'INVALID')
        refuse(error.data.problems.map(({ field, problem }) => ({ field: atMask(field), problem })));
      else if (error.code === 'REFUSED') {
        const { reason } = error.data;
        const said = [...listeners].map((listener) => listener.refused?.(reason) ?? false).includes(true);
        if (!said) useMessages.getState().show({ tone: 'problem', text: textsNow(contactTexts).refused });
      } else if (error.code === 'GONE')
        useMessages.getState().show({ tone: 'problem', text: textsNow(contactTexts).gone });
      else if (error.code === 'CHANGED_SINCE' && id && again) return meet(id);
      else showFailure(error);
      return null;
    };

    /** Somebody saved this customer meanwhile: what both changed is shown first, everything else goes together. */
    const meet = async (id: string): Promise<Sent | null> => {
      const fresh = await client.customers.byId({ id });
      queries.setQueryData(calls.customers.byId.queryKey({ input: { id } }), fresh);
      if (!merge(fresh)) return send(form.getValues(), fresh.version, false);
      useMessages.getState().show({ tone: 'hint', text: textsNow(contactTexts).changedElsewhere });
      return null;
    };

    const saveNow: OpenMask['save'] = async () => {
      const values = structuredClone(form.getValues());
      const changed = differingFields(values, now.current.stored);
      const created = now.current.record === null;
      await drafts.rest();
      const data = await send(values, now.current.version, true);
      if (!data) {
        drafts.touched();
        return null;
      }
      form.clearErrors();
      drafts.saved();
      rebase(data.record, differingFields(form.getValues(), values));
      setAppActive(null);
      setElsewhere(null);
      setClashes([]);
      now.current.appActive = null;
      queries.setQueryData(calls.customers.byId.queryKey({ input: { id: data.id } }), data.record);
      const saved = { customerId: data.id, number: data.number, created, changed, newLoginCode: data.newLoginCode };
      if (created) becomeCustomer(data.id);
      return { saved, say: () => sayKept({ ...saved, changeSetId: data.changeSetId, record: data.record }) };
    };

    const save: OpenMask['save'] = () => whileSaving(saveNow());

    const follow = async (saved: SavedMask) => {
      for (const listener of [...listeners]) await listener.saved?.(saved);
    };

    return {
      isChanged: () => now.current.appActive !== null || differingFields(form.getValues(), now.current.base).length > 0,
      save,
      follow,
      lay,
      /** A newer record came in by itself. */
      arrived: async (fresh: CustomerRecord) => {
        const since = now.current.version ?? 0;
        const found = await client.sync.changedElsewhere({ customerId: fresh.id, since });
        if ((now.current.version ?? 0) >= fresh.version) return;
        // What this workstation wrote itself, and what the mask does not show, needs nobody's attention.
        if (!found || differingFields(toMaskForm(fresh.form), now.current.stored).length === 0) merge(fresh);
        else setElsewhere(found);
      },
      takeNews: async () => {
        const id = now.current.record?.id;
        if (!id) return;
        const fresh = await client.customers.byId({ id });
        merge(fresh);
        await queries.invalidateQueries();
      },
      takeTheirs: (clash: Clash) => {
        const { path, theirs } = clash;
        if (theirs !== null) form.setValue(path as FieldPath<MaskForm>, theirs as never);
        setClashes((before) => before.filter((one) => one !== clash));
        focusFirst([path]);
      },
      saveMask: async () => {
        const done = await save();
        if (!done) return null;
        done.say();
        void follow(done.saved).catch(showFailure);
        return done.saved;
      },
      saveAndFollow: async () => {
        const done = await save();
        done?.say();
        if (done) await follow(done.saved);
        return done?.saved ?? null;
      },
      drop: async () => {
        form.reset(now.current.base);
        setClashes([]);
        setAppActive(null);
        now.current.appActive = null;
        await drafts.discard();
        for (const one of [...held]) await one.discard();
      },
      listen: (listener: MaskListener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      hold: (one: HeldWork) => {
        held.add(one);
        return () => void held.delete(one);
      },
      setAppActive: (active: boolean | null) => {
        setAppActive(active);
        now.current.appActive = active;
        drafts.touched();
      },
    };
  }, [form, parts]);

  // Draft first, then listening: what is kept already need not be kept again.
  const { draft, draftKept } = start;
  useLayoutEffect(() => {
    if (draft) mask.lay(draft);
    if (draft && !draftKept) parts.drafts.touched();
    const look = () => {
      const changed = differingFields(form.getValues(), now.current.base).length > 0;
      setDiffers(changed);
      return changed;
    };
    look();
    return form.subscribe({
      formState: { values: true },
      callback: () => {
        if (look()) useMessages.getState().settle('typing');
        parts.drafts.touched();
      },
    });
  }, [form, parts, mask, draft, draftKept]);

  // Changed meanwhile: by this workstation (an import, an undoing) it goes under what is typed, by another one it is said.
  useEffect(() => {
    if (!record || record.version === now.current.version) return;
    if (now.current.version !== null && record.version < now.current.version) return;
    void mask.arrived(record).catch(showFailure);
  }, [record, mask]);

  return {
    ...mask,
    ...parts,
    customerId: record?.id ?? null,
    record,
    form,
    ...{ elsewhere, clashes },
    changed: differs || appActive !== null,
    appActive,
    settings,
    person: start.person,
    seat: start.seat,
  };
}

/** A company has one name: what was typed as a person's is it. */
function begunAs(kind: MaskForm['kind'], typed: Partial<MaskForm>): Partial<MaskForm> {
  if ((typed.kind ?? kind) === 'natural' || !typed.firstName) return typed;
  const { firstName, lastName = '', ...rest } = typed;
  return { ...rest, lastName: `${firstName} ${lastName}`.trim() };
}

/** The mask of a new customer goes on as that customer's. */
function becomeCustomer(customerId: string): void {
  const { goNow, place } = usePlace.getState();
  if (place.module !== 'contacts' || place.page !== 'new') return;
  continueMask(customerId, place.draftId);
  goNow({ module: 'contacts', page: 'customer', id: customerId, tab: 'master' });
}

type Sent = Awaited<ReturnType<typeof client.customers.save>>;
