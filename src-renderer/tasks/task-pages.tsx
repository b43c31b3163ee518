// The pages of module 'Aufgaben' side by side: what waits for a decision, and whose consent runs out.
import { makeStyles, tokens } from '@fluentui/react-components';
import { type Place, usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { taskTexts } from '../texts/tasks.ts';
import { Tabs } from '../ui/tabs.tsx';

export type TaskPage = Extract<Place, { module: 'tasks' }>['page'];

const useStyles = makeStyles({ tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, padding: '0 12px' } });

export function TaskPages({ open }: { open: TaskPage }) {
  const styles = useStyles();
  const t = useTexts(taskTexts).pages;
  const { go } = usePlace();
  return (
    <Tabs
      label={t.label}
      className={styles.tabs}
      tabs={[
        { value: 'tasks', label: t.tasks },
        { value: 'consents', label: t.consents },
      ]}
      open={open}
      choose={(page) => void go({ module: 'tasks', page })}
    />
  );
}
