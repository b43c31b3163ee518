// Says that something takes longer than a moment: nothing for the first second, then a bar with words.
import { ProgressBar, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

const MOMENT_MS = 1000;

export function SlowWork({ text }: { text: string }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), MOMENT_MS);
    return () => window.clearTimeout(timer);
  }, []);
  if (!slow) return null;
  return (
    <div role="status">
      <Text size={200}>{text}</Text>
      <ProgressBar aria-label={text} />
    </div>
  );
}
