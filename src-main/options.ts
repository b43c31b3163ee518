// The program's options, as product.md lists them. It refuses what it does not know, in one sentence.
import { parseArgs } from 'node:util';

export type Options = {
  dataDirectory: string | null;
  demo: boolean;
  browser: boolean;
  port: number;
  printDirectory: string | null;
  importFile: string | null;
};

export class BadOption extends Error {}

/** @param argv without node and script. @throws BadOption */
export function readOptions(argv: readonly string[]): Options {
  let values: { [key: string]: string | boolean | undefined };
  try {
    values = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        'data-dir': { type: 'string' },
        demo: { type: 'boolean' },
        browser: { type: 'boolean' },
        port: { type: 'string' },
        'print-dir': { type: 'string' },
        import: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new BadOption((error as Error).message);
  }
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BadOption('--port takes a number from 0 to 65535');
  return {
    dataDirectory: text(values['data-dir']),
    demo: values.demo === true,
    browser: values.browser === true,
    port,
    printDirectory: text(values['print-dir']),
    importFile: text(values.import),
  };
}

function text(value: string | boolean | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
