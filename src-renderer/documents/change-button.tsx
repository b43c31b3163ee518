// A small button that changes a document: grey where the document stays as it is, and says why.
import { Button, Tooltip } from '@fluentui/react-components';
import type { DocumentRecord } from '../../src-shared/documents/contract.ts';
import { useTexts } from '../texts/catalogue.ts';
import { documentTexts } from '../texts/documents.ts';

/** @param props.named what it is called to whoever does not see its row */
export function ChangeButton(props: { one: DocumentRecord; label: string; named: string; run: () => void }) {
  const { one, label, named, run } = props;
  const t = useTexts(documentTexts);
  const button = (
    <Button
      size="small"
      appearance="subtle"
      disabledFocusable={one.stays !== null}
      aria-label={named}
      onClick={one.stays === null ? run : undefined}
    >
      {label}
    </Button>
  );
  if (one.stays === null) return button;
  return (
    <Tooltip content={t.stays[one.stays]} relationship="description">
      {button}
    </Tooltip>
  );
}
