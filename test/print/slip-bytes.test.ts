// The bytes of slips, read back as a printer reads them: letters, QR code and order of commands, and whatever a name may hold,
// nothing reaches the printer that it would take for a command.
import { describe, expect, it, test } from 'vitest';
import { slipBytes } from '../../src-main/service/slips/bytes.ts';
import { laidOut, loginCodeSlip, TEST_LETTERS, testSlip } from '../../src-main/service/slips/content.ts';
import { printable, wrapped } from '../../src-main/service/slips/text.ts';
import { SLIP_CODE_PAGES, SLIP_COLUMNS, type SlipPrinter } from '../../src-shared/slips/rules.ts';
import { decodeSlip, dotsAcross, NotEscPos } from '../support/escpos.ts';

const PRINTER: SlipPrinter = {
  ...{ id: 'p', name: 'Kasse 1', codePage: 'PC858_EURO', columns: 48, printsLoginCode: true },
  way: { kind: 'address', host: '127.0.0.1', port: 9100, asksState: true },
};
const CODE = 'ABCD1234EFGH5678JKMN9012PQRS';
const SLIP = {
  branchName: 'Sonnen-Apotheke',
  branchAddress: 'Sonnenstr. 4, 80331 München',
  appName: 'Meine Apotheke',
  customerName: 'Łukasz Şahin-Größl',
  customerNumber: '10201',
  day: '21.11.2026',
  link: `https://app.example.com/app/connect#${CODE}`,
  loginCode: CODE,
};
const PAPERS = SLIP_CODE_PAGES.flatMap((codePage) => SLIP_COLUMNS.map((columns) => ({ codePage, columns })));
const NUMBERS = { PC858_EURO: 19, WPC1252: 16, ISO8859_15: 40 };

describe.each(PAPERS)('on $codePage with $columns letters a line', (paper) => {
  const decode = (bytes: Uint8Array) => decodeSlip(bytes, { ...paper, beginsInChinese: true });

  it('the login code comes out: letters, QR code, one cut', () => {
    const slip = decode(slipBytes(loginCodeSlip(SLIP), paper));
    const text = slip.lines.map((line) => line.text).join(' ');
    expect(text).toContain('Lukasz Sahin-Größl');
    expect(text).toContain('Kundennummer 10201 · 21.11.2026');
    expect(text.replace(/[\s-]/g, '')).toContain(CODE);
    expect(text.replace(/\s/g, '')).toContain('app.example.com/app/connect');
    expect(slip.lines[0]).toMatchObject({ text: 'Sonnen-Apotheke', bold: true, align: 'centre', wide: 2, high: 2 });
    expect(slip.qrCodes).toEqual([
      { payload: SLIP.link, correction: 'M', align: 'centre', module: expect.any(Number) },
    ]);
    expect(slip.cuts).toBe(1);
    expect(slip.fed).toBe(4);
  });

  it('the order is: initialise, letters one by one, code page once – and after the cut as before it', () => {
    const { commands } = decode(slipBytes(loginCodeSlip(SLIP), paper));
    expect(commands.slice(0, 3)).toEqual(['ESC @', 'FS .', `ESC t ${NUMBERS[paper.codePage]}`]);
    expect(commands.filter((one) => one.startsWith('ESC t'))).toHaveLength(1);
    expect(commands.slice(-3)).toEqual(['ESC d', 'GS V 0', 'ESC @']);
  });

  it('the test slip shows its letters and fills the width', () => {
    const slip = decode(slipBytes(testSlip({ ...PRINTER, ...paper }, { branchName: 'Öde', moment: 'heute' }), paper));
    expect(slip.lines.map((line) => line.text)).toContain(TEST_LETTERS);
    expect(slip.lines.filter((line) => line.text === '-'.repeat(paper.columns))).toHaveLength(2);
    expect(slip.qrCodes[0]?.payload).toBe('Tresen Testbon');
  });

  it('every letter that is let through is one byte and reads back as itself', () => {
    const letters = Array.from({ length: 0x2200 }, (_, at) => String.fromCharCode(at)).filter(
      (letter) => letter > '~' && printable(letter, paper.codePage) === letter,
    );
    expect(letters.length).toBeGreaterThan(85);
    for (const letter of letters) {
      const bytes = slipBytes([{ kind: 'text', text: letter }], paper);
      expect(decode(bytes).lines.map((line) => line.text)).toEqual([letter]);
    }
  });
});

test('the bytes of PC858 are the ones a printer has been seen to print', () => {
  const bytes = slipBytes([{ kind: 'text', text: 'äöüÄÖÜß€' }], PRINTER);
  expect(bytes.toString('hex')).toContain('1b7413849481'.concat('8e999ae1d5', '0a'));
});

test('no password has a place on the slip with the login code (A-17)', () => {
  expect(Object.keys(SLIP)).not.toContain('password');
  const words = decodeSlip(slipBytes(loginCodeSlip(SLIP), PRINTER), { columns: 48 }).lines.map((line) => line.text);
  // The shape of a printed password: four words and a number.
  expect(words.join(' ')).not.toMatch(/\p{Ll}+(-\p{Ll}+){3}-\d{2}/u);
  expect(words.join(' ')).toContain('Das Passwort dazu steht auf einem eigenen Schreiben.');
});

test('a QR code counts bytes, not letters', () => {
  const payload = 'https://müßig.example/€';
  const slip = decodeSlip(slipBytes([{ kind: 'qr', payload }], PRINTER), { columns: 48 });
  expect(slip.qrCodes.map((one) => one.payload)).toEqual([payload]);
  expect(slip.lines).toEqual([]);
});

test.each(SLIP_COLUMNS)('the longest link still fits on %i letters a line, in modules a phone can read', (columns) => {
  const link = `https://${'langer-name.'.repeat(12)}example.com/app/connect#${CODE}`;
  const [qr] = decodeSlip(slipBytes([{ kind: 'qr', payload: link }], { ...PRINTER, columns }), { columns }).qrCodes;
  expect(qr?.payload).toBe(link);
  expect(qr?.module).toBeGreaterThanOrEqual(3);
  // Version 11 holds 251 bytes at M; it has 61 modules, and eight of white.
  expect((qr?.module ?? 99) * (61 + 8)).toBeLessThanOrEqual(dotsAcross(columns));
});

test('a payload that no phone could read from this paper is refused, not printed too small', () => {
  expect(() => slipBytes([{ kind: 'qr', payload: 'x'.repeat(2000) }], { ...PRINTER, columns: 32 })).toThrow(RangeError);
});

test('a new slip knows nothing of the one before', () => {
  const once = slipBytes(loginCodeSlip(SLIP), PRINTER);
  expect(slipBytes(loginCodeSlip(SLIP), PRINTER)).toEqual(once);
});

test.each([
  ['„Größe“ – „Maß“ …', 'PC858_EURO', '"Größe" - "Maß" ...'],
  ['„Größe“ – „Maß“ …', 'WPC1252', '„Größe“ – „Maß“ …'],
  ['Łukasz Żółć', 'PC858_EURO', 'Lukasz Zólc'],
  ['Šárka Žižková', 'ISO8859_15', 'Šárka Žižková'],
  ['Şahin İpek ışık', 'WPC1252', 'Sahin Ipek isik'],
  ['Mu\u0308ller, a\u0308', 'PC858_EURO', 'Müller, ä'],
  ['Nguyễn Thị', 'PC858_EURO', 'Nguyen Thi'],
  ['ﬁnden ½ ⅓', 'PC858_EURO', 'finden ½ 1/3'],
  ['Иванов 王', 'PC858_EURO', '?????? ?'],
  ['🙂\ufe0f Anna', 'PC858_EURO', '? Anna'],
  ['a\u001bp\u0000b\u001dV\u0000c\u009bd\u007fe', 'PC858_EURO', 'a p b V c d e'],
  ['  viel \t\n Raum  ', 'PC858_EURO', 'viel Raum'],
  ['\u202eNella\u200b', 'PC858_EURO', 'Nella'],
  ['\ud800 halb', 'PC858_EURO', '? halb'],
] as const)('%j becomes plain on %s', (text, codePage, shown) => {
  expect(printable(text, codePage)).toBe(shown);
});

test('lines break at spaces and hyphens, and a word that is too long is cut without losing a letter', () => {
  expect(wrapped('Sonnen-Apotheke am Markt', 10)).toEqual(['Sonnen-', 'Apotheke', 'am Markt']);
  expect(wrapped('abcdefghijklm', 5)).toEqual(['abcde', 'fghij', 'klm']);
  expect(wrapped('', 5)).toEqual([]);
});

test('the decoder itself refuses what it must', () => {
  const refused = (...bytes: number[]) =>
    expect(() => decodeSlip(new Uint8Array(bytes), { columns: 3 })).toThrow(NotEscPos);
  refused(0x1b, 0x70, 0x00, 0x19, 0xfa); // the drawer
  refused(0x07);
  refused(0x84, 0x0a); // a letter before its page
  refused(0x61, 0x62, 0x63, 0x64, 0x0a); // wider than the paper
  refused(0x1d, 0x28, 0x6b, 0x20, 0x00, 0x31);
  refused(0x1b);
  refused(0x61); // no end of line
  expect(() => decodeSlip(Buffer.from([0x1b, 0x74, 19, 0x84, 0x0a]), { columns: 3, beginsInChinese: true })).toThrow();
});

/** What would do harm as a command, and what is not one letter of any page. */
const NASTY = [
  ...['\u001bp\u0000', '\u001dV\u0001', '\u001b@', '\u001bt\u0010', '\u0010\u0014\u0001', '\u0000', '\u007f', '\u009b'],
  ...[
    'ß',
    'ẞ',
    '€',
    'Ł',
    'ﬃ',
    '\u0308',
    '\ud83d',
    '\u202e',
    '👩‍👩‍👧',
    '﷽',
    '\u2028',
    '\u00ad',
    '\u00a0',
    'ҥ',
    '漢',
    '/',
    '-',
    ' ',
  ],
];

test('a hundred thousand texts: no control byte gets through, every line fits, nothing opens a drawer or cuts', () => {
  const below = seeded(20_261_130);
  const nastyText = () => {
    let text = '';
    for (let parts = below(6); parts > 0; parts--) {
      const kind = below(3);
      if (kind === 0) text += NASTY[below(NASTY.length)];
      else if (kind === 1) text += String.fromCharCode(below(0x250));
      else text += String.fromCodePoint(below(0x11_0000));
    }
    return text;
  };
  const wrong: string[] = [];
  let count = 0;
  let replaced = 0;
  for (let run = 0; run < 10_000; run++) {
    const paper = PAPERS[run % PAPERS.length] ?? PRINTER;
    const parts = Array.from({ length: 10 }, (_, at) => {
      const text = nastyText();
      return at === 0 ? ({ kind: 'text', text, big: true, centre: true } as const) : ({ kind: 'text', text } as const);
    });
    const expected = laidOut(parts, paper).map((part) => (part.kind === 'line' ? part.line : 'QR'));
    // Refuses by itself what no printer should get.
    const slip = decodeSlip(slipBytes(parts, paper), { ...paper, beginsInChinese: true });
    const pages = slip.commands.filter((one) => one.startsWith('ESC t')).length;
    const isRight = slip.lines.map((line) => line.text).join('\n') === expected.join('\n');
    if (!isRight || slip.cuts !== 1 || slip.qrCodes.length !== 0 || pages !== 1) wrong.push(JSON.stringify(parts));
    count += parts.length;
    replaced += expected.filter((line) => line.includes('?')).length;
  }
  expect(wrong).toEqual([]);
  expect(count).toBe(100_000);
  expect(replaced).toBeGreaterThan(10_000); // the texts were truly nasty
});

/** Whole numbers below a limit, the same for the same seed (mulberry32). */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
