// The closed words of card readers: how the system's card service stands, how a reader does, and what can be wrong with a card.

/** 'noLibrary' = the system has none of PC/SC at all; 'stopped' = it is there and does not answer; it is tried again by itself. */
export const SERVICE_STATES = ['starting', 'running', 'stopped', 'noLibrary'] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

/** 'silent' = a card lies in it and does not answer; 'busy' = another program holds it. */
export const READER_STATES = ['empty', 'reading', 'card', 'silent', 'busy'] as const;
export type ReaderState = (typeof READER_STATES)[number];

export const CARD_FAILURES = [
  'SERVICE_STOPPED',
  'SERVICE_MISSING',
  'NO_READER',
  'READER_GONE',
  'NO_CARD',
  'CARD_SILENT',
  'CARD_REMOVED',
  'CARD_RESET',
  'READER_BUSY',
  'TIMED_OUT',
  /** It was read, and the program could not find out whose it is. */
  'NOT_LOOKED_UP',
  /** While it was read something happened that nobody foresaw: the log has its name. */
  'FAULT',
  /** Neither a health card nor one with a number of its own. */
  'NOT_READABLE',
  /** The number of a phone or a passport: another one each time (four bytes, the first of them 08). */
  'RANDOM_UID',
  'UID_UNREADABLE',
  /** A health card that lies on an antenna: without its contacts it says nothing. */
  'EGK_NOT_PUT_IN',
  'EGK_NOT_AN_EGK',
  'EGK_LOCKED',
  'EGK_FILE_MISSING',
  'EGK_EMPTY',
  'EGK_TRUNCATED',
  'EGK_DAMAGED',
  'EGK_NOT_GZIP',
  'EGK_BAD_XML',
  /** Well-formed, and a field is not what it must be (no name, a wrong insured number). */
  'EGK_BAD_CONTENT',
] as const;
export type CardFailure = (typeof CARD_FAILURES)[number];
