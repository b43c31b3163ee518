// One of the four steps as a button: greyed with its reason, reachable all the same, so that the reason can be read.
import { Button, Tooltip } from '@fluentui/react-components';
import type { RefObject } from 'react';

type Props = {
  own: RefObject<HTMLButtonElement | null>;
  label: string;
  reason: string | null;
  primary: boolean;
  busy: boolean;
  run: () => void;
};

export function StepButton({ own, label, reason, primary, busy, run }: Props) {
  const button = (
    <Button
      ref={own}
      appearance={primary && !reason ? 'primary' : 'secondary'}
      disabledFocusable={busy || reason !== null}
      onClick={busy || reason ? undefined : run}
    >
      {label}
    </Button>
  );
  return reason ? (
    <Tooltip content={reason} relationship="description">
      {button}
    </Tooltip>
  ) : (
    button
  );
}
