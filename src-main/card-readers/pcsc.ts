// What the counter wants of PC/SC, and the words in which PC/SC answers. It does not know how the system's library is called.

export type Protocols = 'T1' | 'any';

/** A way into the card service. Each call of it waits for the one before: what may hang gets a way of its own. */
export type PcscContext = {
  /** @throws PcscError; no reader is an empty list */
  listReaders(): Promise<string[]>;
  /**
   * Resolves as soon as a reader is otherwise than it is taken for, with what they all are then.
   * @param known state 0 = nothing is known of it, and the answer comes at once
   * @returns null = so many milliseconds have gone by, and all is as it was
   * @throws PcscError
   */
  waitForChange(known: readonly KnownReader[], timeoutMs: number): Promise<SeenReader[] | null>;
  /** Shared with other programs. @throws PcscError */
  connect(reader: string, protocols: Protocols): Promise<PcscCard>;
  release(): Promise<void>;
};

export type PcscCard = {
  /** Until it is let go no other program gets in between. Waits for another's to end. @throws PcscError */
  hold(): Promise<void>;
  /** @returns the card's whole answer; less than two bytes: it was pulled out meanwhile. @throws PcscError */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
  /** The card stays as it is. */
  letGo(): Promise<void>;
};

export type Pcsc = {
  /** Whether waiting also tells of readers that come and go. */
  readonly tellsOfReaders: boolean;
  /** @throws PcscError NO_SERVICE and others */
  establish(): Promise<PcscContext>;
};

export type KnownReader = { readonly reader: string; readonly state: number };
/** `state` is what it is taken for the next time; its upper half counts the cards that came and went. */
export type SeenReader = { readonly reader: string; readonly state: number; readonly atr: Uint8Array };

export class PcscError extends Error {
  /** 0x80100001 and following. */
  readonly code: number;

  constructor(code: number) {
    super(`PC/SC answered 0x${code.toString(16)}`);
    this.code = code;
  }
}

/** Answers that something is made of; winscard.h and pcsclite.h give them the same numbers. */
export const SCARD = {
  INVALID_HANDLE: 0x80100003,
  INSUFFICIENT_BUFFER: 0x80100008,
  UNKNOWN_READER: 0x80100009,
  TIMEOUT: 0x8010000a,
  SHARING_VIOLATION: 0x8010000b,
  NO_SMARTCARD: 0x8010000c,
  PROTO_MISMATCH: 0x8010000f,
  COMM_ERROR: 0x80100013,
  NOT_TRANSACTED: 0x80100016,
  READER_UNAVAILABLE: 0x80100017,
  NO_SERVICE: 0x8010001d,
  SERVICE_STOPPED: 0x8010001e,
  NO_READERS_AVAILABLE: 0x8010002e,
  COMM_DATA_LOST: 0x8010002f,
  UNRESPONSIVE_CARD: 0x80100066,
  UNPOWERED_CARD: 0x80100067,
  RESET_CARD: 0x80100068,
  REMOVED_CARD: 0x80100069,
} as const;

/** Bits of a reader's state. */
export const STATE = {
  CHANGED: 0x2,
  UNKNOWN: 0x4,
  UNAVAILABLE: 0x8,
  PRESENT: 0x20,
  EXCLUSIVE: 0x80,
  INUSE: 0x100,
  MUTE: 0x200,
} as const;
