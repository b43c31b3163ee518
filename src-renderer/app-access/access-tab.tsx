// Tab 'Zugangsdaten': the group named after the app, with 'Aktiv', 'Kennwort vergeben', the valid letter and the honest state.
import {
  Button,
  Checkbox,
  MessageBar,
  MessageBarBody,
  makeStyles,
  mergeClasses,
  Subtitle2,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { AccessRecord } from '../../src-shared/app-access/contract.ts';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { Invitation } from '../invitation/invitation.tsx';
import { warmUpPdf } from '../printing/pdf.ts';
import { appAccessTexts } from '../texts/app-access.ts';
import { useTexts } from '../texts/catalogue.ts';
import { CustomerSymbol } from '../ui/symbol.tsx';
import { Devices } from './devices.tsx';
import { issueNewPassword, tellRefusal } from './sheets.ts';
import { dayOf, stateText, stateTone } from './state-text.ts';
import { useAccess } from './use-access.ts';

const HIGH_CONTRAST = '@media (forced-colors: active)';

const useStyles = makeStyles({
  page: { padding: '12px 16px', maxWidth: '900px' },
  group: {
    margin: 0,
    padding: '10px 14px 14px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: '16px', alignItems: 'baseline' },
  row: { display: 'flex', alignItems: 'center', gap: '16px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  // In high contrast nothing is transparent: the mark must differ there, too.
  mark: { borderLeft: '3px solid transparent', [HIGH_CONTRAST]: { borderLeftColor: 'Canvas' } },
  changed: { borderLeftColor: tokens.colorCompoundBrandStroke, [HIGH_CONTRAST]: { borderLeftColor: 'Highlight' } },
});

export function AccessTab({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(appAccessTexts);
  const access = useAccess(mask.customerId);
  useEffect(warmUpPdf, []);
  if (!access || mask.customerId === null) return null;
  return (
    <div className={styles.page}>
      <section className={styles.group} aria-label={access.appName}>
        <div className={styles.head}>
          <Subtitle2 as="h2">{access.appName}</Subtitle2>
          <Text className={styles.quiet}>{licenceText(access, t)}</Text>
        </div>
        {access.closed ? (
          <Notice text={t.closed[access.closed]} intent="warning" />
        ) : (
          <OpenGroup mask={mask} access={access} customerId={mask.customerId} />
        )}
      </section>
    </div>
  );
}

function OpenGroup({ mask, access, customerId }: { mask: MaskState; access: AccessRecord; customerId: string }) {
  const styles = useStyles();
  const t = useTexts(appAccessTexts);
  const active = mask.appActive ?? access.active;
  const [hint, setHint] = useState(false);
  const touched = mask.appActive !== null && mask.appActive !== access.active;
  const fieldsChanged = mask.changed && mask.form.formState.isDirty;

  const tick = async (wanted: boolean) => {
    if (wanted && !access.active && access.refusal) {
      await tellRefusal(access.refusal);
      return;
    }
    mask.setAppActive(wanted === access.active ? null : wanted);
  };
  return (
    <>
      <div className={styles.row}>
        <span className={mergeClasses(styles.mark, touched && styles.changed)}>
          <Checkbox label={t.active} checked={active} onChange={(_event, { checked }) => void tick(checked === true)} />
        </span>
        {/* One button whether it works or not: it keeps the focus through a save. */}
        <Tooltip
          content={active ? '' : t.issueBlocked}
          relationship="description"
          visible={hint && !active}
          onVisibleChange={(_event, { visible }) => setHint(visible)}
        >
          <Button
            disabledFocusable={!active}
            onClick={() => (active ? void issueNewPassword(customerId, active) : undefined)}
          >
            {t.issue}
          </Button>
        </Tooltip>
        <Text className={styles.quiet}>
          {access.letter ? t.validLetter(access.letter.number, dayOf(access.letter.at)) : t.noLetter}
        </Text>
      </div>
      <div className={styles.row} role="status" aria-label={t.stateLabel}>
        <CustomerSymbol tone={stateTone(access.state)}>{stateText(access.state)}</CustomerSymbol>
      </div>
      <Invitation customerId={customerId} unsaved={mask.changed} />
      {access.pending && (
        <Notice
          intent="warning"
          text={
            access.pending.mine
              ? t.pendingMine(access.pending.number)
              : t.pendingTheirs(access.pending.number, access.pending.ownerName)
          }
        />
      )}
      {touched && active && <Notice intent="info" text={access.everActive ? t.connectAnew : t.installed} />}
      {touched && !active && <Notice intent="warning" text={t.willDeactivate} />}
      {active && fieldsChanged && <Notice intent="warning" text={t.unsavedFields} />}
      {access.active && (
        <>
          <Devices devices={access.devices} />
          <Text className={styles.quiet}>{t.delay}</Text>
        </>
      )}
    </>
  );
}

function Notice({ text, intent }: { text: string; intent: 'info' | 'warning' }) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}

function licenceText(access: AccessRecord, t: (typeof appAccessTexts)['de']): string {
  switch (access.licence.state) {
    case 'none':
      return t.licence.none;
    case 'valid':
      return t.licence.valid(showDay(access.licence.until));
    case 'ended':
      return t.licence.ended(showDay(access.licence.until));
  }
}
