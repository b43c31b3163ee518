// Module 'Kontakte': the one search box and the list under it; below, drafts that wait and the customers opened last.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { DEFAULT_COLUMNS } from '../../src-shared/customer-list/rules.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import { OtherBranches } from '../branch-search/other-branches.tsx';
import { TakeCard } from '../cards/take-card.tsx';
import { calls, queries } from '../client.ts';
import { FilterPanel } from '../customer-filter/filter-panel.tsx';
import { clearFilter, type Filters, useFilterChoice, useFilters } from '../customer-filter/filters.ts';
import { ListCommands } from '../customer-filter/list-commands.tsx';
import { DeletedCustomerDialog } from '../deletion/deleted-customer.tsx';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { newCustomer, usePlace } from '../paths.ts';
import { startCase } from '../service-cases/new-case.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerFilterTexts } from '../texts/customer-filter.ts';
import { hitTexts } from '../texts/hits.ts';
import { keyTexts } from '../texts/keys.ts';
import { FilterArrow } from '../ui/filter-arrow.tsx';
import { HitList, lineId } from './hit-list.tsx';
import { HitSymbols } from './hit-symbols.tsx';
import { beginMask } from './open-masks.ts';
import { RecentLines } from './recent-lines.tsx';
import { SearchBox } from './search-box.tsx';
import { useSearch } from './search-state.ts';
import { typedCustomer } from './typed-customer.ts';
import { type Hits, hitIdAt, useHits } from './use-hits.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  hits: { flexGrow: 1, minHeight: 0 },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '16px', padding: '10px 16px' },
  title: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  count: { display: 'flex', alignItems: 'center', color: tokens.colorNeutralForeground2 },
  narrow: { display: 'none', '@media (max-width: 900px)': { display: 'inline' } },
  number: { fontVariantNumeric: 'tabular-nums' },
  empty: { padding: '4px 16px', margin: 0, color: tokens.colorNeutralForeground2 },
});

export function SearchPage({ person, seat }: { person: Person; seat: Seat }) {
  const styles = useStyles();
  const t = useTexts(hitTexts);
  const f = useTexts(customerFilterTexts);
  const keys = useTexts(keyTexts).names;
  const { go } = usePlace();
  const { typed, chosen, all } = useSearch();
  const [listId, panelId] = [useId(), useId()];
  const filters = useFilters();
  const { filter } = filters;
  const listsAll = filters.active.length > 0;
  const hits = useHits(typed, all, filter, listsAll);
  const isAsked = typed.trim() !== '' || listsAll;
  const { data: columns = DEFAULT_COLUMNS } = useQuery(calls.customerList.columns.queryOptions());
  const [deletedId, setDeletedId] = useState<string | null>(null);
  const { data: recent } = useQuery(calls.customers.recent.queryOptions());

  const open = async (line: number) => {
    const id = await hitIdAt(useSearch.getState().typed, line, filter);
    if (id && filter.deleted) setDeletedId(id);
    else if (id) await go({ module: 'contacts', page: 'customer', id, tab: 'master' });
  };
  const beginCase = async () => {
    const id = await hitIdAt(useSearch.getState().typed, useSearch.getState().chosen, filter);
    if (id && !filter.deleted) await startCase(id);
  };
  const startNew = async () => {
    const place = newCustomer();
    const fields = typedCustomer(useSearch.getState().typed, localDay(Date.now()));
    beginMask(place.draftId, { fields, typed: false });
    await go(place);
    // E-61: whoever is made twice is merged later at best.
    if (!isAsked) useMessages.getState().show({ tone: 'hint', text: f.searchFirst, until: 'typing' });
  };
  useCommands('page', [
    { key: 'F2', name: keys.F2, run: startNew },
    { key: 'F8', name: keys.F8, run: beginCase, ...(hits.total === 0 && { blocked: t.chooseFirst }) },
    { key: 'F4', name: keys.F4, run: () => useFilterChoice.setState({ open: !filters.open }) },
    { key: 'F5', name: keys.F5, run: () => queries.invalidateQueries() },
  ]);

  useEarlyEnter(hits.total === 0, () => void open(0).catch(showFailure));

  const chosenHit = hits.hitAt(chosen);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1 className={styles.title}>{t.title}</h1>
        <SearchBox listId={listId} chosenId={hits.total > 0 ? lineId(listId, chosen) : undefined} />
        <FilterArrow
          open={filters.open}
          active={wordsOf(filters, f)}
          controls={panelId}
          toggle={() => useFilterChoice.setState({ open: !filters.open })}
          clear={clearFilter}
        />
        {isAsked && <Count hits={hits} all={all} />}
        {chosenHit && (
          <span className={styles.narrow} aria-hidden="true">
            <HitSymbols row={chosenHit.row} words="always" />
          </span>
        )}
      </div>
      {filters.open && (
        <FilterPanel
          id={panelId}
          filters={filters}
          seat={seat}
          leave={() => window.dispatchEvent(new Event('tresen:search'))}
        />
      )}
      <TakeCard />
      <div className={styles.hits}>
        {hits.total > 0 ? (
          <HitList
            listId={listId}
            columns={columns}
            query={hits.query}
            total={hits.total}
            hitAt={hits.hitAt}
            onSight={hits.onSight}
            open={(line) => void open(line).catch(showFailure)}
          />
        ) : (
          <div id={listId}>
            {isAsked && hits.settled && (
              <p className={styles.empty}>
                {listsAll ? t.nothingFits : (filters.span === 'all' ? t.nothingHere : t.nothing)(typed.trim())}
              </p>
            )}
            {!isAsked && <p className={styles.empty}>{t.howTo}</p>}
          </div>
        )}
      </div>
      {filters.span === 'all' && <OtherBranches typed={typed} filter={filter} />}
      <RecentLines person={person} recent={recent ?? []} />
      <ListCommands
        listed={{ text: typed.trim().slice(0, 200), filter, columns }}
        isEmpty={hits.total === 0}
        person={person}
      />
      {deletedId !== null && <DeletedCustomerDialog customerId={deletedId} close={() => setDeletedId(null)} />}
    </div>
  );
}

/** What narrows the list, by the names of the fields. */
function wordsOf({ active }: Filters, t: { parts: Record<Filters['active'][number], string> }): string[] {
  return active.map((part) => t.parts[part]);
}

/** Enter while there is no list yet: the answer to what is typed is waited for, and its first line opened. */
function useEarlyEnter(early: boolean, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!early) return;
    return useSearch.getState().lendListKey((event) => {
      if (event.key !== 'Enter' || useSearch.getState().typed.trim() === '') return false;
      latest.current();
      return true;
    });
  }, [early]);
}

/** '1.204 Treffer · alle anzeigen' */
function Count({ hits, all }: { hits: Hits; all: boolean }) {
  const styles = useStyles();
  const t = useTexts(hitTexts);
  const language = useLanguage((state) => state.language);
  const showAll = useSearch((state) => state.showAll);
  return (
    <div className={styles.count}>
      <Text role="status" className={styles.number}>
        {t.count(hits.count.toLocaleString(language), hits.more)}
      </Text>
      {!all && hits.count > hits.total && (
        <>
          <span aria-hidden="true">&nbsp;·</span>
          <Button size="small" appearance="transparent" onClick={showAll}>
            {t.showAll}
          </Button>
        </>
      )}
    </div>
  );
}
