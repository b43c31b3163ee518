// The page of one case: opens it with what was half typed, lends its keys, and asks before something would be lost.
import { Link, MessageBar, MessageBarBody, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CaseRecord } from '../../src-shared/service-cases/contract.ts';
import type { Person } from '../../src-shared/sign-in/contract.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { keepBeforeLock } from '../frame/lock.ts';
import { useMessages } from '../frame/messages.ts';
import { runSafely, useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { usePlace } from '../paths.ts';
import { openPreview } from '../printing/open-preview.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { syncTexts } from '../texts/sync.ts';
import { dayAndTime } from '../texts/when.ts';
import { FieldNotes } from '../ui/field-notes.ts';
import { focusField } from '../ui/focus-field.ts';
import { ask } from '../ui/question.tsx';
import { caseFields } from './case-fields.ts';
import { CaseSheet } from './case-sheet.tsx';
import { placeBack, useCaseNames } from './open-case.ts';
import { type CaseStart, type OpenCase, useCase } from './use-case.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateRows: 'auto auto minmax(0, 1fr)', height: '100%' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: '18px',
    padding: '8px 16px 6px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0 },
  fact: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  news: {
    display: 'flex',
    padding: '3px 16px 3px 12px',
    backgroundColor: tokens.colorPaletteYellowBackground1,
    borderBottom: `1px solid ${tokens.colorPaletteYellowBackground2}`,
    borderLeft: `4px solid ${tokens.colorPaletteYellowBorderActive}`,
  },
  newsLink: {
    lineHeight: '24px',
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'underline',
    color: tokens.colorNeutralForeground1,
  },
  sheet: { overflow: 'auto', minHeight: 0 },
});

export function CasePage({ id, person }: { id: string; person: Person }) {
  const t = useTexts(caseTexts);
  const record = useQuery(calls.serviceCases.byId.queryOptions({ input: { id } }));
  // Read anew for each visit: a draft that was saved or thrown away since must not come back.
  const drafts = useQuery(calls.drafts.list.queryOptions({ staleTime: 0, gcTime: 0 }));
  // Where there are types the page begins with their field: it must be there from the first.
  const types = useQuery(calls.serviceCases.types.queryOptions());
  const [start, setStart] = useState<CaseStart | null>(null);
  if (record.error)
    return (
      <MessageBar intent="warning" shape="square">
        <MessageBarBody>{t.gone}</MessageBarBody>
      </MessageBar>
    );
  if (!record.data || types.isPending) return null;
  if (!start) {
    if (record.isFetching || (!drafts.isFetchedAfterMount && !drafts.error)) return null;
    const own = drafts.data?.find((one) => one.subjectId === id && one.ownerId === person.id);
    const draft = own ? readDraft(own.body) : null;
    setStart({ record: record.data, draftId: own?.id ?? crypto.randomUUID(), draft });
    return null;
  }
  return <Case start={start} record={record.data} person={person} />;
}

function Case({ start, record, person }: { start: CaseStart; record: CaseRecord; person: Person }) {
  const styles = useStyles();
  const t = useTexts(caseTexts);
  const keys = useTexts(keyTexts).names;
  const elsewhere = useTexts(syncTexts).elsewhere;
  const language = useLanguage((state) => state.language);
  const { go, goNow, setHold } = usePlace();
  const open = useCase(start, record);
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    setHold(() => mayLeave(latest.current));
    return () => setHold(null);
  }, [setHold]);
  useCaseDrafts(open, start, person);

  const reload = async () => {
    // What was saved elsewhere comes in under what is typed: nothing is lost by it, so nothing is asked.
    if (latest.current.elsewhere) return latest.current.takeNews();
    if (await mayLeave(latest.current)) await queries.invalidateQueries();
  };
  const print = async () => {
    if (latest.current.isChanged() && !(await latest.current.save())) return;
    const { data, error } = await safe(client.serviceCases.print({ id: record.id }));
    if (error) showFailure(error);
    else void openPreview(data.preview).catch(showFailure);
  };
  useCommands('page', [
    { key: 'F1', name: keys.F1, run: () => latest.current.save() },
    { key: 'F5', name: keys.F5, run: reload },
    { key: 'F9', name: keys.F9, entries: [{ label: t.page.slip, run: print }] },
    { key: 'F12', name: keys.F12, run: async () => ((await saved(latest.current)) ? goNow(placeBack()) : undefined) },
  ]);
  useEscape(() => void go(placeBack()));

  // A case that was just opened begins with what it is about.
  const title = useRef(record.form.title);
  useEffect(() => {
    if (!focusField('caseTypeId')) focusField('title');
    const field = document.activeElement;
    if (field instanceof HTMLInputElement && title.current === textsNow(caseTexts).newTitle) field.select();
  }, []);

  const { covered, nameOf } = useCaseNames(record.customer.id);
  const { customer, openedAt, openedBy, closedAt, number } = record;
  const when = dayAndTime(openedAt, language);
  const notes = new Map([...open.clashes].map(([field, value]) => [field, elsewhere.note(value)]));
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Subtitle1 as="h1" className={styles.title}>
          {t.page.heading(number)}
        </Subtitle1>
        <Link
          as="button"
          onClick={() => void go({ module: 'contacts', page: 'customer', id: customer.id, tab: 'master' })}
        >
          {t.page.customer(nameOf(customer.id, customer.name), customer.number)}
        </Link>
        <Text className={styles.fact}>{openedBy ? t.page.openedBy(when, openedBy) : t.page.opened(when)}</Text>
        {closedAt !== null && <Text className={styles.fact}>{t.page.closed(dayAndTime(closedAt, language))}</Text>}
        <DraftMark open={open} />
      </header>
      <div role="status">
        {open.elsewhere && (
          <div className={styles.news}>
            <Link as="button" className={styles.newsLink} onClick={() => void runSafely(() => open.takeNews())}>
              {open.elsewhere.workstation === null ? t.page.elsewhere : t.page.elsewhereAt(open.elsewhere.workstation)}
            </Link>
          </div>
        )}
      </div>
      <div className={styles.sheet}>
        <FieldNotes value={notes}>
          <CaseSheet open={open} />
        </FieldNotes>
      </div>
      <LogCommand subjectIds={[customer.id]} record={customer.name} covered={covered} />
    </div>
  );
}

/** That what is typed is safe, though not saved. */
function DraftMark({ open }: { open: OpenCase }) {
  const styles = useStyles();
  const t = useTexts(caseTexts).page;
  const state = useSyncExternalStore(open.drafts.watch, open.drafts.state);
  if (!open.changed) return null;
  return (
    <Text size={200} role="status" aria-busy={state !== 'kept'} className={styles.fact}>
      {t.draftKept}
    </Text>
  );
}

/** Says that one's own draft was restored, offers a colleague's, and keeps the newest state before the window goes. */
function useCaseDrafts(open: OpenCase, start: CaseStart, person: Person): void {
  const latest = useRef(open);
  latest.current = open;
  const { id } = start.record;
  useEffect(() => {
    const { show, settle } = useMessages.getState();
    const t = textsNow(caseTexts).page;
    const { language } = useLanguage.getState();
    const say = async () => {
      for (const one of await client.drafts.list()) {
        if (one.subjectId !== id) continue;
        const when = dayAndTime(one.changedAt, language);
        const throwAway = () => {
          settle('saving');
          void latest.current.drop().catch(showFailure);
        };
        const takeOver = async () => {
          const taken = await client.drafts.takeOver({ id: one.id });
          const fields = readDraft(taken.body);
          if (!fields) return;
          latest.current.drafts.adopt(one.id);
          latest.current.lay(fields);
          show({ tone: 'done', text: t.takenOver(one.ownerName), until: 'saving' });
        };
        if (one.ownerId !== person.id)
          show({
            ...{ tone: 'hint', text: t.ofColleague(one.ownerName, when), until: 'saving' },
            action: { label: t.takeOver, run: () => void takeOver().catch(showFailure) },
          });
        else if (start.draft)
          show({
            ...{ tone: 'hint', text: t.restored(when), until: 'saving' },
            action: { label: t.discard, run: throwAway },
          });
      }
    };
    void say().catch(showFailure);
  }, [id, person.id, start.draft]);

  const { drafts } = open;
  useEffect(() => {
    const keep = () => drafts.flush();
    const forgetLock = keepBeforeLock(keep);
    window.addEventListener('pagehide', keep);
    return () => {
      forgetLock();
      window.removeEventListener('pagehide', keep);
      void keep();
    };
  }, [drafts]);
}

function readDraft(body: string) {
  try {
    return caseFields.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

/** true = nothing is left to lose. */
async function mayLeave(open: OpenCase): Promise<boolean> {
  if (!open.isChanged()) return true;
  const t = textsNow(caseTexts).leave;
  const answer = await ask({
    title: t.title,
    text: t.text(open.record.number),
    answers: [
      { value: 'save', label: t.save },
      { value: 'discard', label: t.discard },
      { value: 'cancel', label: t.cancel },
    ],
  });
  if (answer === 'discard') await open.drop();
  return answer === 'save' ? saved(open) : answer === 'discard';
}

/** Saves; what was typed while that was on its way is asked about. @returns as `mayLeave` */
async function saved(open: OpenCase): Promise<boolean> {
  return (await open.save()) && mayLeave(open);
}
