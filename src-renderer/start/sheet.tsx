// The calm sheet in the middle of the window on which every start screen is written.
import { makeStyles, Title3, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  page: {
    height: '100%',
    overflow: 'auto',
    display: 'grid',
    placeItems: 'center',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  title: { margin: 0 },
  sheet: {
    boxSizing: 'border-box',
    width: 'min(520px, 100%)',
    padding: '28px 32px',
    display: 'flex',
    flexDirection: 'column',
    gap: '14px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <Title3 as="h1" block className={styles.title}>
          {title}
        </Title3>
        {children}
      </div>
    </main>
  );
}
