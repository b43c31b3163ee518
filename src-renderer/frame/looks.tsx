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
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react';
import { calls } from '../client.ts';
import { brandRamp } from './accent.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const flat: Partial<Theme> = { shadow2: 'none', shadow4: 'none', shadow8: 'none' };
/** Fluent's red is too dark for words on its dark ground (4.2 to 1); its lighter one is not. */
const readable: Partial<Theme> = { colorStatusDangerForeground1: webDarkTheme.colorStatusDangerForeground2 };

export function Looks({ children }: { children: ReactNode }) {
  const isDark = useSyncExternalStore(
    (changed) => {
      dark.addEventListener('change', changed);
      return () => dark.removeEventListener('change', changed);
    },
    () => dark.matches,
  );
  usePageShownAgain();
  const { data: state } = useQuery(calls.signIn.state.queryOptions());
  const accent = state && 'seat' in state ? state.seat.branch.accent : null;
  const theme = useMemo(() => ({ ...themeOf(isDark, accent), ...flat, ...(isDark ? readable : {}) }), [isDark, accent]);
  return (
    <FluentProvider theme={theme} style={{ height: '100%' }}>
      {children}
    </FluentProvider>
  );
}

/**
 * An open dialog hides the page behind it from screen readers. Fluent takes its focus management down with the last component
 * that uses it, and where that was the dialog itself (closed, or torn away by a lock) the page would stay hidden.
 */
function usePageShownAgain(): void {
  useEffect(() => {
    const show = () => {
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return;
      for (const one of document.querySelectorAll('body > div[aria-hidden]')) one.removeAttribute('aria-hidden');
    };
    const [children, hidden] = [new MutationObserver(show), new MutationObserver(show)];
    children.observe(document.body, { childList: true });
    // A menu that opens later may be hidden only a moment after it has come.
    hidden.observe(document.body, { attributes: true, attributeFilter: ['aria-hidden'], subtree: true });
    return () => {
      children.disconnect();
      hidden.disconnect();
    };
  }, []);
}

function themeOf(isDark: boolean, accent: string | null): Theme {
  if (accent === null) return isDark ? webDarkTheme : webLightTheme;
  return isDark ? createDarkTheme(brandRamp(accent)) : createLightTheme(brandRamp(accent));
}
