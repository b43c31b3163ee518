// Module 'Filialverwaltung': a search box and the list of pages at the left, the open page at the right. For administrators
// only; what a page does stands in the page.
import { Button, Input, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import type { Person } from '../../src-shared/sign-in/contract.ts';
import { reachOf } from '../../src-shared/sync/state.ts';
import { calls } from '../client.ts';
import { usePlace } from '../paths.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { matches, RowSearch, usePageSearch } from './page-search.tsx';
import { type AdministrationPageProps, administrationPages } from './pages.tsx';
import { rowArrows } from './row-arrows.ts';

const useStyles = makeStyles({
  module: { display: 'grid', gridTemplateColumns: '232px minmax(0, 1fr)', height: '100%' },
  side: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px 8px',
    minHeight: 0,
    overflowY: 'auto',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '1px' },
  entry: {
    width: '100%',
    justifyContent: 'flex-start',
    fontWeight: tokens.fontWeightRegular,
    borderLeft: '3px solid transparent',
    borderRadius: 0,
  },
  group: {
    margin: '8px 0 2px',
    padding: '0 10px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  open: { fontWeight: tokens.fontWeightSemibold, borderLeftColor: tokens.colorCompoundBrandStroke },
  page: { overflowY: 'auto', minHeight: 0, position: 'relative' },
  note: { margin: 0, padding: '16px 20px' },
  needed: { margin: 0, padding: '8px 20px', backgroundColor: tokens.colorStatusWarningBackground1 },
});

export function Administration({ page, person }: { page: string; person: Person }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts);
  const { data: state } = useQuery(calls.signIn.state.queryOptions());
  if (person.role !== 'administrator')
    return (
      <Text as="p" block className={styles.note}>
        {t.administratorsOnly}
      </Text>
    );
  if (state?.phase !== 'open') return null;
  return <Module page={page} person={person} seat={state.seat} />;
}

/** Before somebody types what he cannot save. */
function ServerNeeded() {
  const styles = useStyles();
  const t = useTexts(administrationTexts);
  const { data: sync } = useQuery(calls.sync.state.queryOptions());
  if (!sync || reachOf(sync) !== 'offline') return null;
  return (
    <Text as="p" block role="status" className={styles.needed}>
      {t.serverNeeded}
    </Text>
  );
}

function Module({ page, ...props }: { page: string } & AdministrationPageProps) {
  const styles = useStyles();
  const t = useTexts(administrationTexts);
  const language = useLanguage((state) => state.language);
  const { typed, type } = usePageSearch();
  const { go } = usePlace();
  const list = useRef<HTMLUListElement>(null);
  const found = administrationPages.filter((one) => matches(typed, `${one.label[language]} ${one.words[language]}`));
  const open = administrationPages.find((one) => one.page === page) ?? administrationPages[0];

  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && found[0]) void go({ module: 'administration', page: found[0].page });
    else if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
    else if (event.key === 'Escape' && typed !== '') type('');
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.module}>
      <div className={styles.side}>
        <Input
          size="small"
          type="search"
          aria-label={t.searchBox}
          placeholder={t.searchBox}
          value={typed}
          autoFocus
          onChange={(_event, { value }) => type(value)}
          onKeyDown={keys}
        />
        <nav aria-label={t.pages}>
          <ul className={styles.list} ref={list} onKeyDown={rowArrows}>
            {found.map((one, at) => (
              <li key={one.page}>
                {one.group && one.group !== found[at - 1]?.group && (
                  <Text as="h2" block className={styles.group}>
                    {one.group[language]}
                  </Text>
                )}
                <Button
                  size="small"
                  appearance="subtle"
                  className={mergeClasses(styles.entry, one === open && styles.open)}
                  aria-current={one === open ? 'page' : undefined}
                  onClick={() => void go({ module: 'administration', page: one.page })}
                >
                  {one.label[language]}
                </Button>
              </li>
            ))}
          </ul>
          {found.length === 0 && <Text size={200}>{t.nothingFound}</Text>}
        </nav>
      </div>
      <div className={styles.page}>
        {open?.needsServer && <ServerNeeded />}
        {open && (
          <RowSearch typed={matches(typed, open.label[language]) ? '' : typed}>
            <open.component key={open.page} {...props} />
          </RowSearch>
        )}
      </div>
    </div>
  );
}
