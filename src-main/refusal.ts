// Why the counter does not even begin: one sentence for whoever started it, and the exit code that goes with it. It
// refuses to know how the sentence is shown; a terminal and a packaged program differ in that.

/** Exit code 2 for what is wrong on the command line, 1 for what is wrong on the machine. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly exitCode: 1 | 2;
  constructor(sentence: string, exitCode: 1 | 2 = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
