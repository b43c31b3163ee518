// Asks a print spooler on its local socket (IPP, RFC 8010 and 8011) how printers and jobs are. It refuses to print and
// to judge: it hands back attributes.
import { request } from 'node:http';

/** Operations of RFC 8011 and the CUPS implementation of IPP. */
export const IPP_OPERATION = {
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  cupsGetDefault: 0x4001,
  cupsGetPrinters: 0x4002,
} as const;

export const IPP_STATUS = { lastOk: 0x00ff, notFound: 0x0406 } as const;

export type IppValue = string | number | boolean;
/** Attributes of one printer or job: every attribute is a list (1setOf). */
export type IppAttributes = ReadonlyMap<string, readonly IppValue[]>;
export type IppAnswer = { readonly status: number; readonly objects: readonly IppAttributes[] };
export type IppQuestion = {
  readonly uri?: { readonly name: 'printer-uri' | 'job-uri'; readonly value: string };
  readonly wanted: readonly string[];
  /** In whose name: a spooler shows names of jobs to their owners alone. */
  readonly user?: string;
  /** With `getJobs`: finished ones, too. */
  readonly finishedToo?: boolean;
};

/** Nothing listens on the socket: the spooler does not run. */
export class SpoolerUnreachable extends Error {
  constructor(cause: unknown) {
    super('the print spooler does not answer', { cause });
    this.name = 'SpoolerUnreachable';
  }
}

const TAG = {
  operation: 0x01,
  end: 0x03,
  firstValue: 0x10,
  integer: 0x21,
  boolean: 0x22,
  enumeration: 0x23,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
} as const;
const LONGEST_ANSWER = 16 * 1024 * 1024;

/** @throws SpoolerUnreachable; an Error named 'TimeoutError' after `timeoutMs`; Error when the answer is not IPP */
export async function askSpooler(
  socketPath: string,
  operation: number,
  question: IppQuestion,
  timeoutMs: number,
): Promise<IppAnswer> {
  return decode(await post(socketPath, encode(operation, question), timeoutMs));
}

function post(socketPath: string, body: Buffer, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        socketPath,
        path: '/',
        method: 'POST',
        headers: { 'content-type': 'application/ipp', 'content-length': body.length, host: 'localhost' },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let length = 0;
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          length += part.length;
          if (length > LONGEST_ANSWER) answer.destroy(new Error('the spooler answers without end'));
        });
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(Buffer.concat(parts));
          else reject(new Error(`the spooler answered HTTP ${answer.statusCode}`));
        });
        answer.on('error', reject);
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const absent = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'ENOTSOCK'].includes(error.code ?? '');
      // an aborted request says 'AbortError'; why it was aborted is its cause
      const why = error.name === 'AbortError' && error.cause instanceof Error ? error.cause : error;
      reject(absent ? new SpoolerUnreachable(error) : why);
    });
    sent.end(body);
  });
}

function encode(operation: number, { uri, wanted, user, finishedToo }: IppQuestion): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x0200, 0); // IPP 2.0
  head.writeUInt16BE(operation, 2);
  head.writeUInt32BE(1, 4);
  return Buffer.concat([
    head,
    Buffer.from([TAG.operation]),
    attribute(TAG.charset, 'attributes-charset', 'utf-8'),
    attribute(TAG.language, 'attributes-natural-language', 'en'),
    ...(uri ? [attribute(TAG.uri, uri.name, uri.value)] : []),
    ...(user ? [attribute(TAG.name, 'requesting-user-name', user)] : []),
    ...(finishedToo ? [attribute(TAG.keyword, 'which-jobs', 'all')] : []),
    ...wanted.map((name, index) => attribute(TAG.keyword, index === 0 ? 'requested-attributes' : '', name)),
    Buffer.from([TAG.end]),
  ]);
}

function attribute(tag: number, name: string, value: string): Buffer {
  const lengthOf = (text: string) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(Buffer.byteLength(text));
    return length;
  };
  return Buffer.concat([Buffer.from([tag]), lengthOf(name), Buffer.from(name), lengthOf(value), Buffer.from(value)]);
}

/** The first attribute group is about the answer itself; every other one is an object. */
function decode(bytes: Buffer): IppAnswer {
  const groups: Map<string, IppValue[]>[] = [];
  let name = '';
  let at = 8;
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at++);
    if (tag === TAG.end) break;
    if (tag < TAG.firstValue) {
      groups.push(new Map());
      continue;
    }
    const nameLength = bytes.readUInt16BE(at);
    const valueStart = at + 2 + nameLength + 2;
    const valueEnd = valueStart + bytes.readUInt16BE(at + 2 + nameLength);
    if (valueEnd > bytes.length) throw new Error('the spooler answered half an attribute');
    if (nameLength > 0) name = bytes.toString('utf8', at + 2, at + 2 + nameLength);
    const group = groups[groups.length - 1];
    const values = group?.get(name) ?? [];
    values.push(decodeValue(tag, bytes.subarray(valueStart, valueEnd)));
    group?.set(name, values);
    at = valueEnd;
  }
  return { status: bytes.readUInt16BE(2), objects: groups.slice(1) };
}

function decodeValue(tag: number, bytes: Buffer): IppValue {
  if ((tag === TAG.integer || tag === TAG.enumeration) && bytes.length === 4) return bytes.readInt32BE(0);
  if (tag === TAG.boolean) return bytes[0] === 1;
  return bytes.toString('utf8');
}
