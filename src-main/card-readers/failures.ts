// What went wrong with a card, from what was thrown: the code that whoever put it in is told in words, and for what nobody foresaw
// a trace for the log. Never a message: it may quote the card.
import type { CardFailure } from '../../src-shared/card-readers/rules.ts';
import { CardRefused } from './health-card/refused.ts';
import { PcscError, SCARD } from './pcsc.ts';

export type Failed = {
  /** 'lost' = nothing came back: the card was pulled out, or it does not answer; who looks again can tell. */
  readonly code: CardFailure | 'lost';
  /** What the code does not say: PC/SC's number as its headers write it, or the code or name of the error. */
  readonly trace?: string;
};

export function failureOf(error: unknown): Failed {
  if (error instanceof CardRefused) return { code: error.code };
  if (!(error instanceof PcscError)) return { code: 'FAULT', trace: nameOf(error) };
  const code = meaningOf(error.code);
  if (code !== null) return { code };
  // Windows passes on what the driver said: the device does not answer, or not in time.
  return { code: error.code < FIRST_OF_PCSC ? 'lost' : 'FAULT', trace: numberOf(error.code) };
}

// --- details

/** null = none that anybody has foreseen. */
function meaningOf(code: number): Failed['code'] | null {
  switch (code) {
    case SCARD.NO_SERVICE:
    case SCARD.SERVICE_STOPPED:
    case SCARD.COMM_ERROR:
    case SCARD.INVALID_HANDLE:
      return 'SERVICE_STOPPED';
    case SCARD.UNKNOWN_READER:
    case SCARD.READER_UNAVAILABLE:
      return 'READER_GONE';
    case SCARD.NO_SMARTCARD:
    case SCARD.REMOVED_CARD:
      return 'CARD_REMOVED';
    case SCARD.UNRESPONSIVE_CARD:
      return 'CARD_SILENT';
    case SCARD.SHARING_VIOLATION:
      return 'READER_BUSY';
    case SCARD.RESET_CARD:
    case SCARD.UNPOWERED_CARD:
      return 'CARD_RESET';
    // A chip that does not speak T=1 is no health card.
    case SCARD.PROTO_MISMATCH:
      return 'EGK_NOT_AN_EGK';
    case SCARD.NOT_TRANSACTED:
    case SCARD.COMM_DATA_LOST:
      return 'lost';
    default:
      return null;
  }
}

const FIRST_OF_PCSC = 0x80100000;

/** '0x8010001F' */
function numberOf(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** One word as programs have it, and nothing longer: 'ERR_BUFFER_TOO_LARGE', 'TypeError'. */
const WORD = /^[A-Za-z]\w{0,63}$/;

function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return [code, name].find((word): word is string => typeof word === 'string' && WORD.test(word)) ?? 'unknown';
}
