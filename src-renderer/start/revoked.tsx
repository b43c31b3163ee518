// What a workstation shows once an administrator has ended it: why it is empty, what was lost, and the way to begin anew.
import { Button, Text } from '@fluentui/react-components';
import { client, queries } from '../client.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { startTexts } from '../texts/start.ts';
import { dayAndTime } from '../texts/when.ts';
import { Sheet } from './sheet.tsx';

export function Revoked({ at, unsent }: { at: number; unsent: number }) {
  const t = useTexts(startTexts).revoked;
  const language = useLanguage((state) => state.language);
  const startOver = async () => {
    await client.signIn.startOver();
    await queries.invalidateQueries();
  };
  return (
    <Sheet title={t.title}>
      <Text>{t.text}</Text>
      {at > 0 && <Text>{t.on(dayAndTime(at, language))}</Text>}
      {unsent > 0 && (
        <Text role="alert" weight="semibold">
          {t.unsent(unsent)}
        </Text>
      )}
      <div>
        <Button appearance="primary" autoFocus onClick={startOver}>
          {t.button}
        </Button>
      </div>
    </Sheet>
  );
}
