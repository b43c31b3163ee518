// Loads what the first letter needs while nobody waits for it: after the start, when the first page is on the screen and
// somebody types a PIN. It refuses to know what there is to load.
import type { Service } from './service/service.ts';

/** The start belongs to whoever waits for the window. */
const AFTER_MS = 2_000;

export function warmUpSoon(service: Service): void {
  const timer = setTimeout(() => {
    const { house, ports } = service.counter;
    house?.forms.warmUp().catch((error: Error) => ports.log.warn({ problem: error.message }, 'forms cannot be made'));
  }, AFTER_MS);
  timer.unref();
}
