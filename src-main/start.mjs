// `npm start`: reads the options, installs what is missing and goes on in start/launch.ts. It decides what may stand on
// the command line and refuses to know what the options mean to the counter. It runs on a bare clone (Node.js from 20).
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureInstalled, goOnIn, orOneSentence, Refusal } from './bootstrap.mjs';

const OPTIONS = /** @type {const} */ ({
  'data-dir': { type: 'string', value: 'path', shown: '--data-dir ORDNER', does: 'Datenordner' },
  demo: { type: 'boolean', shown: '--demo', does: 'füllt einen leeren Datenordner mit Musterdaten' },
  browser: { type: 'boolean', shown: '--browser', does: 'zeigt Tresen im Browser statt im Fenster' },
  port: { type: 'string', value: 'port', shown: '--port N', does: 'Port für den Browser (0 = irgendeiner)' },
  'print-dir': {
    type: 'string',
    value: 'path',
    shown: '--print-dir ORDNER',
    does: 'Drucker »PDF-Ablage« in diesen Ordner',
  },
  import: { type: 'string', value: 'path', shown: '--import DATEI', does: 'Kunden aus CSV, TSV oder XLSX übernehmen' },
  help: { type: 'boolean', shown: '--help', does: 'diese Liste' },
});

await orOneSentence(async () => {
  const given = readOptions(process.argv.slice(2));
  if (given.includes('--help')) {
    process.stderr.write(help());
    return;
  }
  ensureInstalled();
  await goOnIn('src-main/start/launch.ts', given);
});

/**
 * The options in one form: `--name` or `--name` and its value, paths absolute. A relative path counts from where the
 * command was typed; npm changes into the clone and says where that was.
 * @param {string[]} args @returns {string[]} @throws {Refusal} with exit code 2
 */
function readOptions(args) {
  const typedIn = process.env.INIT_CWD ?? process.cwd();
  const { tokens } = parseArgs({ args, options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
  return tokens.flatMap((token) => {
    if (token.kind === 'option-terminator') return [];
    if (token.kind === 'positional') throw new Refusal(`»${token.value}« ist keine Option; --help zeigt alle.`, 2);
    if (!Object.hasOwn(OPTIONS, token.name) || !token.rawName.startsWith('--')) {
      throw new Refusal(`Die Option ${token.rawName} gibt es nicht; --help zeigt alle.`, 2);
    }
    const option = OPTIONS[/** @type {keyof typeof OPTIONS} */ (token.name)];
    if (option.type === 'boolean') {
      if (token.value !== undefined) throw new Refusal(`${token.rawName} steht ohne Wert.`, 2);
      return [token.rawName];
    }
    const value = token.value ?? '';
    if (value === '' || (!token.inlineValue && value.startsWith('--'))) {
      throw new Refusal(`Zu ${token.rawName} fehlt der Wert: ${option.shown}.`, 2);
    }
    if (option.value === 'port' && !(/^\d{1,5}$/.test(value) && Number(value) <= 65535)) {
      throw new Refusal(`${token.rawName} verlangt eine Zahl von 0 bis 65535, nicht »${value}«.`, 2);
    }
    return [token.rawName, option.value === 'path' ? resolve(typedIn, value) : value];
  });
}

function help() {
  const lines = Object.values(OPTIONS).map(({ shown, does }) => `  ${shown.padEnd(20)} ${does}`);
  return `npm start -- [Optionen]\n\n${lines.join('\n')}\n`;
}
