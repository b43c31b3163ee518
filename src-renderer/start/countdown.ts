// Counts the seconds until the next PIN is taken, for each employee apart. The service decides; this only shows it.
import { useEffect, useState } from 'react';

export type Countdown = {
  /** Whole seconds left; 0 = none. */
  seconds: number;
  /** It has just run out. */
  over: boolean;
  begin: (id: string, seconds: number) => void;
};

export function useCountdown(id: string): Countdown {
  const [until, setUntil] = useState<Readonly<Record<string, number>>>({});
  const [now, setNow] = useState(() => performance.now());
  const end = until[id] ?? 0;
  const seconds = Math.max(0, Math.ceil((end - now) / 1000));
  useEffect(() => {
    if (end <= performance.now()) return;
    const timer = window.setInterval(() => {
      setNow(performance.now());
      if (performance.now() >= end) window.clearInterval(timer);
    }, 200);
    return () => window.clearInterval(timer);
  }, [end]);
  return {
    seconds,
    over: end > 0 && seconds === 0,
    begin: (whose, wait) => {
      const at = performance.now();
      setNow(at);
      setUntil((before) => ({ ...before, [whose]: wait > 0 ? at + wait * 1000 : 0 }));
    },
  };
}
