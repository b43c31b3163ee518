// How large the screen is shown: in the steps of a browser, never beyond twice the size, kept by the browser per origin.
import type { WebContents } from 'electron';

const STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

export type ZoomChange = 'in' | 'out' | 'reset';

export function zoom(page: WebContents, change: ZoomChange): void {
  const now = page.getZoomFactor();
  const slack = 0.01;
  const larger = STEPS.find((step) => step > now + slack) ?? STEPS[STEPS.length - 1];
  const smaller = STEPS.findLast((step) => step < now - slack) ?? STEPS[0];
  page.setZoomFactor({ in: larger ?? 1, out: smaller ?? 1, reset: 1 }[change]);
}

/** Ctrl with +, - and 0, on any keyboard and the number pad, and the wheel with Ctrl. */
export function listenForZoom(page: WebContents): void {
  page.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || input.alt || !(input.control || input.meta)) return;
    const change = { '+': 'in', '=': 'in', '-': 'out', '0': 'reset' }[input.key] as ZoomChange | undefined;
    if (!change) return;
    event.preventDefault();
    zoom(page, change);
  });
  page.on('zoom-changed', (_event, direction) => zoom(page, direction));
}
