// Listens to the service: when rows change, whatever shows them reads again.
import { client, queries } from '../client.ts';

export async function followNews(): Promise<void> {
  for await (const item of await client.shell.news()) {
    // Another person may see other things: nothing of the one before may stay readable meanwhile.
    if (item.kind === 'seat') await queries.invalidateQueries();
    else void queries.invalidateQueries();
  }
}
