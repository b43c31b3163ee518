// Listens to the service: when rows change, whatever shows them reads again.
import { client, queries } from '../client.ts';

export async function followNews(): Promise<void> {
  for await (const item of await client.shell.news()) {
    if (item.kind === 'seat') await queries.invalidateQueries();
    else void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== undefined });
  }
}
