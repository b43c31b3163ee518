// The customer mask's share of the change log: tab 'Historie', and the entry under 'Mehr - F11' from every tab.
import { makeStyles } from '@fluentui/react-components';
import { listName } from '../../src-shared/customers/rules.ts';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { ChangeLog } from './change-log.tsx';
import { LogCommand } from './log-command.tsx';

const useStyles = makeStyles({ tab: { boxSizing: 'border-box', height: '100%', padding: '12px 16px 0' } });

export const HistoryTab: MaskPart = ({ mask }) => {
  const styles = useStyles();
  return mask.customerId === null ? null : (
    <div className={styles.tab}>
      <ChangeLog key={mask.customerId} subjectIds={[mask.customerId]} layer="page" beginsThisYear />
    </div>
  );
};

export const HistoryCommand: MaskPart = ({ mask }) => (
  <LogCommand
    subjectIds={mask.customerId === null ? [] : [mask.customerId]}
    record={mask.record ? listName(mask.record.form) : ''}
    beginsThisYear
  />
);
