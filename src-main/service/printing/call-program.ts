// Runs a program without a shell, with bytes on its standard input and a time limit. It refuses to judge what came out.
import { execFile } from 'node:child_process';

export type ProgramResult =
  | { readonly outcome: 'ended'; readonly code: number; readonly output: string; readonly errors: string }
  | { readonly outcome: 'notInstalled' }
  | { readonly outcome: 'timeout' };

export function callProgram(
  program: string,
  args: readonly string[],
  options: { readonly input?: Uint8Array; readonly env: NodeJS.ProcessEnv; readonly timeoutMs: number },
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { env: options.env, timeout: options.timeoutMs, killSignal: 'SIGKILL', encoding: 'utf8' },
      (error, output, errors) => {
        if (error?.code === 'ENOENT' || error?.code === 'EACCES') resolve({ outcome: 'notInstalled' });
        else if (error?.killed) resolve({ outcome: 'timeout' });
        else resolve({ outcome: 'ended', code: Number(error?.code ?? 0), output, errors });
      },
    );
    // a program that ends before it has read everything says why on standard error, not through this pipe
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input);
  });
}
