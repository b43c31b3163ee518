// The menu of a function key ('Drucken - F9', 'Mehr - F11'): first entry has focus, arrows choose, Enter takes, Esc closes and
// gives the focus back to where it was.
import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, makeStyles } from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef } from 'react';
import { type MenuEntry, runSafely, useCommands, useScopes } from './commands.ts';

const useStyles = makeStyles({ popover: { boxShadow: 'none' } });

export function KeyMenu({ entries, opener }: { entries: readonly MenuEntry[]; opener: ReactElement }) {
  const styles = useStyles();
  const before = useRef(document.activeElement);
  const list = useRef<HTMLDivElement>(null);
  useCommands('dialog', []);
  const close = (giveBack: boolean) => {
    useScopes.setState({ menu: null });
    if (giveBack && before.current instanceof HTMLElement) before.current.focus();
  };
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, []);
  return (
    <Menu open positioning="above-start" onOpenChange={(_event, { open }) => open || close(true)}>
      <MenuTrigger disableButtonEnhancement>{opener}</MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList ref={list}>
          {entries.map((entry) => (
            <MenuItem
              key={entry.label}
              disabled={Boolean(entry.blocked)}
              secondaryContent={entry.blocked}
              onClick={() => {
                close(true);
                void runSafely(entry.run);
              }}
            >
              {entry.label}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
