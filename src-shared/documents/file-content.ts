// What a file is, told by its content and never by its name: a PDF, a JPEG or a PNG that is whole, or the reason why it is not
// taken. It reads structure only; whether the pages make sense is for eyes. It does not know where files come from or lie.

export const MEDIA_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** 20 MB, as file managers count them. */
export const LARGEST_BYTES = 20 * 1024 * 1024;
/** An A4 page scanned at 1000 dpi has 97 million; more would fill the memory of the counter when it is shown. */
export const MOST_PIXELS = 100_000_000;

/** What a refused file turned out to be, so that the screen can say what to do with it. */
export const FOREIGN_KINDS = [
  'tiff',
  'heic',
  'webp',
  'gif',
  'bmp',
  'svg',
  'html',
  'zip',
  'word',
  'text',
  'unknown',
] as const;
export type ForeignKind = (typeof FOREIGN_KINDS)[number];

export type FileRefusal =
  | { readonly reason: 'empty' | 'tooLarge' | 'tooManyPixels' }
  | { readonly reason: 'notAllowed'; readonly found: ForeignKind }
  /** Begins like one, but is cut off or broken. */
  | { readonly reason: 'damaged'; readonly mediaType: MediaType }
  /** An encrypted PDF: whether it opens hangs on a password that nobody may know in ten years. */
  | { readonly reason: 'protected' };

export type FileReading =
  | { readonly ok: true; readonly mediaType: MediaType }
  | { readonly ok: false; readonly refusal: FileRefusal };

/** Decides from the whole content. */
export function readFile(bytes: Uint8Array): FileReading {
  if (bytes.length === 0) return refused({ reason: 'empty' });
  if (bytes.length > LARGEST_BYTES) return refused({ reason: 'tooLarge' });
  if (startsWith(bytes, '%PDF-')) return readPdf(bytes);
  if (hasBytes(bytes, 0, JPEG)) return readJpeg(bytes);
  if (hasBytes(bytes, 0, PNG)) return readPng(bytes);
  return refused({ reason: 'notAllowed', found: foreignKind(bytes) });
}

/** Bytes that a base64 text stands for, without decoding it: asked before 100 MB are unpacked. */
export function base64Bytes(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor((base64.length * 3) / 4) - padding);
}

const EXTENSION: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};
const EXTENSIONS_OF: Readonly<Record<MediaType, RegExp>> = {
  'application/pdf': /\.pdf$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
};

/**
 * A name to keep a file under: no folders, no control or direction characters, 100 characters at most, and the ending
 * that its content deserves ('Rechnung.html' that is a PDF becomes 'Rechnung.pdf').
 */
export function keptName(name: string, mediaType: MediaType): string {
  const plain = plainName(name.split(/[/\\]/).at(-1) ?? '');
  const ending = EXTENSION[mediaType];
  const stem = plain.replace(/\.[A-Za-z0-9]{1,5}$/, '').replace(/^[.\s]+|[.\s]+$/g, '');
  if (stem === '') return `Dokument.${ending}`;
  const short = Array.from(stem).slice(0, 95).join('').trim();
  return `${short}${EXTENSIONS_OF[mediaType].exec(plain)?.[0] ?? `.${ending}`}`;
}

/** Without what no file may have in its name on any system. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*/\\]+/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** 'scan.pdf', then 'scan-2.pdf', 'scan-3.pdf' …: a customer's documents are told apart by name. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = [name.slice(0, dot), name.slice(dot)];
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${stem}-${copy}${ending}`;
  return free;
}

export function fileEnding(mediaType: MediaType): string {
  return EXTENSION[mediaType];
}

// --- the three kinds

const JPEG = [0xff, 0xd8, 0xff];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** ISO 32000: '%PDF-' first, a cross-reference and '%%EOF' at the end, where some programs leave a little more behind. */
function readPdf(bytes: Uint8Array): FileReading {
  const damaged = refused({ reason: 'damaged', mediaType: 'application/pdf' });
  const tail = latin1(bytes.subarray(-2048));
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0 || tail.lastIndexOf('startxref', end) < 0) return damaged;
  if (indexOf(bytes, ' obj', 0) < 0) return damaged;
  if (isEncrypted(bytes)) return refused({ reason: 'protected' });
  return { ok: true, mediaType: 'application/pdf' };
}

/** Some trailer names the encryption; a stream that happens to hold the word has no reference behind it. */
function isEncrypted(bytes: Uint8Array): boolean {
  for (let at = indexOf(bytes, '/Encrypt', 0); at >= 0; at = indexOf(bytes, '/Encrypt', at + 1))
    if (/^\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(latin1(bytes.subarray(at, at + 40)))) return true;
  return false;
}

/** ITU T.81: segments up to a frame header with a size, scan data, 'end of image'. Cameras may append their own after it. */
function readJpeg(bytes: Uint8Array): FileReading {
  const damaged = refused({ reason: 'damaged', mediaType: 'image/jpeg' });
  let pixels = 0;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return damaged;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    const length = uint16(bytes, at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return damaged;
    if (isFrameHeader(marker)) pixels = uint16(bytes, at + 5) * uint16(bytes, at + 7);
    at += 2 + length;
    if (marker !== START_OF_SCAN) continue;
    if (pixels === 0 || lastIndexOfPair(bytes, 0xff, 0xd9, at) < 0) return damaged;
    return pixels > MOST_PIXELS ? refused({ reason: 'tooManyPixels' }) : { ok: true, mediaType: 'image/jpeg' };
  }
  return damaged;
}

const START_OF_SCAN = 0xda;

/** SOF0 … SOF15 without the three markers between them that are tables (DHT, JPG, DAC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** ISO 15948: IHDR first, chunks that follow each other without a gap, picture data, IEND. */
function readPng(bytes: Uint8Array): FileReading {
  const damaged = refused({ reason: 'damaged', mediaType: 'image/png' });
  let pixels = 0;
  let hasData = false;
  for (let at = PNG.length; at + 12 <= bytes.length; ) {
    const length = uint32(bytes, at);
    const kind = latin1(bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) return damaged;
    if (at === PNG.length) {
      if (kind !== 'IHDR' || length !== 13) return damaged;
      pixels = uint32(bytes, at + 8) * uint32(bytes, at + 12);
    }
    if (kind === 'IDAT') hasData = true;
    if (kind === 'IEND') {
      if (pixels === 0 || !hasData) return damaged;
      return pixels > MOST_PIXELS ? refused({ reason: 'tooManyPixels' }) : { ok: true, mediaType: 'image/png' };
    }
    at += 12 + length;
  }
  return damaged;
}

// --- what else people hand in

function foreignKind(bytes: Uint8Array): ForeignKind {
  if (startsWith(bytes, 'II*\0') || startsWith(bytes, 'MM\0*')) return 'tiff';
  if (startsWith(bytes, 'GIF8')) return 'gif';
  if (startsWith(bytes, 'BM')) return 'bmp';
  if (startsWith(bytes, 'RIFF') && latin1(bytes.subarray(8, 12)) === 'WEBP') return 'webp';
  if (latin1(bytes.subarray(4, 8)) === 'ftyp')
    return /^(hei|hev|mif|avi)/.test(latin1(bytes.subarray(8, 12))) ? 'heic' : 'unknown';
  if (startsWith(bytes, 'PK\u0003\u0004')) return indexOf(bytes.subarray(0, 65_536), 'word/', 0) >= 0 ? 'word' : 'zip';
  if (hasBytes(bytes, 0, [0xd0, 0xcf, 0x11, 0xe0])) return 'word';
  return writtenKind(bytes.subarray(0, 4096));
}

/** Text has no zero bytes; UTF-8 above 0x7f is letters. */
function writtenKind(head: Uint8Array): ForeignKind {
  if (
    head.some((byte) => byte === 0 || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c))
  )
    return 'unknown';
  const text = latin1(head).toLowerCase();
  if (/<svg[\s>]/.test(text)) return 'svg';
  if (/<!doctype html|<html[\s>]|<script[\s>]|<body[\s>]/.test(text)) return 'html';
  return 'text';
}

// --- details

function refused(refusal: FileRefusal): FileReading {
  return { ok: false, refusal };
}

function hasBytes(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return hasBytes(
    bytes,
    0,
    Array.from(text, (letter) => letter.charCodeAt(0)),
  );
}

function indexOf(bytes: Uint8Array, text: string, from: number): number {
  const codes = Array.from(text, (letter) => letter.charCodeAt(0));
  const [first = 0] = codes;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1))
    if (hasBytes(bytes, at, codes)) return at;
  return -1;
}

function lastIndexOfPair(bytes: Uint8Array, first: number, second: number, from: number): number {
  for (let at = bytes.lastIndexOf(second); at > from; at = bytes.lastIndexOf(second, at - 1))
    if (bytes[at - 1] === first) return at - 1;
  return -1;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
}
