// The line between a page and its program, slowed where a test wants it: what the page asks of one call is held back until the
// test lets it go. Everything else passes.
import type { Page } from 'playwright-core';

export type SlowWire = {
  /**
   * Holds back the next call of this name ('customers/save'). `asked` resolves when the page has sent it, `letGo` passes it on.
   */
  hold(call: string): { asked: Promise<void>; letGo: () => void };
};

/** From the next time that the page is loaded. */
export async function slowWire(page: Page): Promise<SlowWire> {
  let held: { call: string; caught: (pass: () => void) => void } | null = null;
  await page.routeWebSocket(/\/wire$/, (socket) => {
    const program = socket.connectToServer();
    socket.onMessage((message) => {
      const pass = () => program.send(message);
      if (!held || !message.includes(`/${held.call}"`)) return pass();
      held.caught(pass);
      held = null;
    });
  });
  return {
    hold(call) {
      let letGo = () => {};
      const asked = new Promise<void>((resolve) => {
        const caught = (pass: () => void) => {
          letGo = pass;
          resolve();
        };
        held = { call, caught };
      });
      return { asked, letGo: () => letGo() };
    },
  };
}
