// The door to the filters of a list, the same everywhere (B-40, B-41): a button with an arrow that opens and closes them. While a
// filter is active it turns yellow and says in words what narrows the list; beside it stands 'Zurücksetzen'.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTexts } from '../texts/catalogue.ts';
import { fieldTexts } from '../texts/fields.ts';

const useStyles = makeStyles({
  both: { display: 'inline-flex', alignItems: 'center', gap: '4px', minWidth: 0 },
  arrow: { minWidth: 0, fontWeight: tokens.fontWeightRegular, whiteSpace: 'nowrap' },
  active: {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorPaletteYellowBackground2,
    border: `1px solid ${tokens.colorPaletteYellowBorderActive}`,
    ':hover': { color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorPaletteYellowBackground2 },
  },
  words: { overflow: 'hidden', textOverflow: 'ellipsis', maxWidth: '320px' },
});

type Props = {
  open: boolean;
  /** What narrows the list, in words; empty = nothing. */
  active: readonly string[];
  /** The id of what opens. */
  controls: string;
  toggle: () => void;
  clear: () => void;
};

export function FilterArrow({ open, active, controls, toggle, clear }: Props) {
  const styles = useStyles();
  const t = useTexts(fieldTexts).filter;
  const narrows = active.length > 0;
  return (
    <span className={styles.both}>
      <Button
        size="small"
        appearance={narrows ? 'outline' : 'subtle'}
        className={mergeClasses(styles.arrow, narrows && styles.active)}
        aria-expanded={open}
        aria-controls={open ? controls : undefined}
        title={narrows ? t.active(active.join(', ')) : undefined}
        onClick={toggle}
      >
        <span className={styles.words}>{narrows ? t.active(active.join(', ')) : t.name}</span>
        <span aria-hidden="true">&nbsp;{open ? '▴' : '▾'}</span>
      </Button>
      {narrows && (
        <Button size="small" appearance="transparent" onClick={clear}>
          {t.clear}
        </Button>
      )}
    </span>
  );
}
