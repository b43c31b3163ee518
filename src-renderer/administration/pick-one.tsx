// Picks what a page shows: a labelled list box that is no entry of a form.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { Option } from '../ui/choice-field.tsx';
import { FieldFrame } from '../ui/field-frame.tsx';
import { usePaper } from '../ui/paper.ts';

const useStyles = makeStyles({ choice: { width: '340px' } });

export function PickOne(props: {
  label: string;
  value: string;
  options: readonly Option[];
  pick: (value: string) => void;
}) {
  const { label, value, options, pick } = props;
  const styles = useStyles();
  const paper = usePaper();
  return (
    <FieldFrame label={label} choice className={styles.choice}>
      {(wears) => (
        <select
          {...wears}
          value={value}
          className={mergeClasses(paper.control, paper.choice)}
          onChange={(event) => pick(event.target.value)}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
