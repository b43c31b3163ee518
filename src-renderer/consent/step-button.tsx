// One of the four steps as a button: greyed with its reason, reachable all the same, so that the reason can be read.
import { Button, Tooltip } from '@fluentui/react-components';
import { type RefObject, useState } from 'react';

type Props = {
  own: RefObject<HTMLButtonElement | null>;
  label: string;
  reason: string | null;
  primary: boolean;
  busy: boolean;
  run: () => void;
};

export function StepButton({ own, label, reason, primary, busy, run }: Props) {
  const [pointedAt, setPointedAt] = useState(false);
  return (
    // The tip stays around the button when the reason goes: otherwise it would be another button, and without the focus.
    <Tooltip
      content={reason ?? label}
      relationship={reason ? 'description' : 'inaccessible'}
      visible={pointedAt && reason !== null}
      onVisibleChange={(_event, { visible }) => setPointedAt(visible)}
    >
      <Button
        ref={own}
        appearance={primary && !reason ? 'primary' : 'secondary'}
        disabledFocusable={busy || reason !== null}
        onClick={busy || reason ? undefined : run}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
