// A page whose record can only be read: its fields can be reached and copied from, and nothing on it changes the record. Why it is
// so stands on the page, and whether it is so is the page's business.
import { Button, type ButtonProps } from '@fluentui/react-components';
import { createContext, useContext } from 'react';

/** Without a provider everything can be written. */
export const ReadOnly = createContext(false);

export function useReadOnly(): boolean {
  return useContext(ReadOnly);
}

/** A button that changes the record: adds a line, removes one. */
export function WriteButton(props: ButtonProps) {
  const readOnly = useReadOnly();
  return <Button {...props} disabled={readOnly || props.disabled === true} />;
}
