// Page 'Geräte': readers, printers, the printer and tray of each form, slip printers, and the self-test, for this PC alone.
import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { PageSheet, Section, SettingRow } from '../administration/page-sheet.tsx';
import type { AdministrationPageProps } from '../administration/pages.tsx';
import { ReaderFacts } from '../card-readers/reader-facts.tsx';
import { calls } from '../client.ts';
import { SlipPrinters } from '../slips/slip-printers.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { deviceTexts } from '../texts/devices.ts';
import { FormPrinters } from './form-printers.tsx';
import { FoundPrinters } from './found-printers.tsx';
import { SelfTest } from './self-test.tsx';

/** Often enough for somebody who has just put in paper. */
const LOOK_AGAIN_MS = 5000;

const useStyles = makeStyles({
  readers: { display: 'flex', flexDirection: 'column', gap: '8px', padding: '6px 9px' },
});

export function DevicesPage({ person }: AdministrationPageProps) {
  const styles = useStyles();
  const t = useTexts(deviceTexts);
  const { data: readers } = useQuery(calls.cardReaders.state.queryOptions());
  const { data, isError } = useQuery(calls.printing.printers.queryOptions({ refetchInterval: LOOK_AGAIN_MS }));
  // A spooler that does not answer must not keep the rest from being seen.
  const printing = data ?? (isError ? { printers: [], chosen: {} } : null);
  return (
    <PageSheet title={t.title} lead={t.lead}>
      <Section title={t.readers}>
        <SettingRow words={t.readers}>
          {readers && (
            <div className={styles.readers}>
              <ReaderFacts state={readers} />
            </div>
          )}
        </SettingRow>
      </Section>
      {printing && <FoundPrinters printers={printing.printers} />}
      {printing && <FormPrinters printing={printing} personId={person.id} />}
      <SlipPrinters />
      <SelfTest />
    </PageSheet>
  );
}
