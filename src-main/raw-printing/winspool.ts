// The spooler of Windows (winspool.drv), called through koffi: bytes go into a queue as they are, and the queue says how the job
// is. Written after winspool.h for programs of 64 bits, tried against a double of the library alone. Its calls block: it belongs
// into a process of its own. It refuses to judge what is said.
import type koffi from 'koffi';

export type Spooler = {
  /** @throws SpoolerError */
  open(queue: string): SpoolerQueue;
};

export type SpoolerQueue = {
  /** One job of the kind RAW. @returns its number. @throws SpoolerError: nothing of it is left in the queue */
  send(title: string, bytes: Uint8Array): number;
  /** Bits of `JOB`; null = the queue knows it no more. @throws SpoolerError */
  statusOf(job: number): number | null;
  /** What is already on its way to the printer is no longer the queue's. */
  remove(job: number): void;
  close(): void;
};

export class SpoolerError extends Error {
  /** Of Windows ([MS-ERREF] 2.2). */
  readonly code: number;

  constructor(code: number) {
    super(`the spooler of Windows answered ${code}`);
    this.name = 'SpoolerError';
    this.code = code;
  }
}

/** Bits of a job's status (JOB_INFO_1). */
export const JOB = {
  PAUSED: 0x1,
  ERROR: 0x2,
  DELETING: 0x4,
  PRINTING: 0x10,
  OFFLINE: 0x20,
  PAPER_OUT: 0x40,
  PRINTED: 0x80,
  DELETED: 0x100,
  BLOCKED: 0x200,
  NEEDS_SOMEBODY: 0x400,
  COMPLETE: 0x1000,
} as const;

/** Answers that something is made of. */
export const WINDOWS = {
  ACCESS_DENIED: 5,
  INVALID_PARAMETER: 87,
  INSUFFICIENT_BUFFER: 122,
  RPC_UNAVAILABLE: 1722,
  RPC_FAILED: 1726,
  RPC_FAILED_BEFORE: 1727,
  INVALID_PRINTER_NAME: 1801,
} as const;

export type SpoolerLibraries = { readonly spooler: string; readonly system: string };

export const WINDOWS_LIBRARIES: SpoolerLibraries = { spooler: 'winspool.drv', system: 'kernel32.dll' };

/** @throws where there are no such libraries */
export function openSpooler(ffi: typeof koffi, libraries: SpoolerLibraries): Spooler {
  const functions = functionsOf(ffi, libraries);
  const must = (succeeded: number) => {
    if (succeeded === 0) throw new SpoolerError(functions.lastError());
  };
  return {
    open(queue) {
      const room = Buffer.alloc(HANDLE_BYTES);
      must(functions.openPrinter(text(queue), room, null));
      return queueOf(ffi, functions, must, room.readBigUInt64LE());
    },
  };
}

// --- details

const HANDLE_BYTES = 8;
const POINTER_BYTES = 8;
const DWORD_BYTES = 4;
/** JOB_INFO_1: a DWORD and its gap, six pointers, Status. */
const STATUS_AT = 8 + 6 * POINTER_BYTES;
/** With the names that a job of ours has. */
const JOB_ROOM = 4096;
const DELETE_JOB = 5;

type Functions = ReturnType<typeof functionsOf>;

function functionsOf(ffi: typeof koffi, { spooler, system }: SpoolerLibraries) {
  const library = ffi.load(spooler);
  const of = (name: string, answer: string, ...types: string[]) => library.func('__stdcall', name, answer, types);
  const handle = 'uint64';
  return {
    openPrinter: of('OpenPrinterW', 'int32', 'void *', 'void *', 'void *'),
    closePrinter: of('ClosePrinter', 'int32', handle),
    startDocument: of('StartDocPrinterW', 'uint32', handle, 'uint32', 'void *'),
    startPage: of('StartPagePrinter', 'int32', handle),
    write: of('WritePrinter', 'int32', handle, 'void *', 'uint32', 'void *'),
    endPage: of('EndPagePrinter', 'int32', handle),
    endDocument: of('EndDocPrinter', 'int32', handle),
    abort: of('AbortPrinter', 'int32', handle),
    getJob: of('GetJobW', 'int32', handle, 'uint32', 'uint32', 'void *', 'uint32', 'void *'),
    setJob: of('SetJobW', 'int32', handle, 'uint32', 'uint32', 'void *', 'uint32'),
    // koffi keeps it as it was after the call before.
    lastError: ffi.load(system).func('__stdcall', 'GetLastError', 'uint32', []),
  };
}

function queueOf(
  ffi: typeof koffi,
  functions: Functions,
  must: (succeeded: number) => void,
  handle: bigint,
): SpoolerQueue {
  const writeAll = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; ) {
      const written = Buffer.alloc(DWORD_BYTES);
      const left = Buffer.from(bytes.subarray(at));
      must(functions.write(handle, left, left.length, written));
      // It says that it is well and takes nothing: it never will.
      must(written.readUInt32LE());
      at += written.readUInt32LE();
    }
  };
  return {
    send(title, bytes) {
      const document = documentInfo(title, (part) => ffi.address(part));
      const job: number = functions.startDocument(handle, 1, document.bytes);
      must(job);
      try {
        must(functions.startPage(handle));
        writeAll(bytes);
        must(functions.endPage(handle));
        must(functions.endDocument(handle));
      } catch (error) {
        functions.abort(handle);
        throw error;
      }
      return job;
    },
    statusOf(job) {
      let room = Buffer.alloc(JOB_ROOM);
      const needed = Buffer.alloc(DWORD_BYTES);
      for (;;) {
        if (functions.getJob(handle, job, 1, room, room.length, needed) !== 0) return room.readUInt32LE(STATUS_AT);
        const code = functions.lastError();
        if (code === WINDOWS.INVALID_PARAMETER) return null;
        if (code !== WINDOWS.INSUFFICIENT_BUFFER || needed.readUInt32LE() <= room.length) throw new SpoolerError(code);
        room = Buffer.alloc(needed.readUInt32LE());
      }
    },
    remove(job) {
      functions.setJob(handle, job, 0, null, DELETE_JOB);
    },
    close() {
      functions.closePrinter(handle);
    },
  };
}

/** DOC_INFO_1: three pointers; no file, and the queue is to leave the bytes alone. `parts` are what they point to. */
function documentInfo(title: string, addressOf: (part: Buffer) => bigint): { bytes: Buffer; parts: Buffer[] } {
  const parts = [text(title), text('RAW')];
  const [name, kind] = parts.map(addressOf);
  const bytes = Buffer.alloc(3 * POINTER_BYTES);
  bytes.writeBigUInt64LE(name ?? 0n);
  bytes.writeBigUInt64LE(kind ?? 0n, 2 * POINTER_BYTES);
  return { bytes, parts };
}

/** UTF-16 with its end. */
function text(value: string): Buffer {
  return Buffer.from(`${value}\0`, 'utf16le');
}
