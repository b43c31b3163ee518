// Listens to the service: when rows change, whatever shows them reads again.
import { calls, client, queries } from '../client.ts';
import { hearCard } from './card-news.ts';
import { usePrivacyDue } from './privacy-due.ts';

/** Ends with the wire; that it is gone, the screen says by itself. */
export async function followNews(): Promise<void> {
  try {
    for await (const item of await client.shell.news()) {
      // Another person may see other things: the next news waits until nothing of the one before is left.
      if (item.kind === 'seat') await queries.invalidateQueries();
      else if (item.kind === 'changed') void readAgain(item.tables);
      else if (item.kind === 'card') hearCard();
      else usePrivacyDue.setState({ due: item });
    }
  } catch (error) {
    window.dispatchEvent(new CustomEvent('tresen:gone', { detail: error }));
  }
}

/** Readers change several times for each card, just when a customer is looked up: nothing else depends on them. */
function readAgain(tables: readonly string[]): Promise<void> {
  const readersAlone = tables.every((table) => table === 'cardReaders');
  return queries.invalidateQueries(readersAlone ? { queryKey: calls.cardReaders.key() } : undefined);
}
