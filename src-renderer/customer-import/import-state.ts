// The import's state as the screen keeps it.
import type { ImportState } from '../../src-shared/customer-import/contract.ts';
import { calls, queries } from '../client.ts';

/** After every call: the answer is the new state. */
export function take(state: ImportState): void {
  queries.setQueryData(calls.customerImport.state.queryKey(), state);
}
