// Asks of each file that staff had taken in what it is: nobody else knows, and an erasure guesses nothing (N-07).
import { Subtitle2, Text } from '@fluentui/react-components';
import { DOCUMENT_CHOICES, type DocumentChoice } from '../../src-shared/erasure/report.ts';
import { PickOne } from '../administration/pick-one.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { erasureTexts } from '../texts/erasure.ts';

export function DocumentQuestions(props: {
  files: readonly { id: string; name: string; customerId: string }[];
  chosen: Readonly<Record<string, Readonly<Record<string, DocumentChoice>>>>;
  choose: (customerId: string, id: string, choice: DocumentChoice) => void;
}) {
  const { files, chosen, choose } = props;
  const t = useTexts(erasureTexts);
  const choices = DOCUMENT_CHOICES.map((value) => ({ value: value as string, label: t.choices[value] }));
  return (
    <section aria-label={t.documents}>
      <Subtitle2 as="h3" block>
        {t.documents}
      </Subtitle2>
      <Text size={200}>{t.documentsWhy}</Text>
      {files.map(({ id, name, customerId }) => {
        const value = chosen[customerId]?.[id] ?? '';
        return (
          <PickOne
            key={id}
            label={name}
            value={value}
            options={value === '' ? [{ value: '', label: t.choose }, ...choices] : choices}
            pick={(picked) => {
              const choice = DOCUMENT_CHOICES.find((one) => one === picked);
              if (choice) choose(customerId, id, choice);
            }}
          />
        );
      })}
    </section>
  );
}
