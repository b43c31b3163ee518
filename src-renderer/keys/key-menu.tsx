// The menu of a function key ('Drucken - F9', 'Mehr - F11'): first entry has focus, arrows choose, Enter takes, Esc closes and
// gives the focus back to where it was.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type MenuEntry, runSafely, useCommands, useScopes } from './commands.ts';

const useStyles = makeStyles({
  menu: {
    position: 'absolute',
    bottom: 'calc(100% + 4px)',
    left: 0,
    zIndex: 1,
    minWidth: '220px',
    padding: '4px',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  entry: {
    padding: '5px 10px',
    border: 0,
    font: 'inherit',
    textAlign: 'left',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus': { backgroundColor: tokens.colorNeutralBackground1Selected, outlineStyle: 'none' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  blocked: { color: tokens.colorNeutralForegroundDisabled },
  reason: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

export function KeyMenu({ label, entries }: { label: string; entries: readonly MenuEntry[] }) {
  const styles = useStyles();
  const before = useRef(document.activeElement);
  const menu = useRef<HTMLDivElement>(null);
  useCommands('dialog', []);
  const close = () => {
    useScopes.setState({ menu: null });
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const entriesNow = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    // A press anywhere else closes it, without taking the focus back from there.
    const elsewhere = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) useScopes.setState({ menu: null });
    };
    window.addEventListener('pointerdown', elsewhere, { capture: true });
    return () => window.removeEventListener('pointerdown', elsewhere, { capture: true });
  }, []);

  const pressed = (event: KeyboardEvent) => {
    const items = entriesNow();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (to !== undefined) items[(to + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const choose = (entry: MenuEntry) => {
    if (entry.blocked) return;
    close();
    void runSafely(entry.run);
  };

  return (
    <div ref={menu} role="menu" aria-label={label} tabIndex={-1} className={styles.menu} onKeyDown={pressed}>
      {entries.map((entry) => (
        <button
          key={entry.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={Boolean(entry.blocked)}
          className={mergeClasses(styles.entry, Boolean(entry.blocked) && styles.blocked)}
          onClick={() => choose(entry)}
        >
          {entry.label}
          {entry.blocked && <span className={styles.reason}>{entry.blocked}</span>}
        </button>
      ))}
    </div>
  );
}
