// Takes a vCard file apart into its lines: name, parameters, value as text. Versions 2.1 (quoted-printable, character sets), 3.0
// and 4.0 (RFC 2426, RFC 6350). What a line means is for card-facts.ts.

export type ContentLine = {
  /** Capitals, without a group ('item1.'). */
  readonly name: string;
  /** Capitals: TYPE, VALUE, PREF …; values in small letters. A bare word of 2.1 is a TYPE. */
  readonly params: ReadonlyMap<string, readonly string[]>;
  /** Decoded, escapes still in it. */
  readonly value: string;
};

/** Lines that cannot be read are left out: one bad line must not cost the rest. */
export function contentLines(bytes: Uint8Array): ContentLine[] {
  return logicalLines(binaryText(bytes)).flatMap((line) => readLine(line) ?? []);
}

/** 'Müller;Anna;;Dr.;' → its parts; within one part commas stay. */
export function structured(value: string): string[] {
  const parts: string[] = [];
  let begin = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value.charAt(at) === '\\') at += 1;
    else if (value.charAt(at) === ';') {
      parts.push(plain(value.slice(begin, at)));
      begin = at + 1;
    }
  }
  return [...parts, plain(value.slice(begin))];
}

/** A value without its escapes. */
export function plain(value: string): string {
  return value.replace(/\\([nN\\,;:])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char)).trim();
}

// --- details

/** One character a byte, so that each line can say in which character set it is. */
function binaryText(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const narrow = wide ? new TextEncoder().encode(new TextDecoder(wide).decode(bytes)) : bytes;
  const begin = narrow[0] === 0xef && narrow[1] === 0xbb && narrow[2] === 0xbf ? 3 : 0;
  const parts: string[] = [];
  for (let at = begin; at < narrow.length; at += 8192)
    parts.push(String.fromCharCode(...narrow.subarray(at, at + 8192)));
  return parts.join('');
}

/** Folded lines are one; so are the soft breaks of quoted-printable. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let soft = false;
  for (const physical of text.split(/\r\n|\n|\r/)) {
    const last = lines.length - 1;
    if (soft && last >= 0) lines[last] = `${lines[last]?.slice(0, -1)}${physical}`;
    else if (/^[ \t]/.test(physical) && last >= 0) lines[last] += physical.slice(1);
    else lines.push(physical);
    const open = lines.at(-1) ?? '';
    soft = open.endsWith('=') && /^[^:]*quoted-printable/i.test(open);
  }
  return lines.filter((line) => line.trim() !== '');
}

function readLine(line: string): ContentLine | null {
  const colon = endOfHead(line);
  if (colon < 0) return null;
  const [head = '', ...given] = splitHead(line.slice(0, colon));
  const name = (head.split('.').at(-1) ?? '').trim().toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(name)) return null;
  const params = new Map<string, string[]>();
  for (const param of given) {
    const [key = '', ...rest] = param.split('=');
    const bare = rest.length === 0;
    const word = bare ? key : rest.join('=');
    const named = bare
      ? /^(quoted-printable|base64|8bit|7bit)$/i.test(key)
        ? 'ENCODING'
        : 'TYPE'
      : key.trim().toUpperCase();
    const words = word.replaceAll('"', '').toLowerCase().split(',');
    params.set(named, [...(params.get(named) ?? []), ...words.map((one) => one.trim()).filter(Boolean)]);
  }
  return { name, params, value: decoded(line.slice(colon + 1), params) };
}

/** The first colon that stands in no quotation marks. */
function endOfHead(line: string): number {
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ':' && !quoted) return at;
  }
  return -1;
}

function splitHead(head: string): string[] {
  return head.match(/(?:"[^"]*"|[^;"])+/g) ?? [];
}

function decoded(value: string, params: ReadonlyMap<string, readonly string[]>): string {
  const encoding = params.get('ENCODING')?.[0] ?? '';
  const raw = encoding === 'quoted-printable' ? fromQuotedPrintable(value) : value;
  const bytes = Uint8Array.from(raw, (char) => char.charCodeAt(0) & 0xff);
  const [charset] = params.get('CHARSET') ?? [];
  if (charset !== undefined)
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      // A character set that nobody knows: as if none was named.
    }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function fromQuotedPrintable(value: string): string {
  return value.replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
