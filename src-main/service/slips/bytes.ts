// Turns a laid-out slip into ESC/POS bytes. node-thermal-printer writes them; what it is known to get wrong is kept from it
// here: nothing that it sends by itself, a new instance a slip, and a QR code by the length of its bytes. Loaded with the first
// slip: the library brings tables of all the world's code pages.
import { BreakLine, CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import QRCode from 'qrcode';
import type { SlipCodePage, SlipColumns } from '../../../src-shared/slips/rules.ts';
import { laidOut, type Paper, type SlipPart } from './content.ts';

const CHARACTER_SETS = {
  PC858_EURO: CharacterSet.PC858_EURO,
  WPC1252: CharacterSet.WPC1252,
  ISO8859_15: CharacterSet.ISO8859_15_LATIN9,
} as const satisfies Record<SlipCodePage, CharacterSet>;

/** ESC @ */
const INITIALISE = Buffer.from([0x1b, 0x40]);
/** FS . – some clones begin in a Chinese mode, in which two letters above ASCII are one sign. */
const LETTERS_ONE_BY_ONE = Buffer.from([0x1c, 0x2e]);
const FEEDS_BEFORE_CUT = 1; // of four lines: what was printed last has passed the knife

/**
 * A whole slip, cut at its end; the printer is left as after switching it on.
 * @throws RangeError when a QR code's payload has no room on the paper
 */
export function slipBytes(parts: readonly SlipPart[], paper: Paper): Buffer {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: '',
    width: paper.columns,
    breakLine: BreakLine.NONE,
  });
  // In this order: the first of these takes the printer back to its first page, and the library does not know.
  printer.add(INITIALISE);
  printer.add(LETTERS_ONE_BY_ONE);
  printer.setCharacterSet(CHARACTER_SETS[paper.codePage]);
  for (const part of laidOut(parts, paper)) {
    if (part.kind === 'qr') {
      printer.alignCenter();
      printer.add(qrBytes(part.payload, paper.columns));
      printer.alignLeft();
      continue;
    }
    if (part.centre) printer.alignCenter();
    if (part.big) printer.setTextQuadArea();
    // After the size, which would take it away again.
    if (part.bold) printer.bold(true);
    if (part.line !== '') printer.print(part.line);
    printer.newLine();
    if (part.big) printer.setTextNormal();
    if (part.bold) printer.bold(false);
    if (part.centre) printer.alignLeft();
  }
  printer.cut({ verticalTabAmount: FEEDS_BEFORE_CUT });
  return printer.getBuffer();
}

/** A letter of the usual face is twelve dots wide, on every width of paper. */
const DOTS_OF_A_LETTER = 12;
/** Four modules of white at either side. */
const QUIET_MODULES = 8;
/** Eighths of a millimetre each; larger than this reads no better and feeds paper. */
const LARGEST_MODULE = 6;
/** Below this a phone's camera gives up on thermal paper. */
const SMALLEST_MODULE = 3;

/** GS ( k: model 2, the size of a module, correction M, the data by its length in bytes, print. */
function qrBytes(payload: string, columns: SlipColumns): Buffer {
  const data = Buffer.from(payload, 'utf8');
  const { modules } = QRCode.create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const fitting = Math.floor((columns * DOTS_OF_A_LETTER) / (modules.size + QUIET_MODULES));
  if (fitting < SMALLEST_MODULE) throw new RangeError(`a QR code of ${modules.size} modules has no room on the slip`);
  const command = (...bytes: number[]) =>
    Buffer.from([0x1d, 0x28, 0x6b, bytes.length & 0xff, bytes.length >> 8, ...bytes]);
  return Buffer.concat([
    command(0x31, 0x41, 0x32, 0x00),
    command(0x31, 0x43, Math.min(LARGEST_MODULE, fitting)),
    command(0x31, 0x45, 0x31),
    command(0x31, 0x50, 0x30, ...data),
    command(0x31, 0x51, 0x30),
  ]);
}
