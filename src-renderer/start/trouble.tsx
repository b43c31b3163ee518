// What is wrong with the data folder and what can be done about it.
import { Caption1, Text } from '@fluentui/react-components';
import type { OpenTrouble } from '../../src-shared/database/contract.ts';
import { useTexts } from '../texts/catalogue.ts';
import { startTexts } from '../texts/start.ts';
import { Sheet } from './sheet.tsx';

export function Trouble({ trouble }: { trouble: OpenTrouble }) {
  const t = useTexts(startTexts).trouble;
  const { title, text } = t[trouble.kind];
  return (
    <Sheet title={title}>
      <Text>{text}</Text>
      <Caption1>{t.file(trouble.file)}</Caption1>
    </Sheet>
  );
}
