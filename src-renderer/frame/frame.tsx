// The frame around every page: modules, search box, the open page, messages, function keys, status line.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import { Administration } from '../administration/administration.tsx';
import { ProofQuestion } from '../administration/proof-question.tsx';
import { CardDesk } from '../card-readers/card-desk.tsx';
import { SaleDialog } from '../cash-sales/sale-dialog.tsx';
import { calls } from '../client.ts';
import { PrivacyQuestion } from '../consent/privacy-question.tsx';
import { RunningOutPage } from '../consent/running-out-page.tsx';
import { Contacts } from '../contacts/contacts.tsx';
import { openSearch, SearchDoor } from '../contacts/search-box.tsx';
import { useOfferedImport } from '../customer-import/use-offered-import.ts';
import { ShownErasure } from '../erasure/shown-erasure.tsx';
import { inTurn, isDialogOpen, useCommands } from '../keys/commands.ts';
import { KeyBar } from '../keys/key-bar.tsx';
import { type Place, usePlace } from '../paths.ts';
import { PreviewDialog } from '../printing/preview-dialog.tsx';
import { CasePage } from '../service-cases/case-page.tsx';
import { CasesPage } from '../service-cases/cases-page.tsx';
import { CompleteDialog } from '../service-cases/complete-dialog.tsx';
import { SlipDialog } from '../slips/slip-dialog.tsx';
import { TasksPage } from '../tasks/tasks-page.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { keyTexts } from '../texts/keys.ts';
import { togglePrivacyScreen } from '../ui/privacy-screen.ts';
import { QuestionDialog } from '../ui/question.tsx';
import { type TabItem, Tabs } from '../ui/tabs.tsx';
import { useFailureReports } from './failure.ts';
import { useAutomaticLock } from './lock.ts';
import { MessageLine } from './message-line.tsx';
import { useMessages } from './messages.ts';
import { Mishap } from './mishap.tsx';
import { StatusLine } from './status-line.tsx';

const useStyles = makeStyles({
  frame: { display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr) auto auto', height: '100%', minHeight: 0 },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '16px',
    minHeight: '32px',
    padding: '2px 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  page: { overflow: 'auto', minHeight: 0, position: 'relative' },
});

export function Frame({ seat, person }: { seat: Seat; person: Person }) {
  const styles = useStyles();
  const t = useTexts(frameTexts);
  const keys = useTexts(keyTexts);
  const { place, go } = usePlace();
  useFailureReports();
  useAutomaticLock(seat.lockMinutes);
  useOfferedImport(person);
  useEffect(() => {
    document.title = t.title(seat.branch.name);
  }, [t, seat.branch.name]);
  useCommands('frame', [
    {
      key: 'F3',
      name: keys.names.F3,
      run: openSearch,
    },
    { key: 'F7', name: keys.names.F7, run: togglePrivacyScreen, everywhere: true },
  ]);
  const { data: tasks = 0 } = useQuery(calls.tasks.count.queryOptions());
  const { data: runsOut = false } = useQuery(calls.consent.anythingRunsOut.queryOptions());
  const hasTasks = tasks > 0 || runsOut;
  useModuleKeys(t, hasTasks, tasks === 0);
  // What was said to one person is nobody else's business.
  useEffect(() => () => useMessages.setState({ messages: [] }), []);
  const modules: TabItem<typeof place.module>[] = [
    { value: 'contacts', label: t.contacts },
    { value: 'cases', label: t.cases },
    // Shown while something waits: most shops have none for weeks.
    ...(hasTasks || place.module === 'tasks'
      ? [{ value: 'tasks' as const, label: tasks > 0 ? t.tasksWaiting(tasks) : t.tasks }]
      : []),
    ...(person.role === 'administrator' ? [{ value: 'administration' as const, label: t.administration }] : []),
  ];

  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <nav>
          <Tabs
            label={t.modules}
            tabs={modules}
            open={place.module}
            choose={(module) => void go(firstPage(module, tasks === 0))}
          />
        </nav>
        {place.page !== 'search' && <SearchDoor />}
      </header>
      <main className={styles.page}>
        <Mishap page={`${place.module} ${place.page}`}>
          {place.module === 'contacts' ? (
            <Contacts place={place} person={person} seat={seat} />
          ) : place.module === 'cases' ? (
            place.page === 'case' ? (
              <CasePage key={place.id} id={place.id} person={person} />
            ) : (
              <CasesPage />
            )
          ) : place.module === 'tasks' ? (
            place.page === 'consents' ? (
              <RunningOutPage />
            ) : (
              <TasksPage />
            )
          ) : (
            <Administration page={place.page} person={person} />
          )}
        </Mishap>
      </main>
      <CardDesk />
      <PrivacyQuestion />
      <CompleteDialog />
      <SaleDialog />
      <QuestionDialog />
      <ProofQuestion />
      <MessageLine />
      <footer>
        <KeyBar />
        <StatusLine seat={seat} person={person} />
      </footer>
      <ShownErasure />
      <PreviewDialog />
      <SlipDialog />
    </div>
  );
}

/** Of the tasks the one that has something on it. */
function firstPage(module: Place['module'], nothingToDecide: boolean): Place {
  if (module === 'administration') return { module, page: 'branch' };
  if (module === 'tasks') return { module, page: nothingToDecide ? 'consents' : 'tasks' };
  if (module === 'cases') return { module, page: 'cases' };
  return { module: 'contacts', page: 'search' };
}

/** Alt + first letter of the module as it is called in the chosen language. */
function useModuleKeys(
  { contacts, cases, tasks, administration }: Record<'contacts' | 'cases' | 'tasks' | 'administration', string>,
  hasTasks: boolean,
  nothingToDecide: boolean,
) {
  const { go } = usePlace();
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || isDialogOpen()) return;
      const names = { contacts, ...(hasTasks && { tasks }), cases, administration };
      const module = (Object.keys(names) as Place['module'][]).find(
        (one) => names[one]?.charAt(0).toLowerCase() === event.key.toLowerCase(),
      );
      if (!module) return;
      event.preventDefault();
      inTurn(() => go(firstPage(module, nothingToDecide)));
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [go, contacts, cases, tasks, administration, hasTasks, nothingToDecide]);
}
