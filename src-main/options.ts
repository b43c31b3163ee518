// The program's options, as product.md lists them. It refuses what it does not know, in one sentence.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from './refusal.ts';

export type Options = {
  /** Absolute, as all paths here. */
  dataDirectory: string | null;
  demo: boolean;
  browser: boolean;
  /** 0 = any. */
  port: number;
  printDirectory: string | null;
  importFile: string | null;
};

const KNOWN = {
  'data-dir': { type: 'string' },
  demo: { type: 'boolean' },
  browser: { type: 'boolean' },
  port: { type: 'string' },
  'print-dir': { type: 'string' },
  import: { type: 'string' },
} as const;

/** @param argv without program and script. @throws Refusal */
export function readOptions(argv: readonly string[]): Options {
  const values = valuesOf(argv);
  const path = (name: 'data-dir' | 'print-dir' | 'import') => {
    const given = values.get(name);
    return given === undefined ? null : resolve(given);
  };
  return {
    dataDirectory: path('data-dir'),
    demo: values.has('demo'),
    browser: values.has('browser'),
    port: portOf(values.get('port')),
    printDirectory: path('print-dir'),
    importFile: path('import'),
  };
}

function valuesOf(argv: readonly string[]): Map<string, string> {
  const { tokens } = parseArgs({
    args: [...argv],
    options: KNOWN,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') throw new Refusal(`»${token.value}« ist keine Option.`, 2);
    const known = Object.hasOwn(KNOWN, token.name) ? KNOWN[token.name as keyof typeof KNOWN] : undefined;
    if (!known || !token.rawName.startsWith('--')) throw new Refusal(`Die Option ${token.rawName} gibt es nicht.`, 2);
    if (known.type === 'boolean' && token.value !== undefined)
      throw new Refusal(`${token.rawName} steht ohne Wert.`, 2);
    // `--data-dir --demo` forgot the folder; nobody means a folder called '--demo'.
    const forgotten = !token.value || (!token.inlineValue && token.value.startsWith('--'));
    if (known.type === 'string' && forgotten) throw new Refusal(`Zu ${token.rawName} fehlt der Wert.`, 2);
    values.set(token.name, token.value ?? '');
  }
  return values;
}

function portOf(given: string | undefined): number {
  if (given === undefined) return 0;
  if (/^\d{1,5}$/.test(given) && Number(given) <= 65_535) return Number(given);
  throw new Refusal(`--port verlangt eine Zahl von 0 bis 65535, nicht »${given}«.`, 2);
}
