// The boxes of a list's filters: one out of a list, several out of a list, a text. They look like those of the mask and belong to
// no form.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { Option } from './choice-field.tsx';
import { FieldFrame } from './field-frame.tsx';
import { usePaper } from './paper.ts';

type Box = { label: string; className?: string | undefined };

export function ChoiceBox(
  props: Box & {
    value: string;
    options: readonly Option[];
    choose: (value: string) => void;
    disabled?: boolean;
    hint?: string | undefined;
  },
) {
  const paper = usePaper();
  const { label, className, value, options, choose, disabled, hint } = props;
  return (
    <FieldFrame label={label} className={className} choice note={hint ?? null}>
      {(wears) => (
        <select
          {...wears}
          className={mergeClasses(paper.control, paper.choice)}
          value={value}
          disabled={disabled}
          onChange={(event) => choose(event.target.value)}
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

const useStyles = makeStyles({ several: { height: '72px', padding: '1px 5px', resize: 'none' } });

/** Several with Strg, as staff know it from lists; with the keyboard by Strg, arrows and the space bar. */
export function SeveralBox(
  props: Box & {
    value: readonly string[];
    options: readonly Option[];
    choose: (values: string[]) => void;
    hint: string;
  },
) {
  const paper = usePaper();
  const styles = useStyles();
  const { label, className, value, options, choose, hint } = props;
  return (
    <FieldFrame label={label} className={className} aside={hint}>
      {(wears) => (
        <select
          {...wears}
          multiple
          size={4}
          className={mergeClasses(paper.control, paper.area, styles.several)}
          value={[...value]}
          onChange={(event) => choose([...event.target.selectedOptions].map((one) => one.value))}
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

export function TextBox(
  props: Box & {
    value: string;
    problem?: string | null;
    type: (text: string) => void;
    /** What an empty box stands for. */
    empty?: string | undefined;
    leave?: () => void;
  },
) {
  const paper = usePaper();
  const { label, className, value, problem = null, type, empty, leave } = props;
  return (
    <FieldFrame label={label} className={className} problem={problem}>
      {(wears) => (
        <input
          {...wears}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          className={mergeClasses(paper.control, problem !== null && paper.wrong)}
          placeholder={empty}
          value={value}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
        />
      )}
    </FieldFrame>
  );
}
