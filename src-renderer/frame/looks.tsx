// Fluent's themes as Tresen wears them: calm, compact, light or dark as the system says; high contrast is Windows' own.
import { FluentProvider, type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { type ReactNode, useSyncExternalStore } from 'react';

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
  return (
    <FluentProvider theme={{ ...(isDark ? webDarkTheme : webLightTheme), ...flat }} style={{ height: '100%' }}>
      {children}
    </FluentProvider>
  );
}
