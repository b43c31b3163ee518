// Adds, removes and moves lines of one of the mask's lists, and puts the focus where the next key belongs.
import { type FieldPath, useWatch } from 'react-hook-form';
import type { MaskForm } from './mask-form.ts';
import type { MaskListName, MaskLists } from './mask-lists.ts';
import type { MaskState } from './mask-state.ts';
import { useLineFocus } from './use-line-focus.ts';

export type Lines<N extends MaskListName> = {
  lines: MaskLists[N];
  add(): void;
  drop(line: number): void;
  /** Changes places with the line above (-1) or below (1). */
  move(line: number, step: -1 | 1): void;
};

/** `field` is where typing begins in a line. */
export function useLines<N extends MaskListName>(
  { form }: Pick<MaskState, 'form'>,
  list: N,
  blank: MaskLists[N][number],
  field: string,
): Lines<N> {
  const lines = useWatch({ control: form.control, name: list as MaskListName }) as MaskLists[N];
  const focus = useLineFocus(lines.length);
  const at = (line: number) => `${list}.${line}.${field}` as FieldPath<MaskForm>;
  const now = () => form.getValues(list as MaskListName) as MaskLists[MaskListName][number][];
  const write = (next: MaskLists[MaskListName][number][]) => {
    form.clearErrors(list as MaskListName);
    form.setValue(list as MaskListName, next as never);
  };
  return {
    lines,
    add() {
      write([...now(), blank]);
      focus(lines.length, at(lines.length));
    },
    drop(line) {
      write(now().toSpliced(line, 1));
      if (lines.length > 1) focus(0, at(Math.max(0, line - 1)));
    },
    move(line, step) {
      const moved = now();
      const [one, other] = [moved[line], moved[line + step]];
      if (!one || !other) return;
      write(moved.with(line, other).with(line + step, one));
      focus(0, at(line + step));
    },
  };
}
