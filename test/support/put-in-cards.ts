// Card readers that a test holds in its hand: what lies in them, what they say of it and when. They stand in for the process that
// speaks to the system's card service, and for nothing behind it.
import type { CardReadersPort, CardReading } from '../../src-main/service/ports.ts';
import type { HealthCard } from '../../src-shared/health-card/record.ts';

type Said =
  | { readonly kind: 'health'; readonly card: HealthCard }
  | { readonly kind: 'number'; readonly number: string }
  | Pick<Extract<CardReading, { kind: 'failed' }>, 'kind' | 'code'>;

export type HeldReaders = {
  readonly port: CardReadersPort;
  /** Puts a card in, which is read at once; it lies there until it is pulled. */
  put(said: Said): void;
  pull(): void;
  /** What F6 reads is not answered until the answer of this call is called. */
  hang(): () => void;
  state(state: CardReadersPort['state']): void;
};

const READER = 'Leser am Tresen';

export function heldReaders(): HeldReaders {
  const watchers = new Set<Parameters<CardReadersPort['watch']>[0]>();
  let state: CardReadersPort['state'] = { service: 'running', readers: [{ name: READER, state: 'empty' }] };
  let inside: Said = { kind: 'failed', code: 'NO_CARD' };
  let waits: Promise<void> = Promise.resolve();
  const tell = (asked: boolean) => {
    for (const one of [...watchers]) one.read({ ...inside, reader: READER, asked });
  };
  const lies = (said: Said, reader: 'empty' | 'card') => {
    inside = said;
    state = { ...state, readers: [{ name: READER, state: reader }] };
    for (const one of [...watchers]) one.changed();
  };
  return {
    port: {
      get state() {
        return state;
      },
      start: () => undefined,
      async read() {
        await waits;
        tell(true);
      },
      stop: () => undefined,
      watch(heard) {
        watchers.add(heard);
        return () => void watchers.delete(heard);
      },
    },
    put(said) {
      lies(said, 'card');
      tell(false);
    },
    pull: () => lies({ kind: 'failed', code: 'NO_CARD' }, 'empty'),
    hang() {
      let free: () => void = () => undefined;
      waits = new Promise((resolve) => {
        free = resolve;
      });
      return free;
    },
    state(next) {
      state = next;
      for (const one of [...watchers]) one.changed();
    },
  };
}

/** The card of an invented person: 'Müller, Anna', unless said otherwise. */
export function cardOf(more: Partial<HealthCard> = {}): HealthCard {
  return {
    ...{ kvnr: 'A123456780', title: null, firstName: 'Anna', lastName: 'Müller' },
    ...{ birthDate: '1961-04-03', birthText: '03.04.1961', gender: 'W' },
    street: {
      ...{ street: 'Sonnenstr.', houseNumber: '4', addition: null, postcode: '80331', town: 'München' },
      country: null,
    },
    ...{ postBox: null, insurance: null, statedOn: '2026-02-03', incomplete: false },
    ...more,
  };
}
