// What may be told of an unforeseen failure in a thread: a code and where it was, never what was being read.

/** The message may quote a cell; the stack's frames cannot. */
export function whatFailed(error: unknown): { code: string; frames: string[] } {
  const { code = '', name, stack = '' } = error as { code?: string } & Error;
  return { code: code || name, frames: stack.split('\n').filter((line) => line.startsWith('    at ')) };
}
