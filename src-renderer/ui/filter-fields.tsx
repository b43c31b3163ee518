// What opens under the arrow of a list's filters, the same everywhere (B-41): the first field has the focus, and Enter in any of
// them goes on to where the list is worked with. What the fields are is their feature's business.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: '6px 14px',
    margin: 0,
    padding: '0 0 8px',
    border: 0,
    minWidth: 0,
  },
});

type Props = {
  /** As the arrow says which part it opens. */
  id: string;
  name: string;
  className?: string | undefined;
  leave: () => void;
  children: ReactNode;
};

export function FilterFields({ id, name, className, leave, children }: Props) {
  const styles = useStyles();
  const panel = useRef<HTMLFieldSetElement>(null);
  useEffect(() => panel.current?.querySelector<HTMLElement>('select:not(:disabled), input')?.focus(), []);
  const pressed = (event: KeyboardEvent) => {
    const isField = event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement;
    if (event.key !== 'Enter' || !isField) return;
    event.preventDefault();
    leave();
  };
  return (
    <fieldset
      id={id}
      ref={panel}
      className={mergeClasses(styles.panel, className)}
      aria-label={name}
      onKeyDown={pressed}
    >
      {children}
    </fieldset>
  );
}
