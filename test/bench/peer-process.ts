// One peer in a process of its own: takes in the same customers, answers the same searches, says what it needed for it.
import { fold } from '../../src-shared/search/fold.ts';
import { answerQuestions, settledMemory } from './answering.ts';
import { sampleCustomers } from './customers.ts';
import { type PeerName, type PeerRow, peerEngine } from './peer-engines.ts';

const [name = '', count = '0'] = process.argv.slice(2);

export type PeerQuestion = { kind: 'build' } | { kind: 'search'; texts: readonly string[] } | { kind: 'memory' };

const rows: PeerRow[] = [];
let search: (text: string) => Promise<readonly PeerRow[]> | readonly PeerRow[] = () => [];

answerQuestions<PeerQuestion>(async (question) => {
  switch (question.kind) {
    case 'build': {
      for (const { lastName, firstName, number, birthDate, street, postcode, town, phone } of sampleCustomers(
        Number(count),
      ))
        rows.push({ last: fold(lastName), first: fold(firstName), number, birthDate, street, postcode, town, phone });
      const began = performance.now();
      search = await peerEngine(name as PeerName, rows);
      return { seconds: (performance.now() - began) / 1000 };
    }
    case 'search': {
      const times: number[] = [];
      let wrong = 0;
      let found = 0;
      for (const text of question.texts) {
        const began = performance.now();
        const answer = await search(text);
        times.push(performance.now() - began);
        found += answer.length;
        wrong += answer.filter((row) => !fits(row, text)).length;
      }
      return { times, wrong, found };
    }
    case 'memory':
      return { bytes: settledMemory() };
  }
});

/** Every word typed begins a word of the names. */
function fits(row: PeerRow, text: string): boolean {
  const words = fold(text).split(' ');
  const own = `${row.last} ${row.first}`.split(' ');
  return words.every((word) => own.some((each) => each.startsWith(word)));
}
