// A value that may be long: its beginning, and the rest when asked for.
import { Link } from '@fluentui/react-components';
import { useState } from 'react';
import { useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';

const SHORT = 240;

export function LongText({ text }: { text: string }) {
  const t = useTexts(changeLogTexts);
  const [whole, setWhole] = useState(false);
  if (text.length <= SHORT) return text;
  return (
    <>
      {whole ? text : `${text.slice(0, SHORT).trimEnd()} … `}
      <Link as="button" inline onClick={() => setWhole(!whole)}>
        {whole ? t.less : t.whole}
      </Link>
    </>
  );
}
