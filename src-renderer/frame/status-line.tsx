// Who sits where, how it stands with the server and the backup, and what time it is.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import { BackupStatus } from '../backup/backup-status.tsx';
import { ReaderStatus } from '../card-readers/reader-status.tsx';
import { SyncStatus } from '../sync/sync-status.tsx';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { privacyScreenTexts } from '../texts/privacy-screen.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { lockNow } from './lock.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: '24px',
    padding: '2px 12px',
    fontSize: tokens.fontSizeBase200,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    // Whatever a feature lends to this line, it stays one line of one size.
    '& *': { fontSize: tokens.fontSizeBase200 },
  },
  covered: {
    padding: '0 6px',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorPaletteYellowBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
});

export function StatusLine({ seat, person }: { seat: Seat; person: Person }) {
  const styles = useStyles();
  const t = useTexts(frameTexts);
  const { covered } = usePersonNames();
  const { on } = useTexts(privacyScreenTexts);
  return (
    <div className={styles.line}>
      <span>
        {person.name} · {seat.workstation.name}
      </span>
      {covered && (
        <span role="status" className={styles.covered}>
          {on}
        </span>
      )}
      <SyncStatus />
      <ReaderStatus />
      <BackupStatus person={person} />
      <Button size="small" appearance="transparent" onClick={() => void lockNow()}>
        {t.lock}
      </Button>
      <Clock />
    </div>
  );
}

function Clock() {
  const language = useLanguage((state) => state.language);
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(new Date()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return <time>{now.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })}</time>;
}
