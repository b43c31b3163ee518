// Files told by their content: real ones are taken whatever they are called, everything else is refused with what it is.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  base64Bytes,
  freeName,
  keptName,
  LARGEST_BYTES,
  MEDIA_TYPES,
  readFile,
} from '../../src-shared/documents/file-content.ts';
import { canChangeDocument, nameParts, renamedDocument, scanName } from '../../src-shared/documents/rules.ts';
import { pngThatClaims, sampleJpeg, samplePdf, samplePng } from '../support/files.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const refusal = (content: Uint8Array) => {
  const reading = readFile(content);
  return reading.ok ? null : reading.refusal;
};

describe('what a file is', () => {
  test('a PDF, a JPEG and a PNG are taken, also with a little behind their end', async () => {
    const files = [await samplePdf({ pages: 3 }), sampleJpeg(), samplePng()];
    for (const [index, file] of files.entries()) {
      expect(readFile(file)).toEqual({ ok: true, mediaType: MEDIA_TYPES[index] });
      expect(readFile(Buffer.concat([file, bytes('\r\n\0\0')]))).toEqual({ ok: true, mediaType: MEDIA_TYPES[index] });
    }
  });

  test.each([
    ['html', '<!DOCTYPE html><html><body>%PDF-1.7 …</body></html>'],
    ['html', '\n  <script>alert(1)</script>'],
    ['svg', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['zip', 'PK\u0003\u0004\u0014\0\0\0\b\0 inhalt.txt'],
    ['word', 'PK\u0003\u0004\u0014\0\0\0\b\0 [Content_Types].xml word/document.xml'],
    ['word', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'],
    ['tiff', 'II*\0\b\0\0\0'],
    ['heic', '\0\0\0\u0018ftypheic\0\0\0\0'],
    ['unknown', '\0\0\0\u0018ftypmp42\0\0\0\0'],
    ['webp', 'RIFF\u0010\0\0\0WEBPVP8 '],
    ['gif', 'GIF89a\u0001\0'],
    ['bmp', 'BM\u0036\0\0\0'],
    ['text', 'Sehr geehrte Damen und Herren,\n'],
    ['unknown', 'MZ\u0090\0\u0003\0\0\0'],
  ] as const)('%s is refused by name', (found, content) => {
    expect(refusal(bytes(content))).toEqual({ reason: 'notAllowed', found });
  });

  test('a page that merely mentions a PDF is no PDF', () => {
    expect(refusal(bytes('<html>%PDF-1.7 startxref 0 %%EOF'))).toEqual({ reason: 'notAllowed', found: 'html' });
    expect(refusal(bytes(' %PDF-1.7 1 0 obj startxref 0 %%EOF'))).toEqual({ reason: 'notAllowed', found: 'text' });
  });

  test('nothing is refused as nothing', () => {
    expect(refusal(new Uint8Array())).toEqual({ reason: 'empty' });
  });

  test('a file that was cut off anywhere is damaged, and never taken', async () => {
    for (const file of [await samplePdf(), sampleJpeg(), samplePng()]) {
      const whole = readFile(file);
      const mediaType = whole.ok ? whole.mediaType : null;
      let damaged = 0;
      for (let length = 1; length < file.length - 2; length++) {
        const reading = readFile(file.subarray(0, length));
        expect(reading.ok, `${mediaType} ${length} of ${file.length}`).toBe(false);
        if (!reading.ok && reading.refusal.reason === 'damaged') damaged += 1;
      }
      expect(damaged).toBeGreaterThan(file.length - 16);
    }
  });

  test('only the beginning of one is damaged', () => {
    expect(refusal(bytes('%PDF-1.7\nirgendwas'))).toEqual({ reason: 'damaged', mediaType: 'application/pdf' });
    expect(refusal(bytes('%PDF-1.7\nstartxref 0 %%EOF'))).toEqual({ reason: 'damaged', mediaType: 'application/pdf' });
    expect(refusal(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toEqual({ reason: 'damaged', mediaType: 'image/jpeg' });
    expect(refusal(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).toEqual({ reason: 'damaged', mediaType: 'image/jpeg' });
  });

  test('an encrypted PDF is refused; the word alone encrypts nothing', async () => {
    const plain = await samplePdf();
    const encrypted = Buffer.from(plain.toString('latin1').replace('/Root', '/Encrypt 9 0 R\n/Root'), 'latin1');
    expect(refusal(encrypted)).toEqual({ reason: 'protected' });
    const mention = Buffer.concat([plain.subarray(0, 20), bytes('% /Encrypt macht nichts\n'), plain.subarray(20)]);
    expect(refusal(mention)).toBeNull();
  });

  test('20 MB are taken, one byte more is not', async () => {
    const pdf = await samplePdf();
    const padded = (length: number) => {
      const end = pdf.lastIndexOf('startxref');
      return Buffer.concat([pdf.subarray(0, end), Buffer.alloc(length - pdf.length, 0x20), pdf.subarray(end)]);
    };
    expect(readFile(padded(LARGEST_BYTES))).toEqual({ ok: true, mediaType: 'application/pdf' });
    expect(refusal(padded(LARGEST_BYTES + 1))).toEqual({ reason: 'tooLarge' });
  });

  test('a small file that unpacks to a picture of gigabytes is refused', () => {
    expect(refusal(pngThatClaims(9921, 10_079))).toBeNull();
    expect(refusal(pngThatClaims(60_000, 60_000))).toEqual({ reason: 'tooManyPixels' });
    expect(refusal(pngThatClaims(0, 10))).toEqual({ reason: 'damaged', mediaType: 'image/png' });
  });

  test('no content makes it throw or loop', () => {
    const heads = ['%PDF-1.7', '\u00ff\u00d8\u00ff', '\u0089PNG\r\n\u001a\n', 'PK\u0003\u0004', ''].map(bytes);
    let refusedOnes = 0;
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, rest) => {
        if (!readFile(Buffer.concat([head, rest])).ok) refusedOnes += 1;
      }),
      { numRuns: 2000 },
    );
    expect(refusedOnes).toBeGreaterThan(1900);
  });
});

test('the size of a base64 text is known before it is decoded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (content) => {
      expect(base64Bytes(Buffer.from(content).toString('base64'))).toBe(content.length);
    }),
  );
});

describe('names', () => {
  test('keep their words and get the ending that the content deserves', () => {
    expect(keptName('Befund März.pdf', 'application/pdf')).toBe('Befund März.pdf');
    expect(keptName('foto.JPEG', 'image/jpeg')).toBe('foto.JPEG');
    expect(keptName('rechnung.html', 'application/pdf')).toBe('rechnung.pdf');
    expect(keptName('C:\\Scans\\..\\SCN_0001', 'image/png')).toBe('SCN_0001.png');
    expect(keptName('../../etc/passwd', 'application/pdf')).toBe('passwd.pdf');
    expect(keptName('a\u202Efdp.exe', 'application/pdf')).toBe('afdp.pdf');
    for (const nothing of ['', '.', '..', '.pdf', '///', '\u0000', '   '])
      expect(keptName(nothing, 'image/jpeg')).toBe('Dokument.jpg');
  });

  test('are short, of one folder, and end as they should, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.constantFrom(...MEDIA_TYPES),
        (name, mediaType) => {
          const kept = keptName(name, mediaType);
          expect(kept).toMatch(
            mediaType === 'image/jpeg' ? /\.jpe?g$/i : mediaType === 'image/png' ? /\.png$/i : /\.pdf$/i,
          );
          expect(kept).not.toMatch(/[/\\\p{Cc}<>:"|?*]/u);
          expect(Array.from(kept).length).toBeLessThanOrEqual(100);
          expect(kept).not.toMatch(/^\./);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of scans say the customer number and nothing of the person', () => {
    expect(scanName('10342', 'application/pdf')).toBe('einwilligung-10342.pdf');
    expect(scanName('A/7', 'image/jpeg')).toBe('einwilligung-a_7.jpg');
  });

  test('are told apart', () => {
    expect(freeName('scan.pdf', new Set())).toBe('scan.pdf');
    expect(freeName('scan.pdf', new Set(['scan.pdf', 'scan-2.pdf']))).toBe('scan-3.pdf');
  });
});

describe('a new name', () => {
  const renamed = (typed: string, present = 'SCN_0001.pdf', others: string[] = []) =>
    renamedDocument(typed, present, new Set(others));

  test.each([
    ['Befund vom 3.4.2026', 'Befund vom 3.4.2026.pdf'],
    ['  Befund\t 2 ', 'Befund 2.pdf'],
    ['Befund.pdf', 'Befund.pdf'],
    ['Befund.PDF', 'Befund.pdf'],
    ['Befund.png', 'Befund.png.pdf'],
    ['../..\\Befund<1>?', 'Befund1.pdf'],
    ['Ma\u0308rz', 'M\u00e4rz.pdf'],
  ])('%j is called %j: the ending stays, and nothing no file may have in its name [E-78]', (typed, name) => {
    expect(renamed(typed)).toEqual({ ok: true, name });
  });

  test('must say something, be short enough and be no other document’s [E-78]', () => {
    for (const typed of ['', '  ', '.pdf', '...', '<>'])
      expect(renamed(typed)).toEqual({ ok: false, problem: 'missing' });
    expect(renamed('x'.repeat(96))).toEqual({ ok: false, problem: 'tooLong' });
    expect(renamed('x'.repeat(95))).toMatchObject({ ok: true });
    expect(renamed('Befund', 'a.pdf', ['Befund.pdf'])).toEqual({ ok: false, problem: 'taken' });
    expect(renamed('Befund', 'a.png', ['Befund.pdf'])).toEqual({ ok: true, name: 'Befund.png' });
  });

  test('is typed without the ending', () => {
    expect(nameParts('Befund 3.4.pdf')).toEqual({ stem: 'Befund 3.4', ending: '.pdf' });
    expect(nameParts('.htaccess')).toEqual({ stem: '.htaccess', ending: '' });
  });
});

test('what proves a consent or its end stays as it is', () => {
  expect(canChangeDocument({ kind: 'other', locked: false }, 'employee')).toEqual({ allowed: true });
  for (const kind of ['consentScan', 'consentPrint', 'withdrawalPrint'] as const)
    expect(canChangeDocument({ kind, locked: false }, 'administrator')).toEqual({
      allowed: false,
      reason: 'provesConsent',
    });
});

test('what its template locks is an administrator’s to rename or take away [E-78]', () => {
  const locked = { kind: 'other', locked: true } as const;
  for (const role of ['employee', 'accounting'] as const)
    expect(canChangeDocument(locked, role)).toEqual({ allowed: false, reason: 'administratorOnly' });
  expect(canChangeDocument(locked, 'administrator')).toEqual({ allowed: true });
});
