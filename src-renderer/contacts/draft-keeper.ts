// Keeps what is half typed in one mask or page: within a third of a second of every change, and at once when the window is hidden,
// locked or closed. Writes are one after the other, so that an older state never overwrites a newer one.
import type { DraftRecord } from '../../src-shared/drafts/contract.ts';

import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';

export type DraftKeeper = {
  /** Under which id the draft lies; another one after a take-over. */
  readonly id: string;
  adopt(id: string): void;
  /** Something was typed. */
  touched(): void;
  /** Resolves when the newest state is on the disk. */
  flush(): Promise<void>;
  /** Before a save, which throws the draft away itself: resolves when nothing of the draft is under way. */
  rest(): Promise<void>;
  /** The save has thrown the draft away. */
  saved(): void;
  discard(): Promise<void>;
  /** 'none' = nothing differs; 'writing' = the newest state is on its way to the disk; 'kept' = it is there. */
  state(): DraftState;
  /** Tells when `state` may have changed. @returns takes it back */
  watch(told: () => void): () => void;
};

export type DraftState = 'none' | 'writing' | 'kept';

const PAUSE_MS = 250;

/** `read` gives what is to be kept now; null = nothing differs, and then there is no draft. */
export function draftKeeper(
  firstId: string,
  kept: boolean,
  read: () => { subjectId: string | null; content: object } | null,
  kind: DraftRecord['kind'] = 'customer',
): DraftKeeper {
  let id = firstId;
  let isKept = kept;
  let timer: number | undefined;
  let writing: Promise<void> = Promise.resolve();
  let failed = false;
  let underWay = 0;
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const told of watchers) told();
  };

  const stopTimer = () => {
    window.clearTimeout(timer);
    timer = undefined;
  };
  const write = async () => {
    const now = read();
    try {
      if (now) {
        isKept = true;
        await client.drafts.keep({ id, kind, subjectId: now.subjectId, body: JSON.stringify(now.content) });
      } else if (isKept) {
        isKept = false;
        await client.drafts.discard({ id });
      }
      failed = false;
    } catch (error) {
      // Said once, not with every keystroke.
      if (!failed) showFailure(error);
      failed = true;
    }
  };
  const queue = (work: () => Promise<void>) => {
    underWay += 1;
    writing = writing.then(work).finally(() => {
      underWay -= 1;
      tell();
    });
    return writing;
  };

  return {
    get id() {
      return id;
    },
    adopt(other) {
      id = other;
      isKept = true;
    },
    touched() {
      timer ??= window.setTimeout(() => {
        stopTimer();
        void queue(write);
      }, PAUSE_MS);
      tell();
    },
    flush() {
      if (timer === undefined) return writing;
      stopTimer();
      return queue(write);
    },
    rest() {
      stopTimer();
      // The save may fail: then the draft is still there, and the next write decides.
      return queue(async () => {});
    },
    saved() {
      isKept = false;
      forget(id);
      tell();
    },
    discard() {
      stopTimer();
      return queue(async () => {
        isKept = false;
        forget(id);
        await client.drafts.discard({ id }).catch(showFailure);
      });
    },
    state() {
      if (timer !== undefined || underWay > 0) return 'writing';
      return isKept && !failed ? 'kept' : 'none';
    },
    watch(told) {
      watchers.add(told);
      return () => void watchers.delete(told);
    },
  };
}

/** Lists on other pages need not wait for news of it. */
function forget(id: string): void {
  queries.setQueryData(calls.drafts.list.queryKey(), (list) => list?.filter((one) => one.id !== id));
}
