// Which function key does what right now. Pages and dialogs lend commands while they are on the screen; the topmost dialog
// hides the page's. Presses run one after the other, so that none is swallowed while a save is running.
import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';

export const functionKeys = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12'] as const;
export type FunctionKey = (typeof functionKeys)[number];

export type Command = {
  key: FunctionKey;
  /** As on the key bar: 'Speichern'. */
  name: string;
  /** Why it has no meaning now; the bar shows it greyed with the reason. */
  blocked?: string | undefined;
  /** Works while a dialog is open, too. */
  everywhere?: boolean;
} & (
  | { run: () => unknown; entries?: undefined }
  /** The key opens a menu. Several features may lend entries for the same key; they stand in the order they were lent. */
  | { run?: undefined; entries: readonly MenuEntry[] }
);

export type MenuEntry = {
  label: string;
  run: () => unknown;
  /** Why it cannot be chosen now. */
  blocked?: string | undefined;
};

type Layer = 'frame' | 'page' | 'dialog';
type Scope = { owner: string; layer: Layer; commands: () => readonly Command[] };

type Store = {
  scopes: readonly Scope[];
  turn: number;
  /** The command whose menu is open. */
  menu: Command | null;
};

export const useScopes = create<Store>(() => ({ scopes: [], turn: 0, menu: null }));

/** Lends commands while the calling component is mounted. A dialog without commands lends an empty list. */
export function useCommands(layer: Layer, commands: readonly Command[]): void {
  const owner = useId();
  const latest = useRef(commands);
  latest.current = commands;
  const shape = commands
    .map((one) => [one.key, one.name, one.blocked, ...(one.entries ?? []).map((entry) => entry.label)].join())
    .join('|');
  useLayoutEffect(() => {
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
  const dialog = topDialog();
  const now = new Map<FunctionKey, Command>();
  const everywhere = scopes.flatMap((scope) => scope.commands().filter((command) => command.everywhere));
  const here = (dialog ? [dialog] : scopes).flatMap((scope) => scope.commands());
  for (const command of dialog ? [...everywhere, ...here] : here) {
    const before = now.get(command.key);
    const joined = command.entries && before?.entries;
    now.set(command.key, joined ? { ...command, entries: [...joined, ...command.entries] } : command);
  }
  return now;
}

/** A dialog is open, and the page's keys are at rest. */
export function isDialogOpen(): boolean {
  return topDialog() !== undefined;
}

function topDialog(): Scope | undefined {
  return useScopes.getState().scopes.findLast((scope) => scope.layer === 'dialog');
}

let pageQueue: Promise<unknown> = Promise.resolve();
const dialogQueues = new WeakMap<Scope, Promise<unknown>>();

/**
 * Runs the key's command after those pressed before; what it means is decided when its turn comes. A press meant for the
 * page waits while a dialog is open, a press in a dialog waits for that dialog's presses only.
 */
export function press(key: FunctionKey): void {
  const dialog = topDialog();
  if (dialog) {
    const queue = dialogQueues.get(dialog) ?? Promise.resolve();
    dialogQueues.set(
      dialog,
      queue.then(() => (topDialog() === dialog ? runNow(key) : undefined)),
    );
  } else inTurn(() => runNow(key));
}

/** Does what another key of the page asks for, once the function keys pressed before it are through. */
export function inTurn(work: () => unknown): void {
  pageQueue = pageQueue.then(async () => {
    await noDialog();
    await runSafely(work);
    await drawn();
  });
}

async function runNow(key: FunctionKey): Promise<void> {
  const command = commandsNow().get(key);
  if (!command || command.blocked) return;
  await runSafely(() => {
    if (command.entries) useScopes.setState({ menu: command });
    else return command.run();
  });
}

/** What fails unforeseen in a command is said in the message line. */
export async function runSafely(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    window.dispatchEvent(new CustomEvent('tresen:failure', { detail: error }));
  }
}

/** Resolves when no dialog is open, and at once where there is none. */
export function noDialog(): Promise<void> {
  if (!topDialog()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useScopes.subscribe(() => {
      if (topDialog()) return;
      stop();
      resolve();
    });
  });
}

/** Lets the screen draw what a command has changed, so that a dialog it opened counts for the next press. */
function drawn(): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve));
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
