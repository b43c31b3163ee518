// Module 'Aufgaben': what waits for staff, the oldest first; nothing leaves the list by itself. When one is done the next has
// the focus.
import { Button, Link, makeStyles, Subtitle1, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { OpenTask } from '../../src-shared/tasks/contract.ts';
import { calls, client, queries } from '../client.ts';
import { failureText, showFailure } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { usePlace } from '../paths.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { taskTexts } from '../texts/tasks.ts';
import { dayAndTime } from '../texts/when.ts';
import { useEntryFocus } from '../ui/entry-focus.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { Registration } from './registration.tsx';
import { TaskPages } from './task-pages.tsx';

const useStyles = makeStyles({
  page: { padding: '12px 20px 24px', maxWidth: '1200px' },
  title: { margin: 0 },
  // It only holds the place from which Tab goes on.
  start: { outlineStyle: 'none' },
  lead: { display: 'block', margin: '2px 0 10px', color: tokens.colorNeutralForeground2 },
  entry: { padding: '12px 0 14px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, outlineOffset: '4px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: '14px', margin: 0 },
  fact: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  what: { fontWeight: tokens.fontWeightSemibold },
  why: { display: 'block', margin: '4px 0 0', maxWidth: '90ch' },
  actions: { display: 'flex', gap: '8px', marginTop: '8px' },
});

export function TasksPage() {
  const styles = useStyles();
  const t = useTexts(taskTexts);
  const keys = useTexts(keyTexts).names;
  const { go } = usePlace();
  const { data, error } = useQuery(calls.tasks.open.queryOptions());
  const { page, title, done: doneAt } = useEntryFocus(data);
  const [opened, setOpened] = useState<string | null>(null);
  useCommands('page', [{ key: 'F5', name: keys.F5, run: () => queries.invalidateQueries() }]);
  useEscape(() => (opened === null ? void go({ module: 'contacts', page: 'search' }) : setOpened(null)));
  const tasks = data?.tasks ?? [];
  const done = async (task: OpenTask) => {
    doneAt(tasks.findIndex(({ id }) => id === task.id));
    setOpened(null);
    await queries.invalidateQueries();
  };
  return (
    <>
      <TaskPages open="tasks" />
      <div ref={page} className={styles.page}>
        <div ref={title} tabIndex={-1} className={styles.start}>
          <Subtitle1 as="h1" block className={styles.title}>
            {t.title}
          </Subtitle1>
        </div>
        {data && (
          <Text size={200} className={styles.lead}>
            {tasks.length > 0 ? t.lead : t.none}
          </Text>
        )}
        {tasks.map((task) => (
          <Entry
            key={task.id}
            task={task}
            isOpen={opened === task.id}
            toggle={() => setOpened(opened === task.id ? null : task.id)}
            done={() => done(task)}
          />
        ))}
        {data && data.count > tasks.length && <Text>{t.more(data.count - tasks.length)}</Text>}
        {error && (
          <Text as="p" role="alert">
            {failureText(error)}
          </Text>
        )}
      </div>
    </>
  );
}

type EntryProps = { task: OpenTask; isOpen: boolean; toggle: () => void; done: () => Promise<void> };

function Entry({ task, isOpen, toggle, done }: EntryProps) {
  const styles = useStyles();
  const t = useTexts(taskTexts);
  const language = useLanguage((state) => state.language);
  const id = useId();
  const { go } = usePlace();
  const { about, customer, createdAt } = task;
  const what = about.kind === 'assignConnection' ? t.assign : t.newPassword;
  const { nameOf } = usePersonNames();
  const who =
    about.kind === 'assignConnection'
      ? nameOf(null, about.name)
      : customer
        ? nameOf(customer.id, customer.name)
        : t.unknownCustomer;
  const openCustomer = () => {
    if (customer) void go({ module: 'contacts', page: 'customer', id: customer.id, tab: 'access' });
  };
  const finish = async () => {
    const { error } = await safe(client.tasks.finish({ id: task.id }));
    if (error) showFailure(error);
    await done();
  };
  return (
    <article className={styles.entry} aria-labelledby={id} tabIndex={-1}>
      <Subtitle2 as="h2" id={id} className={styles.head} aria-label={t.entry(who, what)}>
        {customer ? (
          <Link as="button" onClick={openCustomer}>
            {who}
          </Link>
        ) : (
          <span>{who}</span>
        )}
        {customer && <Text className={styles.fact}>{t.number(customer.number)}</Text>}
        <span className={styles.what}>{what}</span>
        <Text className={styles.fact}>{t.since(dayAndTime(createdAt, language))}</Text>
      </Subtitle2>
      {about.kind === 'newPasswordNeeded' && (
        <>
          <Text className={styles.why}>
            {t.newPasswordWhy(
              about.letterNumber ?? t.nothing,
              [about.employee, about.workstation].filter(Boolean).join(', ') || t.nothing,
            )}
          </Text>
          <div className={styles.actions}>
            {customer && (
              <Button size="small" onClick={openCustomer}>
                {t.openCustomer}
              </Button>
            )}
            <Button size="small" onClick={() => void finish()}>
              {t.done}
            </Button>
          </div>
        </>
      )}
      {about.kind === 'assignConnection' && (
        <>
          <div className={styles.actions}>
            <Button size="small" aria-expanded={isOpen} onClick={toggle}>
              {isOpen ? t.close : t.open}
            </Button>
          </div>
          {isOpen && <Registration taskId={task.id} name={about.name} done={done} />}
        </>
      )}
    </article>
  );
}
