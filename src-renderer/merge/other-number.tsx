// With whom a customer is to be merged: asked by the customer number, which stands on every letter.
import { Button, makeStyles, Text } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import { type FormEvent, useId, useState } from 'react';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { mergeTexts } from '../texts/merge.ts';
import { usePaper } from '../ui/paper.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: '12px', marginTop: '12px', '& input': { width: '160px' } },
});

export function OtherNumber({ one }: { one: string }) {
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(mergeTexts);
  const id = useId();
  const { goNow } = usePlace();
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const look = async (event: FormEvent) => {
    event.preventDefault();
    const { error, data } = await safe(client.merge.byNumber({ number }));
    if (error) return showFailure(error);
    if (!data) return setProblem(t.unknownNumber);
    if (data.id === one) return setProblem(t.refusals.same);
    goNow({ module: 'contacts', page: 'merge', one, other: data.id });
  };
  return (
    <form className={styles.line} onSubmit={(event) => void look(event)}>
      <label htmlFor={id}>{t.otherNumber}</label>
      <input
        id={id}
        // biome-ignore lint/a11y/noAutofocus: the one thing that is asked here
        autoFocus
        className={paper.control}
        value={number}
        autoComplete="off"
        onChange={(event) => setNumber(event.target.value)}
      />
      <Button type="submit" appearance="primary">
        {t.look}
      </Button>
      <Text role="alert">{problem}</Text>
    </form>
  );
}
