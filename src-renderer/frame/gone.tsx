// Says on every screen that the program behind the page has gone away, and that nothing typed is lost. Without this, keys would
// simply do nothing.
import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';

const useStyles = makeStyles({ bar: { position: 'fixed', top: 0, left: 0, right: 0, zIndex: 10 } });

export function Gone() {
  const styles = useStyles();
  const t = useTexts(frameTexts);
  const [gone, setGone] = useState(false);
  useEffect(() => {
    const notice = () => setGone(true);
    window.addEventListener('tresen:gone', notice);
    return () => window.removeEventListener('tresen:gone', notice);
  }, []);
  if (!gone) return null;
  return (
    <div role="alert">
      <MessageBar intent="error" shape="square" className={styles.bar}>
        <MessageBarBody>{t.gone}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={() => window.location.reload()}>
            {t.reload}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
