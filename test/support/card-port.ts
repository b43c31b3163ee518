// Card readers for tests of the service: what a reader process tells, told by hand. Cards are read from real images by the real
// reading; only the wire and the reader are missing.
import { readHealthCard } from '../../src-main/card-readers/health-card/read.ts';
import type { CardReadersPort, CardReading } from '../../src-main/service/ports.ts';
import type { HealthCard } from '../../src-shared/health-card/record.ts';
import {
  type CardDescription,
  type CardFiles,
  chipOf,
  healthCardFiles,
  somebody,
  withoutInsurancePlace,
} from './health-cards.ts';

type Content = { kind: 'health'; card: HealthCard } | { kind: 'number'; number: string };
type Failed = { kind: 'failed'; code: Extract<CardReading, { kind: 'failed' }>['code'] };

export type TestReaders = {
  readonly port: CardReadersPort;
  /** What the port says of itself; a new one (a reader is plugged in, the service stops) is announced. */
  state: CardReadersPort['state'];
  /** Lies in a reader, for whoever asks. */
  lying: (Content | Failed)[];
  /** Somebody puts it in. */
  put(content: Content | Failed): void;
  readonly calls: string[];
};

const READER = 'Testleser';

export function testReaders(): TestReaders {
  const listeners = new Set<Parameters<CardReadersPort['watch']>[0]>();
  const tell = (content: Content | Failed, asked: boolean) => {
    for (const { read } of listeners) read({ reader: READER, asked, ...content });
  };
  let state: CardReadersPort['state'] = { service: 'running', readers: [{ name: READER, state: 'empty' }] };
  const readers: TestReaders = {
    get state() {
      return state;
    },
    set state(next) {
      state = next;
      for (const { changed } of listeners) changed();
    },
    lying: [],
    calls: [],
    put: (content) => tell(content, false),
    port: {
      get state() {
        return readers.state;
      },
      start: () => readers.calls.push('start'),
      stop: () => readers.calls.push('stop'),
      read: async () => {
        for (const one of readers.lying) tell(one, true);
      },
      watch: (heard) => {
        listeners.add(heard);
        return () => listeners.delete(heard);
      },
    },
  };
  return readers;
}

type Health = Extract<Content, { kind: 'health' }>;

/** The card of somebody, read as a reader reads it. */
export function cardOf(more: Partial<CardDescription> = {}): Promise<Health> {
  return readFrom(healthCardFiles(somebody(more)));
}

/** The same card, with a directory that lets the insurance end before it begins. */
export function cardWithoutInsurancePlace(more: Partial<CardDescription> = {}): Promise<Health> {
  return readFrom(withoutInsurancePlace(healthCardFiles(somebody(more))));
}

async function readFrom(files: CardFiles): Promise<Health> {
  const chip = chipOf(files);
  return { kind: 'health', card: await readHealthCard(async (apdu) => chip(apdu)) };
}
