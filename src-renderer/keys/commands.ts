// Which function key does what right now. Pages and dialogs lend commands while they are on the screen; the topmost dialog
// hides the page's. Presses run one after the other, so that none is swallowed while a save is running.
import { useEffect, useId, useRef } from 'react';
import { create } from 'zustand';

export const functionKeys = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12'] as const;
export type FunctionKey = (typeof functionKeys)[number];

export type Command = {
  key: FunctionKey;
  /** As on the key bar: 'Speichern'. */
  name: string;
  run: () => unknown;
  /** Why it has no meaning now; the bar shows it greyed with the reason. */
  blocked?: string | undefined;
};

type Layer = 'frame' | 'page' | 'dialog';
type Scope = { owner: string; layer: Layer; commands: () => readonly Command[] };

export const useScopes = create<{ scopes: readonly Scope[]; turn: number }>(() => ({ scopes: [], turn: 0 }));

/** Lends commands while the calling component is mounted. */
export function useCommands(layer: Layer, commands: readonly Command[]): void {
  const owner = useId();
  const latest = useRef(commands);
  latest.current = commands;
  const shape = commands.map((one) => `${one.key}${one.name}${one.blocked ?? ''}`).join('|');
  useEffect(() => {
    const scope: Scope = { owner, layer, commands: () => latest.current };
    useScopes.setState(({ scopes }) => ({ scopes: [...scopes, scope] }));
    return () => useScopes.setState(({ scopes }) => ({ scopes: scopes.filter((one) => one !== scope) }));
  }, [owner, layer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the bar is drawn anew when names or reasons change
  useEffect(() => useScopes.setState(({ turn }) => ({ turn: turn + 1 })), [shape]);
}

/** What the keys mean now. */
export function commandsNow(): Map<FunctionKey, Command> {
  const { scopes } = useScopes.getState();
  const dialog = scopes.findLast((scope) => scope.layer === 'dialog');
  const seen = dialog ? [dialog] : scopes;
  return new Map(seen.flatMap((scope) => scope.commands().map((command) => [command.key, command] as const)));
}

let queue: Promise<unknown> = Promise.resolve();

/** Runs the key's command after those pressed before; what it means is decided when its turn comes. */
export function press(key: FunctionKey): void {
  queue = queue.then(async () => {
    const command = commandsNow().get(key);
    if (!command || command.blocked) return;
    try {
      await command.run();
    } catch (error) {
      window.dispatchEvent(new CustomEvent('tresen:failure', { detail: error }));
    }
  });
}

/** Once, at start: function keys belong to the program, whatever the browser would do with them. */
export function listenForKeys(): void {
  window.addEventListener(
    'keydown',
    (event) => {
      const key = functionKeys.find((one) => one === event.key);
      if (!key || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) press(key);
    },
    { capture: true },
  );
}
