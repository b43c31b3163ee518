// How long a document is kept (E-81), and the button that exempts it from its period or lets that count again.
import { makeStyles } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import { useRef } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { DocumentRecord } from '../../src-shared/documents/contract.ts';
import { client } from '../client.ts';
import { textsNow } from '../frame/failure.ts';
import { useTexts } from '../texts/catalogue.ts';
import { documentTexts } from '../texts/documents.ts';
import { ChangeButton } from './change-button.tsx';
import { sayChanged, sayNotChanged } from './changed.ts';

type Keeping = DocumentRecord['keeping'];

const useStyles = makeStyles({
  /** As wide with either of the button's words: nothing moves when it is pressed. */
  cell: {
    minWidth: '232px',
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    columnGap: '4px',
    whiteSpace: 'nowrap',
  },
});

export function KeepingCell({ one }: { one: DocumentRecord }) {
  const styles = useStyles();
  const { keeping: t } = useTexts(documentTexts);
  const busy = useRef(false);
  const exempted = one.keeping.kind === 'onPurpose';
  const change = async () => {
    if (busy.current) return;
    busy.current = true;
    const { data, error } = await safe(client.documents.exempt({ id: one.id, exempt: !exempted }));
    busy.current = false;
    if (error) sayNotChanged(error);
    else if (data.changeSetId !== null) sayChanged(doneText(one.name, data.keeping), data.changeSetId);
  };
  return (
    <div className={styles.cell}>
      <span>{keepingText(one.keeping, t)}</span>
      <ChangeButton
        one={one}
        label={exempted ? t.countAgain : t.exempt}
        named={exempted ? t.countAgainNamed(one.name) : t.exemptNamed(one.name)}
        run={() => void change()}
      />
    </div>
  );
}

// --- details

type Words = { until: (day: string) => string; onPurpose: string; proof: string };

function keepingText(keeping: Keeping, t: Words): string {
  return keeping.kind === 'until' ? t.until(showDay(keeping.day)) : t[keeping.kind];
}

function doneText(name: string, keeping: Keeping): string {
  const { keeping: t } = textsNow(documentTexts);
  if (keeping.kind !== 'until') return t.exempted(name);
  const day = showDay(keeping.day);
  return keeping.day < localDay(Date.now()) ? t.countsAndIsOver(name, day) : t.countsAgain(name, day);
}
