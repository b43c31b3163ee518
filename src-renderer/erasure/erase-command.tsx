// 'Mehr - F11' → 'Kunden anonymisieren …' of a saved customer: the question, and afterwards what was really done.
import { useState } from 'react';
import { listName } from '../../src-shared/customers/rules.ts';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { erasureTexts } from '../texts/erasure.ts';
import { keyTexts } from '../texts/keys.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { showErasure } from './shown-erasure.tsx';

export const EraseCommand: MaskPart = ({ mask }) => {
  const t = useTexts(erasureTexts);
  const keys = useTexts(keyTexts).names;
  const { goNow } = usePlace();
  const [asked, setAsked] = useState(false);
  const { customerId, record } = mask;
  const blocked = mask.changed ? t.unsaved : undefined;
  useCommands('page', [
    {
      key: 'F11',
      name: keys.F11,
      entries: customerId === null ? [] : [{ label: t.command, run: () => setAsked(true), blocked }],
    },
  ]);
  if (!asked || customerId === null || record === null) return null;
  return (
    <EraseDialog
      customers={[{ id: customerId, number: record.number, name: listName(record.form) }]}
      personId={mask.person.id}
      close={() => setAsked(false)}
      erased={([erasureId]) => {
        // There is no mask of his any more; the report stands on its own.
        goNow({ module: 'contacts', page: 'search' });
        if (erasureId) showErasure(erasureId);
      }}
    />
  );
};
