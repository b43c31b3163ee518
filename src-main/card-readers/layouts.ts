// How PC/SC's values lie in memory, system by system: sizes, the state of a reader, texts and lists of texts. Bytes in, bytes
// out; it calls nothing. Only Linux was ever tried; Windows and macOS are written after winscard.h and PCSC.framework.

export type PcscLayout = {
  /** As the system's loader finds it. */
  readonly library: string;
  /** DWORD and LONG. */
  readonly dwordBytes: 4 | 8;
  /** SCARDCONTEXT and SCARDHANDLE. */
  readonly handleBytes: 4 | 8;
  readonly pointerBytes: 4 | 8;
  /** rgbAtr of SCARD_READERSTATE. */
  readonly atrBytes: 33 | 36;
  /** Whether structures have gaps so that the next one begins at a whole pointer; macOS packs them. */
  readonly aligned: boolean;
  /** Windows: the functions that take texts end in W and take UTF-16; a name with 'ü' would not survive the others. */
  readonly wide: boolean;
  /** Whether waiting also tells of readers that are plugged in and out (the reader named PLUGGED). */
  readonly tellsOfReaders: boolean;
};

/** Stands among the readers that are waited for, and means: a reader came or went. */
export const PLUGGED = '\\\\?PnP?\\Notification';

/** @returns null = no PC/SC is known on such a system */
export function pcscLayout(platform: string, arch: string): PcscLayout | null {
  const pointerBytes = arch === 'ia32' || arch === 'arm' ? 4 : 8;
  switch (platform) {
    case 'linux': // pcsc-lite: DWORD is C's unsigned long, handles are C's long
      return {
        library: 'libpcsclite.so.1',
        ...{ dwordBytes: pointerBytes, handleBytes: pointerBytes, pointerBytes, atrBytes: 33 },
        ...{ aligned: true, wide: false, tellsOfReaders: true },
      };
    case 'win32': // winscard.h: DWORD has 32 bits, handles are ULONG_PTR
      return {
        library: 'winscard.dll',
        ...{ dwordBytes: 4, handleBytes: pointerBytes, pointerBytes, atrBytes: 36 },
        ...{ aligned: true, wide: true, tellsOfReaders: true },
      };
    case 'darwin': // PCSC.framework: 32 bits for both, structures packed, and it does not tell of readers
      return {
        library: '/System/Library/Frameworks/PCSC.framework/PCSC',
        ...{ dwordBytes: 4, handleBytes: 4, pointerBytes, atrBytes: 33 },
        ...{ aligned: false, wide: false, tellsOfReaders: false },
      };
    default:
      return null;
  }
}

/** Room for one DWORD that PC/SC writes. */
export function dword(layout: PcscLayout, value = 0): Buffer {
  const bytes = Buffer.alloc(layout.dwordBytes);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export function readDword(bytes: Buffer, at = 0): number {
  return bytes.readUInt32LE(at); // no value of PC/SC needs more than 32 bits
}

export function handleRoom(layout: PcscLayout): Buffer {
  return Buffer.alloc(layout.handleBytes);
}

/** Windows' handles are as wide as addresses. */
export function readHandle(layout: PcscLayout, bytes: Buffer): bigint {
  if (layout.handleBytes === 8) return layout.wide ? bytes.readBigUInt64LE() : bytes.readBigInt64LE();
  return BigInt(layout.wide ? bytes.readUInt32LE() : bytes.readInt32LE());
}

/** A text with its end. */
export function text(layout: PcscLayout, value: string): Buffer {
  return Buffer.from(`${value}\0`, layout.wide ? 'utf16le' : 'utf8');
}

/** How many bytes a text of so many characters, as PC/SC counts them, takes. */
export function textBytes(layout: PcscLayout, characters: number): number {
  return characters * (layout.wide ? 2 : 1);
}

/** A list of texts: each with its end, and an empty one last. */
export function readTexts(layout: PcscLayout, bytes: Buffer): string[] {
  const all = bytes.toString(layout.wide ? 'utf16le' : 'utf8');
  const end = all.indexOf('\0\0');
  return (end === -1 ? all : all.slice(0, end)).split('\0').filter((one) => one !== '');
}

/** SCARD_IO_REQUEST. */
export function ioRequest(layout: PcscLayout, protocol: number): Buffer {
  return Buffer.concat([dword(layout, protocol), dword(layout, 2 * layout.dwordBytes)]);
}

/**
 * SCARD_READERSTATE, one after the other, and behind them the names that they point to.
 * @param readers `state` is what a reader is taken for
 * @param addressOf where these bytes lie in memory
 */
export function readerStates(
  layout: PcscLayout,
  readers: readonly { readonly reader: string; readonly state: number }[],
  addressOf: (bytes: Buffer) => bigint,
): Buffer {
  const { size, current } = stateOffsets(layout);
  const names = readers.map(({ reader }) => text(layout, reader));
  let nameAt = size * readers.length;
  // Names of two bytes a letter begin at even places.
  nameAt += nameAt % 2;
  const bytes = Buffer.alloc(nameAt + names.reduce((sum, name) => sum + name.length, 0));
  const base = addressOf(bytes);
  readers.forEach(({ state }, index) => {
    const at = index * size;
    const pointer = base + BigInt(nameAt);
    if (layout.pointerBytes === 8) bytes.writeBigUInt64LE(pointer, at);
    else bytes.writeUInt32LE(Number(pointer), at);
    bytes.writeUInt32LE(state >>> 0, at + current);
    nameAt += names[index]?.copy(bytes, nameAt) ?? 0;
  });
  return bytes;
}

/** What PC/SC wrote into the first `count`: dwEventState and the ATR of the card. */
export function readReaderStates(
  layout: PcscLayout,
  bytes: Buffer,
  count: number,
): { state: number; atr: Uint8Array }[] {
  const { size, event, atrLength, atr } = stateOffsets(layout);
  return Array.from({ length: count }, (_, index) => {
    const at = index * size;
    const length = Math.min(readDword(bytes, at + atrLength), layout.atrBytes);
    return {
      state: readDword(bytes, at + event),
      atr: Uint8Array.from(bytes.subarray(at + atr, at + atr + length)),
    };
  });
}

/** szReader, pvUserData, dwCurrentState, dwEventState, cbAtr, rgbAtr. */
function stateOffsets({ pointerBytes, dwordBytes, atrBytes, aligned }: PcscLayout) {
  const current = 2 * pointerBytes;
  const event = current + dwordBytes;
  const atrLength = event + dwordBytes;
  const atr = atrLength + dwordBytes;
  const end = atr + atrBytes;
  const size = aligned ? Math.ceil(end / pointerBytes) * pointerBytes : end;
  return { current, event, atrLength, atr, size };
}
