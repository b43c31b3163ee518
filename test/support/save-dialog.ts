// The system's dialog 'Speichern unter' of the Electron window: nobody can type into it here, so it is answered; what is asked of it
// and what is done with the answer is real.
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';

export type SaveDialog = {
  /** What the dialog proposed, in the order in which it came. */
  asked(): Promise<{ name: string; endings: string[] }[]>;
  /** From now on every file goes into `folder` under its proposed name; null = the dialog is cancelled. */
  answer(folder: string | null): Promise<void>;
  /** From now on it stays open until it is answered. */
  hold(): Promise<void>;
};

type Held = { folder: string | null; proposed: [string, string[]][]; waiting: (() => void)[] | null };

export async function saveDialogOf(app: ElectronApplication, folder: string): Promise<SaveDialog> {
  await app.evaluate(({ dialog }, first) => {
    const held: Held = { folder: first, proposed: [], waiting: null };
    Object.assign(globalThis, { held });
    dialog.showSaveDialog = async (...input: unknown[]) => {
      const { defaultPath, filters } = input.at(-1) as {
        defaultPath: string;
        filters: { extensions: string[] }[];
      };
      const name = defaultPath.split(/[/\\]/).at(-1) ?? '';
      held.proposed.push([name, filters.flatMap(({ extensions }) => extensions)]);
      if (held.waiting) await new Promise<void>((resolve) => held.waiting?.push(resolve));
      return held.folder === null
        ? { canceled: true, filePath: '' }
        : { canceled: false, filePath: `${held.folder}/${name}` };
    };
  }, folder);
  return {
    async asked() {
      const proposed = await app.evaluate(() => (globalThis as unknown as { held: Held }).held.proposed);
      return proposed.map(([name, endings]) => ({ name, endings }));
    },
    answer: (to) =>
      app.evaluate(
        (_electron, next) => {
          const { held } = globalThis as unknown as { held: Held };
          held.folder = next;
          const waiting = held.waiting ?? [];
          held.waiting = null;
          for (const go of waiting) go();
        },
        to === null ? null : join(to),
      ),
    hold: () =>
      app.evaluate(() => {
        (globalThis as unknown as { held: Held }).held.waiting = [];
      }),
  };
}
