// The bar at the bottom: every function key with what it does right now, greyed where it has no meaning. A key with a menu
// opens it above its button.
import { Button, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { type Command, commandsNow, type FunctionKey, functionKeys, press, useScopes } from './commands.ts';
import { KeyMenu } from './key-menu.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '1px',
    padding: '3px 6px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  key: {
    minWidth: 'auto',
    paddingLeft: '7px',
    paddingRight: '7px',
    fontWeight: tokens.fontWeightRegular,
    whiteSpace: 'nowrap',
  },
  place: { position: 'relative', display: 'inline-flex' },
  // At a large zoom only the keys that work stay, so that the page keeps room.
  idle: { '@media (max-width: 900px)': { display: 'none' } },
});

export function KeyBar() {
  const t = useTexts(keyTexts);
  useScopes((state) => state.turn);
  useScopes((state) => state.scopes);
  const menu = useScopes((state) => state.menu);
  // Its entries are the work of whoever opened it: the lock closes it.
  useEffect(() => () => useScopes.setState({ menu: null }), []);
  const styles = useStyles();
  const now = commandsNow();
  return (
    <div role="toolbar" aria-label={t.bar} className={styles.bar}>
      {functionKeys.map((key) => {
        const open = menu?.key === key ? menu : null;
        return (
          <span key={key} className={styles.place}>
            <KeyButton functionKey={key} command={open ?? now.get(key)} />
            {open?.entries && <KeyMenu label={`${open.name} - ${key}`} entries={open.entries} />}
          </span>
        );
      })}
    </div>
  );
}

function KeyButton({ functionKey, command }: { functionKey: FunctionKey; command: Command | undefined }) {
  const styles = useStyles();
  const t = useTexts(keyTexts);
  const blocked = command?.blocked;
  const button = (
    <Button
      size="small"
      appearance="subtle"
      className={mergeClasses(styles.key, !command && styles.idle)}
      disabled={!command}
      disabledFocusable={Boolean(blocked)}
      aria-haspopup={command?.entries ? 'menu' : undefined}
      tabIndex={-1}
      onClick={() => press(functionKey)}
    >
      {`${command?.name ?? t.names[functionKey]} - ${functionKey}`}
    </Button>
  );
  return blocked ? (
    <Tooltip content={blocked} relationship="description">
      {button}
    </Tooltip>
  ) : (
    button
  );
}
