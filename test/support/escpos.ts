// Reads the bytes of a slip as a printer of the market would, and refuses whatever it does not know: an unknown or truncated
// command, a control byte, a letter outside the code page, a line wider than the paper. What it answers is what lies on the
// paper. It knows nothing of how a slip is made.

export type PrintedLine = {
  text: string;
  bold: boolean;
  align: 'left' | 'centre' | 'right';
  /** How many places a letter takes. */
  wide: number;
  high: number;
};

export type PrintedQr = {
  payload: string;
  module: number;
  correction: 'L' | 'M' | 'Q' | 'H';
  align: PrintedLine['align'];
};

export type DecodedSlip = {
  lines: PrintedLine[];
  qrCodes: PrintedQr[];
  /** Commands in order, by their names: 'ESC @', 'FS .', 'ESC t 19', 'GS V 0' … */
  commands: string[];
  cuts: number;
  /** Lines of paper fed by commands, besides those that were printed. */
  fed: number;
};

export class NotEscPos extends Error {}

type Options = {
  /** Places in a line. */
  columns: number;
  /** Clones that begin so take two bytes above ASCII for one sign until FS . comes. */
  beginsInChinese?: boolean;
};

const DOTS_OF_A_LETTER = 12;
const ALIGNS = ['left', 'centre', 'right'] as const;
const CORRECTIONS = { 48: 'L', 49: 'M', 50: 'Q', 51: 'H' } as const;

export function decodeSlip(bytes: Uint8Array, { columns, beginsInChinese = false }: Options): DecodedSlip {
  const slip: DecodedSlip = { lines: [], qrCodes: [], commands: [], cuts: 0, fed: 0 };
  let at = 0;
  let chinese = beginsInChinese;
  let page = 0;
  let look = { bold: false, align: 'left' as PrintedLine['align'], wide: 1, high: 1 };
  let line = '';
  let places = 0;
  let qr = { model: 0, module: 3, correction: 'L' as PrintedQr['correction'], data: null as Buffer | null };

  const refuse: (what: string) => never = (what) => {
    throw new NotEscPos(`${what} at byte ${at}`);
  };
  const next = (): number => {
    const byte = bytes[at];
    if (byte === undefined) return refuse('truncated');
    at += 1;
    return byte;
  };
  const oneOf = <T extends number>(allowed: readonly T[]): T => {
    const byte = next();
    return allowed.find((one) => one === byte) ?? refuse(`argument ${byte}`);
  };
  const named = (name: string) => slip.commands.push(name);
  const reset = () => {
    look = { bold: false, align: 'left', wide: 1, high: 1 };
    page = 0;
    chinese = beginsInChinese;
  };
  const atLineStart = (what: string) => {
    if (line !== '') refuse(`${what} within a line`);
  };

  const escaped = () => {
    const command = String.fromCharCode(next());
    switch (command) {
      case '@':
        atLineStart('ESC @');
        reset();
        return named('ESC @');
      case 't':
        page = oneOf([...PAGES.keys()]);
        return named(`ESC t ${page}`);
      case 'a':
        atLineStart('ESC a');
        look = { ...look, align: ALIGNS[oneOf([0, 1, 2])] ?? 'left' };
        return named('ESC a');
      case 'E':
        look = { ...look, bold: oneOf([0, 1]) === 1 };
        return named('ESC E');
      case '!': {
        const mode = oneOf([0x00, 0x08, 0x10, 0x18, 0x20, 0x28, 0x30, 0x38]);
        look = { ...look, bold: (mode & 8) !== 0, high: mode & 0x10 ? 2 : 1, wide: mode & 0x20 ? 2 : 1 };
        return named('ESC !');
      }
      case 'd':
        atLineStart('ESC d');
        slip.fed += next();
        return named('ESC d');
      default:
        return refuse(`ESC ${JSON.stringify(command)}`);
    }
  };
  const group = () => {
    const command = String.fromCharCode(next());
    if (command === 'V') {
      atLineStart('GS V');
      named(`GS V ${oneOf([0, 1])}`);
      slip.cuts += 1;
    } else if (command === '(' && next() === 0x6b) qrCommand();
    else refuse(`GS ${JSON.stringify(command)}`);
  };
  const qrCommand = () => {
    const length = next() + next() * 256;
    const end = at + length;
    if (end > bytes.length || length < 3) refuse('truncated QR command');
    oneOf([0x31]);
    switch (oneOf([0x41, 0x43, 0x45, 0x50, 0x51])) {
      case 0x41:
        qr.model = oneOf([0x31, 0x32]);
        oneOf([0]);
        break;
      case 0x43:
        qr.module = oneOf([1, 2, 3, 4, 5, 6, 7, 8]);
        break;
      case 0x45:
        qr.correction = CORRECTIONS[oneOf([0x30, 0x31, 0x32, 0x33])];
        break;
      case 0x50:
        oneOf([0x30]);
        qr.data = Buffer.from(bytes.subarray(at, end));
        at = end;
        break;
      case 0x51:
        oneOf([0x30]);
        if (qr.model !== 0x32 || !qr.data)
          throw new NotEscPos(`a QR code of model ${qr.model} without data at byte ${at}`);
        atLineStart('a QR code');
        slip.qrCodes.push({
          payload: new TextDecoder('utf-8', { fatal: true }).decode(qr.data),
          ...{ module: qr.module, correction: qr.correction, align: look.align },
        });
        named('QR');
        qr = { ...qr, data: null };
    }
    if (at !== end) refuse(`a QR command of ${length} bytes`);
  };
  const letter = (byte: number) => {
    if (byte > 0x7f && chinese) refuse('half a Chinese sign');
    const shown = byte < 0x80 ? String.fromCharCode(byte) : PAGES.get(page)?.[byte - 0x80];
    if (shown === undefined || shown === '\ufffd') refuse(`no letter ${byte} on page ${page}`);
    line += shown;
    places += look.wide;
    if (places > columns) refuse(`a line of ${places} places`);
  };

  while (at < bytes.length) {
    const byte = next();
    if (byte === 0x1b) escaped();
    else if (byte === 0x1d) group();
    else if (byte === 0x1c) {
      oneOf([0x2e]);
      chinese = false;
      named('FS .');
    } else if (byte === 0x0a) {
      slip.lines.push({ text: line, ...look });
      line = '';
      places = 0;
    } else if (byte >= 0x20 && byte !== 0x7f) letter(byte);
    else refuse(`control byte ${byte}`);
  }
  if (line !== '') refuse('a line without an end');
  return slip;
}

/** Dots across the paper, for what is drawn and not written. */
export function dotsAcross(columns: number): number {
  return columns * DOTS_OF_A_LETTER;
}

// --- the code pages, by their numbers

function decoded(name: string): string[] {
  const decoder = new TextDecoder(name);
  return Array.from({ length: 128 }, (_, at) => decoder.decode(new Uint8Array([at + 0x80])));
}

const PC858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const PAGES: ReadonlyMap<number, readonly string[]> = new Map([
  [16, decoded('windows-1252')],
  [19, Array.from(PC858)],
  [40, decoded('iso-8859-15')],
]);
