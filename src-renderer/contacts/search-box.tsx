// The one search box. On the search page it is wide and its arrow keys act on the list; the frame's small one only leads
// there, so that there is never a second text.
import { Input, makeStyles } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { hitTexts } from '../texts/hits.ts';
import { keyTexts } from '../texts/keys.ts';
import { useSearch } from './search-state.ts';

/** Characters that a search takes. */
const LONGEST = 200;

const useStyles = makeStyles({
  small: { width: '240px', flexShrink: 1 },
  wide: { width: 'min(560px, 100%)', '@media (max-width: 900px)': { width: '300px' } },
});

/** Goes to the search page; its box takes the focus. */
export async function openSearch(): Promise<void> {
  await usePlace.getState().go({ module: 'contacts', page: 'search' });
  window.dispatchEvent(new Event('tresen:search'));
}

export function SearchBox({ listId, chosenId }: { listId: string; chosenId: string | undefined }) {
  const styles = useStyles();
  const t = useTexts(hitTexts);
  const keys = useTexts(keyTexts).names;
  const { typed, type } = useSearch();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const take = () => {
      box.current?.focus();
      box.current?.select();
    };
    take();
    window.addEventListener('tresen:search', take);
    return () => window.removeEventListener('tresen:search', take);
  }, []);

  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && typed !== '') type('');
    else if (!useSearch.getState().listKey(event)) return;
    event.preventDefault();
  };

  return (
    <Input
      ref={box}
      className={styles.wide}
      type="search"
      aria-label={`${keys.F3} - F3`}
      aria-controls={listId}
      aria-activedescendant={chosenId}
      placeholder={t.hint}
      autoComplete="off"
      spellCheck={false}
      maxLength={LONGEST}
      value={typed}
      onChange={(_event, { value }) => type(value)}
      onKeyDown={pressed}
    />
  );
}

/** On every other page: a click or the first key leads to the search page. */
export function SearchDoor() {
  const styles = useStyles();
  const t = useTexts(hitTexts);
  const keys = useTexts(keyTexts).names;
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.length === 1) useSearch.getState().type(event.key);
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    void openSearch();
  };
  return (
    <Input
      className={styles.small}
      size="small"
      type="search"
      readOnly
      aria-label={`${keys.F3} - F3`}
      placeholder={t.door}
      contentAfter="F3"
      onKeyDown={pressed}
      onPointerDown={(event) => {
        event.preventDefault();
        void openSearch();
      }}
    />
  );
}
