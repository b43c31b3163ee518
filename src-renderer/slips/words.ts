// How a slip printer is named and what it says of itself, in words.
import type { SlipFailure, SlipState } from '../../src-shared/slips/contract.ts';
import { type SlipPrinter, type SlipWay, shownAddress } from '../../src-shared/slips/rules.ts';
import { textsNow } from '../frame/failure.ts';
import { printingTexts } from '../texts/printing.ts';
import { slipTexts } from '../texts/slips.ts';

/** What happened, what may lie in the printer, and what to do next. */
export function failureWords(printer: SlipPrinter, { code, mayBeOut }: SlipFailure): string {
  const t = textsNow(slipTexts);
  const queue = textsNow(printingTexts);
  if (isQueueCode(code)) return [queue.failure[code], mayBeOut ? queue.mayStillPrint : ''].filter(Boolean).join(' ');
  const text = t.failure[code](printer.name, whereOf(printer.way));
  return mayBeOut ? `${text} ${t.mayBeOut}` : text;
}

/** In a few words for the list of printers. */
export function stateWords(state: SlipState): string {
  const t = textsNow(slipTexts);
  if (state.ok) return state.note ? t.state.notes[state.note] : state.known ? t.state.ready : t.state.unknown;
  return isQueueCode(state.code) ? t.state.queueProblem : t.state.failure[state.code];
}

/** 'kasse1.local', '192.168.1.50:9101'; of a printer of the system nothing that a person would know it by. */
export function whereOf(way: SlipWay): string {
  return way.kind === 'address' ? shownAddress(way) : '';
}

type QueueCode = keyof (typeof printingTexts)['de']['failure'];

function isQueueCode(code: SlipFailure['code']): code is QueueCode {
  return code.startsWith('PRINT_');
}
