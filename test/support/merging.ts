// Merges at a counter as its screen asks for it, with the PIN that somebody has typed at the sign-in.
import type { Side } from '../../src-shared/merge/rules.ts';
import { PIN, type TestCounter } from './counter.ts';
import { houseOf } from './hard-cases.ts';

export async function typePin(counter: TestCounter): Promise<void> {
  const { sync, session } = houseOf(counter);
  sync.proofs.typed(session.person?.id ?? '', PIN);
  await sync.prove();
}

/** What both have is looked at first, as on the screen. */
export async function mergeAt(
  counter: TestCounter,
  survivorId: string,
  otherId: string,
  choices: Record<string, Side> = {},
) {
  const { seen } = await counter.client.merge.preview({ survivorId, otherId });
  return counter.client.merge.merge({ survivorId, otherId, choices, seen });
}

/** @param toOther the lines born since that go to the restored customer */
export async function unmergeAt(counter: TestCounter, mergeId: string, toOther: string[] = []) {
  const { born } = await counter.client.merge.beforeUnmerge({ mergeId });
  const seen = born.map(({ rowId }) => rowId);
  return { born, ...(await counter.client.merge.unmerge({ mergeId, seen, toOther })) };
}
