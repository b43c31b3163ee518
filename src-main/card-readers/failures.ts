// What PC/SC's answers mean for whoever put a card in.
import type { CardFailure } from '../../src-shared/card-readers/rules.ts';
import { CardRefused } from './health-card/refused.ts';
import { PcscError, SCARD } from './pcsc.ts';

/** 'lost' = nothing came back: the card was pulled out, or it does not answer; who looks again can tell. */
export function failureOf(error: unknown): CardFailure | 'lost' {
  if (error instanceof CardRefused) return error.code;
  if (!(error instanceof PcscError)) return 'NOT_READABLE';
  switch (error.code) {
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
      // Windows passes on what the driver said: the device does not answer, or not in time.
      return error.code < FIRST_OF_PCSC ? 'lost' : 'NOT_READABLE';
  }
}

const FIRST_OF_PCSC = 0x80100000;
