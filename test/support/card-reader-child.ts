// A counter of which there is nothing but its card readers, to be killed: says 'ready' when it sees two of them.
import process from 'node:process';
import pino from 'pino';
import { CardReaders } from '../../src-main/card-readers.ts';
import { startForked } from '../../src-main/service/database/forked-helper.ts';

const readers = new CardReaders({ start: startForked, log: pino({ level: 'silent' }), afterMs: 0 });
readers.watch({
  changed: () => readers.state.readers.length === 2 && process.send?.('ready'),
  read: () => undefined,
});
readers.start();
// Card readers keep no program running.
process.on('message', () => undefined);
