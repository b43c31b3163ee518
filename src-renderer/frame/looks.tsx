// Fluent's themes as Tresen wears them: calm, compact, light or dark as the system says, in the branch's one accent colour; high
// contrast is Windows' own.
import {
  createDarkTheme,
  createLightTheme,
  FluentProvider,
  type Theme,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { calls } from '../client.ts';
import { brandRamp } from './accent.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const flat: Partial<Theme> = { shadow2: 'none', shadow4: 'none', shadow8: 'none' };

export function Looks({ children }: { children: ReactNode }) {
  const isDark = useSyncExternalStore(
    (changed) => {
      dark.addEventListener('change', changed);
      return () => dark.removeEventListener('change', changed);
    },
    () => dark.matches,
  );
  const { data: state } = useQuery(calls.signIn.state.queryOptions());
  const accent = state && 'seat' in state ? state.seat.branch.accent : null;
  const theme = useMemo(() => ({ ...themeOf(isDark, accent), ...flat }), [isDark, accent]);
  return (
    <FluentProvider theme={theme} style={{ height: '100%' }}>
      {children}
    </FluentProvider>
  );
}

function themeOf(isDark: boolean, accent: string | null): Theme {
  if (accent === null) return isDark ? webDarkTheme : webLightTheme;
  return isDark ? createDarkTheme(brandRamp(accent)) : createLightTheme(brandRamp(accent));
}
