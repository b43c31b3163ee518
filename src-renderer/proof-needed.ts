// A call that the branch server takes with an administrator's PIN only: asks for it and makes the same call again, whichever
// page it came from. How the question looks stands in administration/proof-question.tsx.
import { ORPCError } from '@orpc/client';
import { create } from 'zustand';

type Asked = { /** @param given the server has the PIN now */ answer: (given: boolean) => void };

export const useProofNeeded = create<{ asked: Asked | null }>(() => ({ asked: null }));

/** @throws what the call throws; PIN_NEEDED where nobody gave it */
export async function askingForProof<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'PIN_NEEDED') throw error;
    if (!(await proofGiven())) throw error;
    return await call();
  }
}

// --- details

let open: Promise<boolean> | null = null;

/** Several calls at once ask once. */
function proofGiven(): Promise<boolean> {
  open ??= new Promise<boolean>((resolve) => {
    useProofNeeded.setState({
      asked: {
        answer: (given) => {
          open = null;
          useProofNeeded.setState({ asked: null });
          resolve(given);
        },
      },
    });
  });
  return open;
}
