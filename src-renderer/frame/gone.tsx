// Says on every screen, and over every dialog, that the program behind the page has gone away, and that nothing typed is lost.
// Without this, keys would simply do nothing.
import { FluentProvider, makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { besideThePage } from './aloud.tsx';
import { ReloadBar } from './reload-bar.tsx';

const OVER_DIALOGS = 1_000_001;

const useStyles = makeStyles({ bar: { position: 'fixed', top: 0, left: 0, right: 0, zIndex: OVER_DIALOGS } });

export function Gone() {
  const styles = useStyles();
  const t = useTexts(frameTexts);
  const [gone, setGone] = useState(false);
  useEffect(() => {
    const notice = () => setGone(true);
    window.addEventListener('tresen:gone', notice);
    return () => window.removeEventListener('tresen:gone', notice);
  }, []);
  if (!gone || !besideThePage) return null;
  return createPortal(
    <FluentProvider>
      <ReloadBar text={t.gone} className={styles.bar} />
    </FluentProvider>,
    besideThePage,
  );
}
