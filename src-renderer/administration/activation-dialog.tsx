// Shows an activation code large enough to be copied from across the room, spelled for the telephone, with the time it has
// left. It is kept nowhere: closed, it is gone from here.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Activation } from '../../src-shared/workstations/server-contract.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { isOnlyHere } from './only-here.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '640px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  code: {
    padding: '12px 0',
    textAlign: 'center',
    fontSize: '34px',
    lineHeight: '44px',
    fontFamily: tokens.fontFamilyMonospace,
    letterSpacing: '1px',
    whiteSpace: 'nowrap',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    userSelect: 'all',
  },
  address: { fontSize: tokens.fontSizeBase400, overflowWrap: 'anywhere', userSelect: 'all' },
  over: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
  groups: { margin: 0, paddingLeft: '20px' },
});

export function ActivationDialog(props: { name: string; activation: Activation; address: string; close: () => void }) {
  const { name, activation, address, close } = props;
  const styles = useStyles();
  const all = useTexts(chainTexts);
  const t = all.activation;
  const seconds = useSecondsLeft(activation);
  useFocusBack();
  useCommands('dialog', []);
  const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0')];
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface} data-alone-on-paper>
        <DialogBody>
          <DialogTitle>{t.title(`${name} (${activation.letters})`)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t.how}</Text>
            {isOnlyHere(address) ? (
              <Text>{t.onlyHere}</Text>
            ) : (
              <div>
                <Text block size={200}>
                  {t.address}
                </Text>
                <output aria-label={t.address} className={styles.address}>
                  {address}
                </output>
              </div>
            )}
            <Text size={200}>{t.code}</Text>
            <output aria-label={t.code} className={seconds > 0 ? styles.code : mergeClasses(styles.code, styles.over)}>
              {activation.code}
            </output>
            <div role="timer">
              <Text weight="semibold">{seconds > 0 ? t.left(minutes, rest) : t.over}</Text>
            </div>
            <section aria-label={t.spelled}>
              <Text size={200}>{t.spelled}</Text>
              <ol className={styles.groups}>
                {groupsOf(activation.code).map(({ group, upTo }) => (
                  <li key={upTo}>{[...group].map((letter) => t.letters[letter] ?? letter).join(' · ')}</li>
                ))}
              </ol>
            </section>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={close}>
              {all.close}
            </Button>
            <Button onClick={() => window.print()}>{t.print}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Where only this PC itself can reach it. */
/** By the server's clock at the answer and the time that has passed since, whatever this PC's clock says. */
function useSecondsLeft({ expiresAt, now }: Activation): number {
  // In brackets, and in whole milliseconds: beside an instant of today a fraction of one is lost, and 15:01 would be shown.
  const [end] = useState(() => performance.now() + (expiresAt - now));
  const left = () => Math.max(0, Math.ceil(Math.round(end - performance.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = window.setInterval(() => setSeconds(left), 250);
    return () => window.clearInterval(timer);
  });
  return seconds;
}

/** Groups may be equal; the code up to the end of each is not. */
function groupsOf(code: string): { group: string; upTo: string }[] {
  const groups = code.split('-');
  return groups.map((group, at) => ({ group, upTo: groups.slice(0, at + 1).join('-') }));
}
