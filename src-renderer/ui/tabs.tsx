// A row of tabs: one of them is in the tab order, arrow keys, Pos1 and Ende go through the row. Fluent's look without its focus
// sentinels, which screen readers meet as hidden stops.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef } from 'react';

export type TabItem<T extends string> = {
  value: T;
  label: string;
  /** Why it cannot be opened now. */
  closed?: string | undefined;
};

const useStyles = makeStyles({
  row: { display: 'flex', overflowX: 'auto', scrollbarWidth: 'none' },
  tab: {
    position: 'relative',
    padding: '5px 7px 7px',
    border: 0,
    font: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: '20px',
    color: tokens.colorNeutralForeground2,
    backgroundColor: 'transparent',
    textAlign: 'left',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    ':hover:enabled': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-3px' },
    ':disabled': { color: tokens.colorNeutralForegroundDisabled, cursor: 'default' },
  },
  /** A thirteenth tab has room at 1366, too. */
  crowded: { paddingLeft: '6px', paddingRight: '6px' },
  open: {
    color: tokens.colorNeutralForeground1,
    // Heavier, and as wide as before: choosing moves nothing, and twelve tabs of a customer have room at 1366.
    WebkitTextStroke: '0.45px currentColor',
    '::after': {
      content: '""',
      position: 'absolute',
      left: '6px',
      right: '6px',
      bottom: '1px',
      borderBottom: `2px solid ${tokens.colorCompoundBrandStroke}`,
    },
  },
});

type Props<T extends string> = {
  label: string;
  tabs: readonly TabItem<T>[];
  open: T;
  choose: (value: T) => void;
  /** The id of the panel, which names itself by `tabId`. */
  panelId?: string;
  className?: string;
};

export function Tabs<T extends string>({ label, tabs, open, choose, panelId, className }: Props<T>) {
  const styles = useStyles();
  const row = useRef<HTMLDivElement>(null);
  // What had the focus may have gone with the panel before, or be the tab that was left: then the open tab takes it.
  const before = useRef(open);
  useEffect(() => {
    if (before.current === open) return;
    before.current = open;
    const at = document.activeElement;
    if (panelId && (at === null || at === document.body || row.current?.contains(at)))
      row.current?.querySelector<HTMLElement>(`#${tabId(open, panelId)}`)?.focus();
  }, [open, panelId]);
  const pressed = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const choice = tabs.filter((one) => !one.closed);
    const at = choice.findIndex((one) => one.value === open);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: choice.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = choice[(to + choice.length) % choice.length];
    if (!next) return;
    row.current?.querySelector<HTMLElement>(`#${tabId(next.value, panelId)}`)?.focus();
    choose(next.value);
  };
  return (
    <div
      ref={row}
      role="tablist"
      aria-label={label}
      className={mergeClasses(styles.row, className)}
      onKeyDown={pressed}
    >
      {tabs.map(({ value, label: text, closed }) => (
        <button
          key={value}
          type="button"
          role="tab"
          id={tabId(value, panelId)}
          aria-selected={value === open}
          aria-controls={panelId}
          tabIndex={value === open ? 0 : -1}
          disabled={closed !== undefined}
          title={closed}
          className={mergeClasses(styles.tab, tabs.length > 12 && styles.crowded, value === open && styles.open)}
          onClick={() => choose(value)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** @param panelId of the row's panel: a module and a tab of the mask may bear the same name */
export function tabId(value: string, panelId = 'window'): string {
  return `${panelId}-tab-${value}`;
}
