// What a slip printer ('Bondrucker') of a workstation is, what is wrong with one that was typed, and the closed list of ways in
// which printing a slip fails. It refuses to know bytes, sockets and what stands on a slip.

/**
 * How letters above ASCII are written. The numbers behind them are Epson's; clones differ, so a person looks at the test slip.
 * Each has ÄÖÜäöüß and €.
 */
export const SLIP_CODE_PAGES = ['PC858_EURO', 'WPC1252', 'ISO8859_15'] as const;
export type SlipCodePage = (typeof SLIP_CODE_PAGES)[number];

/** Letters in a line: 80 mm paper has 48 or 42, 58 mm paper 32. */
export const SLIP_COLUMNS = [48, 42, 32] as const;
export type SlipColumns = (typeof SLIP_COLUMNS)[number];

/** Where network printers listen for bytes. */
export const SLIP_PORT = 9100;
export const LONGEST_SLIP_PRINTER_NAME = 40;
export const MOST_SLIP_PRINTERS = 20;

export type SlipWay =
  /** `asksState`: it answers when asked for its state; many cheap ones never do and are sent to blindly. */
  | { readonly kind: 'address'; readonly host: string; readonly port: number; readonly asksState: boolean }
  /** A printer of the computer's own system that takes bytes as they are. */
  | { readonly kind: 'queue'; readonly printerId: string };

export type SlipPrinter = {
  readonly id: string;
  readonly name: string;
  readonly way: SlipWay;
  readonly codePage: SlipCodePage;
  readonly columns: SlipColumns;
  /** At this workstation the login code is printed here, not as a letter. At most one printer says so. */
  readonly printsLoginCode: boolean;
};

// --- what is typed

export type SlipPrinterForm = {
  name: string;
  way: SlipWay['kind'];
  /** 'kasse1.local', '192.168.1.50:9100'. */
  address: string;
  asksState: boolean;
  /** Of the system's printer; '' = none chosen. */
  printerId: string;
  codePage: SlipCodePage;
  columns: SlipColumns;
  printsLoginCode: boolean;
};

export type SlipPrinterProblem =
  | { field: 'name'; problem: 'missing' | 'tooLong' | 'nameTaken' }
  | { field: 'address'; problem: 'missing' | 'notAnAddress' | 'badPort' }
  | { field: 'printerId'; problem: 'missing' };

/** @param others names of the workstation's other slip printers */
export function slipPrinterProblems(form: SlipPrinterForm, others: readonly string[]): SlipPrinterProblem[] {
  const problems: SlipPrinterProblem[] = [];
  const name = form.name.trim();
  const same = (one: string) => one.toLocaleLowerCase('de') === name.toLocaleLowerCase('de');
  if (name === '') problems.push({ field: 'name', problem: 'missing' });
  else if (name.length > LONGEST_SLIP_PRINTER_NAME) problems.push({ field: 'name', problem: 'tooLong' });
  else if (others.some(same)) problems.push({ field: 'name', problem: 'nameTaken' });
  if (form.way === 'queue') {
    if (form.printerId === '') problems.push({ field: 'printerId', problem: 'missing' });
    return problems;
  }
  const address = slipAddress(form.address);
  if (!address.ok) problems.push({ field: 'address', problem: address.problem });
  return problems;
}

export type SlipAddress =
  | { readonly ok: true; readonly host: string; readonly port: number }
  | { readonly ok: false; readonly problem: 'missing' | 'notAnAddress' | 'badPort' };

/**
 * A name or an IPv4 address, with a port or without (9100). 'tcp://' in front is what manuals and other programs write. IPv6
 * has no agreed way to be typed with a port and is refused, as is a path.
 */
export function slipAddress(typed: string): SlipAddress {
  const text = typed.trim().replace(/^tcp:\/\//i, '');
  if (text === '') return { ok: false, problem: 'missing' };
  const [, host = '', digits] = /^([^:/\s]+)(?::(\d*))?\/?$/.exec(text) ?? [];
  if (!isHost(host.toLowerCase())) return { ok: false, problem: 'notAnAddress' };
  const port = digits === undefined ? SLIP_PORT : Number(digits);
  if (digits === '' || port < 1 || port > 65_535) return { ok: false, problem: 'badPort' };
  return { ok: true, host: host.toLowerCase(), port };
}

/** As it is shown and typed: without the port that goes without saying. */
export function shownAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  return port === SLIP_PORT ? host : `${host}:${port}`;
}

/** Labels of letters, digits, inner hyphens and the underscores of Windows names; only digits = four numbers up to 255. */
function isHost(host: string): boolean {
  const labels = host.split('.');
  if (host.length > 253 || !labels.every((label) => /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/.test(label)))
    return false;
  if (!/^[\d.]+$/.test(host)) return true;
  return labels.length === 4 && labels.every((label) => Number(label) <= 255);
}

// --- what can go wrong

export const SLIP_FAILURE_CODES = [
  /** Nobody takes the connection. */
  'SLIP_UNREACHABLE',
  'SLIP_UNKNOWN_HOST',
  /** It takes the connection and never says anything. */
  'SLIP_SILENT',
  /** It ends the connection before it has said anything. */
  'SLIP_HUNG_UP',
  'SLIP_PAPER_OUT',
  'SLIP_COVER_OPEN',
  /** A jammed cutter and the like. */
  'SLIP_FAULT',
  'SLIP_OFFLINE',
  /** The connection ended while the slip was under way. */
  'SLIP_BROKEN_OFF',
  'SLIP_CANCELLED',
] as const;
export type SlipFailureCode = (typeof SLIP_FAILURE_CODES)[number];

/** Worth saying although all is well. */
export type SlipNote = 'nearEnd' | 'paperOut';
