// The bar at the bottom: every function key with what it does right now, greyed where it has no meaning.
import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { commandsNow, functionKeys, press, useScopes } from './commands.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px',
    padding: '3px 6px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  key: { minWidth: 'auto', paddingLeft: '7px', paddingRight: '7px', fontWeight: tokens.fontWeightRegular },
});

export function KeyBar() {
  const styles = useStyles();
  const t = useTexts(keyTexts);
  useScopes((state) => state.turn);
  useScopes((state) => state.scopes);
  const now = commandsNow();
  return (
    <div role="toolbar" aria-label={t.bar} className={styles.bar}>
      {functionKeys.map((key) => {
        const command = now.get(key);
        const name = `${command?.name ?? t.names[key]} - ${key}`;
        const button = (
          <Button
            key={key}
            size="small"
            appearance="subtle"
            className={styles.key}
            disabled={!command}
            disabledFocusable={Boolean(command?.blocked)}
            tabIndex={-1}
            onClick={() => press(key)}
          >
            {name}
          </Button>
        );
        return command?.blocked ? (
          <Tooltip key={key} content={command.blocked} relationship="description">
            {button}
          </Tooltip>
        ) : (
          button
        );
      })}
    </div>
  );
}
