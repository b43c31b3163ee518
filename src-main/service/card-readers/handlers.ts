// What the screen may ask of the card readers. A host without a card service has none, and says so.
import type { procedures } from '../procedures.ts';

export function cardReaderHandlers(os: typeof procedures.cardReaders) {
  return {
    state: os.state.handler(({ context }) => {
      const { service, readers } = context.counter.ports.cardReaders?.state ?? { service: 'noLibrary', readers: [] };
      return { service, readers: readers.map((one) => ({ ...one })), automatic: true };
    }),
    chooseAutomatic: os.chooseAutomatic.handler(() => undefined),
    read: os.read.handler(() => ({ kind: 'failed', reader: null, code: 'SERVICE_MISSING' })),
    arrived: os.arrived.handler(() => ({ kind: 'none' })),
    takeOver: os.takeOver.handler(({ errors }) => {
      throw errors.READING_GONE();
    }),
  };
}
