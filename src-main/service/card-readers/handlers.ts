// What the screen may ask of the card readers. A host without a card service has none, and says so.
import { opened, signedIn } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { takeOver } from './take-over.ts';

export function cardReaderHandlers(os: typeof procedures.cardReaders) {
  return {
    state: os.state.handler(({ context }) => {
      const { cardDesk } = context.counter;
      const { service, readers } = cardDesk.state;
      const automatic = cardDesk.isAutomatic(opened(context));
      return { service, readers: readers.map(({ name, state }) => ({ name, state })), automatic };
    }),

    chooseAutomatic: os.chooseAutomatic.handler(({ context, input }) =>
      context.counter.cardDesk.chooseAutomatic(opened(context), input.automatic),
    ),

    read: os.read.handler(({ context }) => context.counter.cardDesk.read()),

    arrived: os.arrived.handler(({ context }) => context.counter.cardDesk.arrived()),

    takeOver: os.takeOver.handler(({ context, input, errors }) => {
      const { cardDesk } = context.counter;
      const comparison = cardDesk.comparison(input.readingId);
      if (!comparison) throw errors.READING_GONE();
      const taken = takeOver(opened(context), signedIn(context).role, comparison, input, errors);
      cardDesk.settled(input.readingId);
      return taken;
    }),
  };
}
