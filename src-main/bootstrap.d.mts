// The types of bootstrap.mjs, which is plain JavaScript because it runs before anything is installed.
import type { ChildProcess } from 'node:child_process';

export declare const root: string;
export declare class Refusal extends Error {
  constructor(message: string, exitCode?: number);
  readonly exitCode: number;
}
export declare function say(sentence: string): void;
export declare function orOneSentence(work: () => Promise<void> | void): Promise<void>;
export declare function ensureInstalled(): void;
export declare function runNpm(args: string[]): { status: number | null; error?: Error };
export declare function projectNode(): string;
export declare function goOnIn(script: string, args: string[]): Promise<void>;
export declare function passedThrough(
  child: ChildProcess,
): Promise<{ code: number | null; signal: NodeJS.Signals | null; asked: boolean }>;
export declare function endAs(code: number | null, signal: NodeJS.Signals | null): void;
