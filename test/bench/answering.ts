// The other side of a Child: answers one question after the other in the process that is measured, and imports nothing that
// the product would not have.

/** The other side: answers each question, in the child. */
export function answerQuestions<Q extends { kind: string }>(answer: (question: Q) => Promise<object> | object): void {
  process.on('message', (question: Q) => {
    Promise.resolve()
      .then(() => answer(question))
      .then(
        (found) => process.send?.(found),
        (error: Error) => process.send?.({ error: error.stack ?? error.message }),
      );
  });
}

/** Resident memory after a collection, in bytes. */
export function settledMemory(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().rss;
}
