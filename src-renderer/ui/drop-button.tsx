// The cross that takes a line away.
import { makeStyles } from '@fluentui/react-components';
import { WriteButton } from './read-only.tsx';

const useStyles = makeStyles({ button: { minWidth: '26px', padding: 0 } });

export function DropButton({ label, drop }: { label: string; drop: () => void }) {
  const { button } = useStyles();
  return (
    <WriteButton size="small" appearance="subtle" className={button} aria-label={label} title={label} onClick={drop}>
      ✕
    </WriteButton>
  );
}
