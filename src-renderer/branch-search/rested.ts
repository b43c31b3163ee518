// The text once nothing was typed for a moment: other branches are asked over the line, not at every letter.
import { useEffect, useState } from 'react';

const REST_MS = 200;

export function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(text), REST_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return rested;
}
