// Saves so many times and ends: what `strace` counts sync calls of. The log stays short of its own checkpoint.
import { Child } from './child.ts';
import type { SaveQuestion } from './save-process.ts';

const [directory = '', times = '0'] = process.argv.slice(2);
const child = new Child('save-process.ts', [directory]);
if (Number(times) > 0) await child.ask({ kind: 'save', times: Number(times) } satisfies SaveQuestion);
await child.end();
