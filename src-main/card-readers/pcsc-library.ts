// PC/SC as the system has it, called through koffi in its threads: nothing here blocks, and nothing ends a call that hangs.
// How its values lie in memory stands in layouts.ts; this file knows the functions.
import type koffi from 'koffi';
import type { LibraryHandle } from 'koffi';
import {
  dword,
  handleRoom,
  ioRequest,
  type PcscLayout,
  readDword,
  readerStates,
  readHandle,
  readReaderStates,
  readTexts,
  text,
  textBytes,
} from './layouts.ts';
import { type Pcsc, type PcscCard, type PcscContext, PcscError, type Protocols, SCARD, STATE } from './pcsc.ts';

const SCOPE_USER = 0;
const SHARE_SHARED = 2;
const PROTOCOLS: Readonly<Record<Protocols, number>> = { T1: 2, any: 3 };
const LEAVE_CARD = 0;
/** Characters; as many readers as anybody has. */
const NAMES_ROOM = 4096;
/** A short APDU's longest answer is 258 bytes. */
const ANSWER_ROOM = 1024;

/** @throws where the system has no such library */
export function openPcsc(ffi: typeof koffi, layout: PcscLayout): Pcsc {
  const functions = functionsOf(ffi, layout);
  return {
    tellsOfReaders: layout.tellsOfReaders,
    async establish() {
      const room = handleRoom(layout);
      await call(functions.establishContext, SCOPE_USER, null, null, room);
      return contextOf(ffi, layout, functions, readHandle(layout, room));
    },
  };
}

type Functions = ReturnType<typeof functionsOf>;

function functionsOf(ffi: typeof koffi, layout: PcscLayout) {
  const library = ffi.load(layout.library);
  const whole = (bytes: 4 | 8, signed: boolean) => `${signed ? '' : 'u'}int${bytes * 8}`;
  const long = whole(layout.dwordBytes, true);
  const dwordType = whole(layout.dwordBytes, false);
  const handle = whole(layout.handleBytes, !layout.wide);
  const named = layout.wide ? 'W' : '';
  const of = (name: string, ...types: string[]) => library.func('__stdcall', name, long, types);
  return {
    establishContext: of('SCardEstablishContext', dwordType, 'void *', 'void *', 'void *'),
    releaseContext: of('SCardReleaseContext', handle),
    listReaders: of(`SCardListReaders${named}`, handle, 'void *', 'void *', 'void *'),
    getStatusChange: of(`SCardGetStatusChange${named}`, handle, dwordType, 'void *', dwordType),
    connect: of(`SCardConnect${named}`, handle, 'void *', dwordType, dwordType, 'void *', 'void *'),
    beginTransaction: of('SCardBeginTransaction', handle),
    endTransaction: of('SCardEndTransaction', handle, dwordType),
    transmit: of('SCardTransmit', handle, 'void *', 'void *', dwordType, 'void *', 'void *', 'void *'),
    disconnect: of('SCardDisconnect', handle, dwordType),
  };
}

/** What calls that are under way read and write: koffi does not keep it from being cleared away. */
const lent = new Set<readonly unknown[]>();

/** Calls it in a thread. @throws PcscError */
function call(target: ReturnType<LibraryHandle['func']>, ...given: (bigint | number | Buffer | null)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    lent.add(given);
    target.async(...given, (error: Error | null, answer: number | bigint) => {
      lent.delete(given);
      const code = Number(answer) >>> 0;
      if (error) reject(error);
      else if (code === 0) resolve();
      else reject(new PcscError(code));
    });
  });
}

function contextOf(ffi: typeof koffi, layout: PcscLayout, functions: Functions, context: bigint): PcscContext {
  return {
    async listReaders() {
      let characters = NAMES_ROOM;
      for (;;) {
        const names = Buffer.alloc(textBytes(layout, characters));
        const length = dword(layout, characters);
        try {
          await call(functions.listReaders, context, null, names, length);
          return readTexts(layout, names.subarray(0, textBytes(layout, readDword(length))));
        } catch (error) {
          const code = error instanceof PcscError ? error.code : 0;
          if (code === SCARD.NO_READERS_AVAILABLE) return [];
          if (code !== SCARD.INSUFFICIENT_BUFFER || readDword(length) <= characters) throw error;
          characters = readDword(length);
        }
      }
    },
    async waitForChange(known, timeoutMs) {
      const states = readerStates(layout, known, (bytes) => ffi.address(bytes));
      try {
        await call(functions.getStatusChange, context, timeoutMs, states, known.length);
      } catch (error) {
        if (!(error instanceof PcscError) || error.code !== SCARD.TIMEOUT) throw error;
        return null;
      }
      return readReaderStates(layout, states, known.length).map(({ state, atr }, index) => ({
        reader: known[index]?.reader ?? '',
        state: (state & ~STATE.CHANGED) >>> 0,
        atr,
      }));
    },
    async connect(reader, protocols) {
      const card = handleRoom(layout);
      const active = dword(layout);
      const name = text(layout, reader);
      await call(functions.connect, context, name, SHARE_SHARED, PROTOCOLS[protocols], card, active);
      return cardOf(layout, functions, readHandle(layout, card), readDword(active));
    },
    release: () => call(functions.releaseContext, context),
  };
}

function cardOf(layout: PcscLayout, functions: Functions, card: bigint, protocol: number): PcscCard {
  let held = false;
  return {
    async hold() {
      await call(functions.beginTransaction, card);
      held = true;
    },
    async transmit(apdu) {
      const command = Buffer.from(apdu);
      const answer = Buffer.alloc(ANSWER_ROOM);
      const length = dword(layout, answer.length);
      const request = ioRequest(layout, protocol);
      await call(functions.transmit, card, request, command, command.length, null, answer, length);
      return Uint8Array.from(answer.subarray(0, readDword(length)));
    },
    async letGo() {
      if (held) await call(functions.endTransaction, card, LEAVE_CARD).catch(() => undefined);
      await call(functions.disconnect, card, LEAVE_CARD);
    },
  };
}
