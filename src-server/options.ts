// What the server process is told: by environment variables, or by one file of the same names. Checked at the start, every
// mistake named at once. It opens nothing but that file.
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve, sep } from 'node:path';
import { givenMail } from './mail/given.ts';
import type { MailAccount } from './mail/transport.ts';

export type ServerOptions = {
  host: string;
  port: number;
  dataDirectory: string;
  /** null = SQLite in the data folder. */
  databaseUrl: string | null;
  /** Where the key of the database lies: outside the data folder, so that a copied folder is worth nothing. */
  keyFile: string;
  tls: { certificateFile: string; keyFile: string } | null;
  trustedProxies: readonly string[];
  /** Addresses and networks that may read /metrics. */
  metricsFrom: readonly string[];
  logLevel: string;
  /** null = each chain sets its own. */
  mail: MailAccount | null;
};

export class BadOptions extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

type Setting = { name: string; means: string; usual: string };

/** Listed by --help, and by docs/server.md. */
export const SETTINGS: readonly Setting[] = [
  { name: 'TRESEN_HOST', means: 'Adresse, auf der der Server horcht', usual: '127.0.0.1' },
  { name: 'TRESEN_PORT', means: 'Port; 0 nimmt einen freien', usual: '8443' },
  { name: 'TRESEN_DATA', means: 'Datenordner', usual: './tresen-server' },
  {
    name: 'TRESEN_KEY_FILE',
    means: 'Datei mit dem Schlüssel der Datenbank, außerhalb des Datenordners',
    usual: '<Datenordner>.key',
  },
  { name: 'DATABASE_URL', means: 'PostgreSQL statt SQLite: postgres://Name:Kennwort@Rechner/Datenbank', usual: 'leer' },
  { name: 'TRESEN_TLS_CERT', means: 'Zertifikat (PEM); leer = hinter einem Reverse-Proxy', usual: 'leer' },
  { name: 'TRESEN_TLS_KEY', means: 'Schlüssel des Zertifikats (PEM)', usual: 'leer' },
  { name: 'TRESEN_TRUSTED_PROXIES', means: 'Adressen der Reverse-Proxys, durch Komma getrennt', usual: 'leer' },
  {
    name: 'TRESEN_METRICS_FROM',
    means: 'Adressen und Netze, die /metrics lesen dürfen, durch Komma getrennt',
    usual: '127.0.0.1,::1',
  },
  {
    name: 'TRESEN_SMTP_URL',
    means: 'E-Mail-Versand für alle Filialketten: smtps://Name:Kennwort@Rechner:465 oder smtp://…:587 (STARTTLS)',
    usual: 'leer: jede Filialkette richtet ihn selbst ein',
  },
  { name: 'TRESEN_MAIL_FROM', means: 'Absender dazu: Name <Adresse>', usual: 'leer' },
  { name: 'TRESEN_LOG', means: 'Stufe des Protokolls: error, warn, info, debug', usual: 'info' },
];
const LEVELS = ['error', 'warn', 'info', 'debug', 'silent'];

/** @param file lines NAME=value; what the environment says goes before. @throws BadOptions */
export function readServerOptions(
  environment: Readonly<Record<string, string | undefined>>,
  file: string | null,
): ServerOptions {
  const problems: string[] = [];
  const fromFile = file === null ? {} : settingsFile(file, problems);
  const value = (name: string) => (environment[name] ?? fromFile[name] ?? '').trim();
  const dataDirectory = resolve(value('TRESEN_DATA') || './tresen-server');
  const port = value('TRESEN_PORT') || '8443';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    problems.push(`TRESEN_PORT verlangt eine Zahl von 0 bis 65535, nicht »${port}«.`);
  const keyFile = resolve(value('TRESEN_KEY_FILE') || `${dataDirectory}.key`);
  if (keyFile.startsWith(dataDirectory + sep))
    problems.push(
      'TRESEN_KEY_FILE muss außerhalb des Datenordners liegen: wer den Ordner kopiert, soll den Schlüssel nicht haben.',
    );
  const databaseUrl = value('DATABASE_URL') || null;
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl))
    problems.push('DATABASE_URL muss mit postgres:// beginnen.');
  const [certificateFile, tlsKeyFile] = [value('TRESEN_TLS_CERT'), value('TRESEN_TLS_KEY')];
  if ((certificateFile === '') !== (tlsKeyFile === ''))
    problems.push('TRESEN_TLS_CERT und TRESEN_TLS_KEY gehören zusammen; eines von beiden fehlt.');
  for (const path of [certificateFile, tlsKeyFile])
    if (path !== '' && !existsSync(path)) problems.push(`Die Datei ${path} gibt es nicht.`);
  const trustedProxies = addresses('TRESEN_TRUSTED_PROXIES', value('TRESEN_TRUSTED_PROXIES'), problems);
  const metricsFrom = addresses('TRESEN_METRICS_FROM', value('TRESEN_METRICS_FROM') || '127.0.0.1,::1', problems);
  const logLevel = value('TRESEN_LOG') || 'info';
  if (!LEVELS.includes(logLevel)) problems.push(`TRESEN_LOG kennt ${LEVELS.join(', ')}, nicht »${logLevel}«.`);
  const mail = givenMail(value('TRESEN_SMTP_URL'), value('TRESEN_MAIL_FROM'), problems);
  if (problems.length > 0) throw new BadOptions(problems);
  return {
    ...{ host: value('TRESEN_HOST') || '127.0.0.1', port: Number(port), dataDirectory, databaseUrl, keyFile },
    tls: certificateFile === '' ? null : { certificateFile, keyFile: tlsKeyFile },
    ...{ trustedProxies, metricsFrom, logLevel, mail },
  };
}

export function helpText(): string {
  const width = Math.max(...SETTINGS.map(({ name }) => name.length));
  const lines = SETTINGS.map(({ name, means, usual }) => `  ${name.padEnd(width)}  ${means} [${usual}]`);
  return [
    'Tresen-Filialserver: npm run server [-- OPTIONEN]',
    '',
    '  --config DATEI  liest Einstellungen aus der Datei',
    '  --backup DATEI  schreibt eine Sicherung der SQLite-Datenbank, auch während der Server läuft, und endet',
    '  --restored      nach dem Zurückspielen einer Sicherung, einmal: die Arbeitsplätze gleichen alles neu ab',
    '  --new-chain     nennt einen Einrichtungscode für eine weitere Filialkette auf diesem Server; er gilt 24 Stunden',
    '  --help          zeigt diesen Text',
    '',
    'Einstellungen als Umgebungsvariablen oder als Zeilen NAME=Wert in der Datei:',
    ...lines,
    '',
  ].join('\n');
}

// --- details

function addresses(name: string, list: string, problems: string[]): string[] {
  const all = list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  for (const one of all) {
    const [address = '', bits, ...more] = one.split('/');
    const family = isIP(address);
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
    if (family === 0 || !fits || more.length > 0) problems.push(`${name}: »${one}« ist keine Adresse und kein Netz.`);
  }
  return all;
}

function settingsFile(file: string, problems: string[]): Record<string, string> {
  if (!existsSync(file)) {
    problems.push(`Die Einstellungsdatei ${file} gibt es nicht.`);
    return {};
  }
  const known = new Set(SETTINGS.map(({ name }) => name));
  const found: Record<string, string> = {};
  readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .forEach((line, at) => {
      if (/^\s*(#|$)/.test(line)) return;
      const [, name = '', value = ''] = /^\s*([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      if (!known.has(name)) problems.push(`${file}, Zeile ${at + 1}: »${name || line.trim()}« ist keine Einstellung.`);
      else found[name] = value;
    });
  return found;
}
