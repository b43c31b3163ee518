// Module 'Vorgänge': what is to be done in this branch, the newest first. Typing searches, arrows choose, Enter opens.
import { Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { create } from 'zustand';
import { CASE_STATUSES } from '../../src-shared/service-cases/rules.ts';
import { queries } from '../client.ts';
import { runSafely, useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { usePlace } from '../paths.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { FilterArrow } from '../ui/filter-arrow.tsx';
import { ChoiceBox } from '../ui/filter-boxes.tsx';
import { FilterFields } from '../ui/filter-fields.tsx';
import { CaseList, caseLineId } from './case-list.tsx';
import { openCasePage } from './open-case.ts';
import { caseIdAt, type ListedStatus, useCaseLines } from './use-case-lines.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px 16px', padding: '10px 16px' },
  title: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  search: { width: 'min(420px, 100%)' },
  panel: { paddingLeft: '16px', paddingRight: '16px' },
  status: { width: '150px' },
  count: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  list: { flexGrow: 1, minHeight: 0 },
  empty: { padding: '4px 16px', margin: 0, color: tokens.colorNeutralForeground2 },
});

/** What is to be done: no filter that somebody chose. */
const PRESELECTED = 'unfinished' satisfies ListedStatus;

/** Kept while other pages are open. */
const useCaseSearch = create<{ typed: string; status: ListedStatus; chosen: number; open: boolean }>(() => ({
  ...{ typed: '', status: PRESELECTED, chosen: 0, open: false },
}));

export function CasesPage() {
  const styles = useStyles();
  const t = useTexts(caseTexts);
  const keys = useTexts(keyTexts).names;
  const language = useLanguage((state) => state.language);
  const { go } = usePlace();
  const { typed, status, chosen, open } = useCaseSearch();
  const lines = useCaseLines(typed, status);
  const [listId, panelId] = [useId(), useId()];
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const toggle = () => {
    useCaseSearch.setState({ open: !open });
    // What closes may hold the focus.
    if (open) box.current?.focus();
  };
  useCommands('page', [
    { key: 'F4', name: keys.F4, run: toggle },
    { key: 'F5', name: keys.F5, run: () => queries.invalidateQueries() },
  ]);
  useEscape(() => (typed === '' ? void go({ module: 'contacts', page: 'search' }) : type('')));

  const type = (text: string) => useCaseSearch.setState({ typed: text, chosen: 0 });
  const openLine = async (line: number) => {
    const now = useCaseSearch.getState();
    const id = await caseIdAt(now.typed, now.status, line);
    if (id) await openCasePage(id);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = Math.max(0, lines.total - 1);
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: chosen + 15, PageUp: chosen - 15 }[event.key];
    if (to !== undefined) useCaseSearch.setState({ chosen: Math.min(last, Math.max(0, to)) });
    else if (event.key === 'Enter') void runSafely(() => openLine(useCaseSearch.getState().chosen));
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1 className={styles.title}>{t.title}</h1>
        <Input
          ref={box}
          className={styles.search}
          type="search"
          aria-label={t.search}
          aria-controls={listId}
          aria-activedescendant={lines.total > 0 ? caseLineId(listId, chosen) : undefined}
          placeholder={t.searchHint}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={(_event, { value }) => type(value)}
          onKeyDown={pressed}
        />
        <FilterArrow
          open={open}
          active={status === PRESELECTED ? [] : [t.filter]}
          controls={panelId}
          toggle={toggle}
          clear={() => {
            useCaseSearch.setState({ status: PRESELECTED, chosen: 0 });
            // The button that was pressed is gone.
            box.current?.focus();
          }}
        />
        <Text role="status" className={styles.count}>
          {lines.settled ? t.count(lines.total.toLocaleString(language), lines.total === 1) : ''}
        </Text>
      </div>
      {open && (
        <FilterFields id={panelId} name={t.filterTitle} className={styles.panel} leave={() => box.current?.focus()}>
          <ChoiceBox
            label={t.filter}
            className={styles.status}
            value={status}
            options={[
              { value: PRESELECTED, label: t.filters.unfinished },
              ...CASE_STATUSES.map((one) => ({ value: one, label: t.statuses[one] })),
              { value: 'all', label: t.filters.all },
            ]}
            choose={(value) => useCaseSearch.setState({ status: value as ListedStatus, chosen: 0 })}
          />
        </FilterFields>
      )}
      <div className={styles.list}>
        {lines.total > 0 ? (
          <CaseList {...{ listId, chosen, lines }} open={(line) => void runSafely(() => openLine(line))} />
        ) : (
          <div id={listId}>
            {lines.settled && (
              <p className={styles.empty}>{typed.trim() === '' && status === 'unfinished' ? t.none : t.noneFound}</p>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
