// What becomes of a template's prints: filed with the customer, and who may take them away there; where that is no choice, why.
import { Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import { filingOf, isChosen, type TemplateKey } from '../../src-shared/text-blocks/archive.ts';
import type { TemplateFiling as Kept } from '../../src-shared/text-blocks/contract.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { CheckField } from '../ui/check-field.tsx';
import { usePageForm } from './page-form.ts';

const useStyles = makeStyles({
  boxes: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '16px', margin: '4px 0' },
  means: { display: 'block', maxWidth: '760px', margin: '4px 0 8px', color: tokens.colorNeutralForeground2 },
});

/** A template without words of its own to edit: its boxes are all there is. */
export function SheetFiling({ template, title, personId }: { template: TemplateKey; title: string; personId: string }) {
  const { data } = useQuery(calls.textBlocks.filings.queryOptions());
  const found = data?.find((one) => one.template === template);
  if (!isChosen(template)) return <FixedFiling template={template} />;
  if (!found) return null;
  const { id, ...kept } = found;
  return (
    <>
      {id !== null && <LogCommand subjectIds={[id]} record={title} />}
      <ChosenFiling kept={kept} personId={personId} />
    </>
  );
}

/** What the law or a secret decides: the boxes as they are, and why. */
export function FixedFiling({ template }: { template: TemplateKey }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts).textBlocks.filing;
  const filing = filingOf(template);
  return (
    <div>
      {filing === 'proof' && (
        <div className={styles.boxes}>
          <Checkbox disabled checked label={t.archive} />
          <Checkbox disabled checked={false} label={t.changeable} />
        </div>
      )}
      <Text size={200} className={styles.means}>
        {filing === 'proof' ? t.proof : t.never}
      </Text>
    </div>
  );
}

function ChosenFiling({ kept, personId }: { kept: Kept; personId: string }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts).textBlocks.filing;
  const { template } = kept;
  const form = usePageForm<Kept>({
    owner: `filing ${template} ${personId}`,
    kept,
    reload: readAgain,
    save: async (entered) => {
      const { error } = await safe(client.textBlocks.setFiling(entered));
      if (error) {
        showFailure(error);
        return 'refused';
      }
      await readAgain();
      return { kept: entered };
    },
  });
  const archive = useWatch({ control: form.control, name: 'archive' });
  return (
    <div>
      <div className={styles.boxes}>
        <CheckField form={form} name="archive" label={t.archive} />
        <CheckField form={form} name="changeable" label={t.changeable} disabled={!archive} />
      </div>
      <Text size={200} className={styles.means}>
        {t.means}
      </Text>
    </div>
  );
}

const readAgain = () => queries.fetchQuery({ ...calls.textBlocks.filings.queryOptions(), staleTime: 0 });
