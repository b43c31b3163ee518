// The line between a page and its program, slowed where a test wants it: what the page asks of one call is held back until the
// test lets it go. Everything else passes.
import type { Page } from 'playwright-core';

export type Held = {
  /** Resolves when the page has sent the call. */
  asked: Promise<void>;
  /** Passes it on. */
  letGo: () => void;
};

export type SlowWire = {
  /** Holds back the next call of this name ('customers/save'). */
  hold(call: string): Held;
};

/**
 * Loads the page anew, so that its line runs through here.
 * @param first a call that is held back from the beginning
 */
export async function slowWire(page: Page, first: string): Promise<Held>;
export async function slowWire(page: Page): Promise<SlowWire>;
export async function slowWire(page: Page, first?: string): Promise<SlowWire | Held> {
  let held: { call: string; caught: (pass: () => void) => void } | null = null;
  const hold = (call: string): Held => {
    let letGo = () => {};
    const asked = new Promise<void>((resolve) => {
      const caught = (pass: () => void) => {
        letGo = pass;
        resolve();
      };
      held = { call, caught };
    });
    return { asked, letGo: () => letGo() };
  };
  const begun = first ? hold(first) : { hold };
  await page.routeWebSocket(/\/wire$/, (socket) => {
    const program = socket.connectToServer();
    socket.onMessage((message) => {
      const pass = () => program.send(message);
      if (!held || !message.includes(`/${held.call}"`)) return pass();
      held.caught(pass);
      held = null;
    });
  });
  await page.reload();
  return begun;
}
