// A small form inside the dialog: Enter takes it, Esc leaves it and not the dialog, and the focus goes to its first entry.
import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '10px 14px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderLeft: `3px solid ${tokens.colorCompoundBrandStroke}`,
  },
  title: { margin: 0 },
  actions: { display: 'flex', gap: '8px', marginTop: '2px' },
});

type Props = {
  title: string;
  take: string;
  cancel: string;
  busy: boolean;
  onTake: () => void;
  onCancel: () => void;
  children: ReactNode;
};

export function Panel({ title, take, cancel, busy, onTake, onCancel, children }: Props) {
  const styles = useStyles();
  const form = useRef<HTMLFormElement>(null);
  const latest = useRef(onCancel);
  latest.current = onCancel;
  useEffect(() => {
    const own = form.current;
    own?.querySelector<HTMLElement>('input:not([disabled]), select')?.focus();
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    own?.addEventListener('keydown', leave);
    return () => own?.removeEventListener('keydown', leave);
  }, []);
  return (
    <form
      ref={form}
      className={styles.panel}
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onTake();
      }}
    >
      <Subtitle2 as="h3" className={styles.title}>
        {title}
      </Subtitle2>
      {children}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" size="small" disabledFocusable={busy}>
          {take}
        </Button>
        <Button size="small" onClick={onCancel}>
          {cancel}
        </Button>
      </div>
    </form>
  );
}
