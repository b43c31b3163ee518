// Decides which faces letters are set in, how wide a text is in them, and what is printed for a character they lack.
// Reads the font files once; a document gets subsets of them. Keeps no text: what was measured or drawn may be a
// password. It refuses to know pages.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PDFDocument, PDFFont } from 'pdf-lib';
import { unpackWoff } from './woff.ts';

export type FaceName = 'regular' | 'bold' | 'mono';

const FILES: Readonly<Record<FaceName, string>> = {
  regular: 'IBMPlexSans-Regular.woff',
  bold: 'IBMPlexSans-SemiBold.woff',
  mono: 'IBMPlexMono-Medium.woff',
};
/** PDF 32000-1, 9.6.4: a subset's name begins with a tag of six capitals, different for each subset of a file. */
const SUBSET_TAG: Readonly<Record<FaceName, string>> = { regular: 'TRESNA', bold: 'TRESNB', mono: 'TRESNC' };
/** 'fi' as one glyph saves nothing here and makes some readers copy it as one odd character. */
const FEATURES = { liga: false };
const REPLACEMENT = '\uFFFD';
const MOST_KEPT = 20_000;

type FontEngine = Parameters<PDFDocument['registerFontkit']>[0];
type ParsedFont = ReturnType<FontEngine['create']>;

/** The parsed font files; may be used for any number of documents. */
export type FontSet = { readonly [face in FaceName]: LoadedFont };
/**
 * What was looked up is kept, in thousandths of the font size: the width of single characters (undefined: the face lacks
 * it) and the kerning of pairs. No longer text.
 */
type LoadedFont = {
  readonly parsed: ParsedFont;
  readonly widths: Map<string, number | undefined>;
  readonly kerning: Map<string, number>;
};

/** A face inside one document. Sizes are points, widths millimetres. */
export type Face = {
  readonly name: FaceName;
  readonly font: PDFFont;
  widthOf(text: string, size: number): number;
  /** Glyphs in drawing order with the kerning and the lift of marks that belong to them. */
  shape(text: string): readonly ShapedGlyph[];
  /** The text in characters the face has, and the characters it could not show as they are. */
  presentable(text: string): { text: string; missing: readonly string[] };
};

/** `code` is the two-byte code in the document's subset; offsets are thousandths of the font size. */
export type ShapedGlyph = { code: string; width: number; advance: number; xOffset: number; yOffset: number };

/** @param folder the folder `resources/fonts`; a missing or damaged file rejects. */
export async function loadFonts(folder: string): Promise<FontSet> {
  const engine = await fontEngine();
  const load = async (face: FaceName): Promise<LoadedFont> => {
    const font = engine.create(unpackWoff(await readFile(join(folder, FILES[face]))));
    return { parsed: withTypographicAscent(font), widths: new Map(), kerning: new Map() };
  };
  const [regular, bold, mono] = await Promise.all([load('regular'), load('bold'), load('mono')]);
  return { regular, bold, mono };
}

/** Puts the faces into a document as subsets: only the glyphs that are drawn end up in the file. */
export async function embedFaces(document: PDFDocument, fonts: FontSet): Promise<Record<FaceName, Face>> {
  const embed = async (name: FaceName): Promise<Face> => {
    const { parsed } = fonts[name];
    document.registerFontkit({ create: () => parsed });
    const customName = `${SUBSET_TAG[name]}+${parsed.postscriptName ?? name}`;
    const font = await document.embedFont(new Uint8Array(0), { subset: true, features: FEATURES, customName });
    return faceOf(name, fonts[name], font);
  };
  const regular = await embed('regular');
  const bold = await embed('bold');
  const mono = await embed('mono');
  return { regular, bold, mono };
}

/**
 * Letters are set one by one with pair kerning, because laying out whole strings in the engine takes about a
 * millisecond a line. Combining marks need the engine: it knows where a mark sits on its letter.
 *
 * The engine keeps one object per glyph for as long as the font lives, and what a glyph reads as ('codePoints', the
 * document's ToUnicode) is whatever its first use said; O as a part of Ö says nothing. So each use says it anew.
 */
function faceOf(name: FaceName, loaded: LoadedFont, font: PDFFont): Face {
  const { parsed, kerning } = loaded;
  const scale = 1000 / parsed.unitsPerEm;
  const codes = new Map<string, string>();
  const codeOf = (character: string): string => {
    const known = codes.get(character);
    if (known !== undefined) return known;
    const glyph = parsed.glyphForCodePoint(codePointOf(character));
    glyph.codePoints = [codePointOf(character)];
    const code = font.encodeText(character).asString();
    codes.set(character, code);
    return code;
  };
  const widthOfCharacter = (character: string) => widthIn(loaded, character) ?? 0;
  const kern = (left: string, right: string): number => {
    if (name === 'mono') return 0;
    const pair = left + right;
    const known = kerning.get(pair);
    if (known !== undefined) return known;
    const advance = parsed.layout(pair, FEATURES).positions[0]?.xAdvance;
    const value = advance === undefined ? 0 : advance * scale - widthOfCharacter(left);
    if (kerning.size < MOST_KEPT) kerning.set(pair, value);
    return value;
  };
  const shapeByEngine = (text: string): ShapedGlyph[] => {
    const { glyphs, positions } = parsed.layout(text, FEATURES);
    const characters = Array.from(text);
    if (characters.length === glyphs.length) {
      for (const [index, glyph] of glyphs.entries()) glyph.codePoints = [codePointOf(characters[index] ?? '')];
    }
    const encoded = font.encodeText(text).asString();
    return positions.map((position, index) => ({
      code: encoded.slice(index * 4, index * 4 + 4),
      width: (glyphs[index]?.advanceWidth ?? 0) * scale,
      advance: position.xAdvance * scale,
      xOffset: position.xOffset * scale,
      yOffset: position.yOffset * scale,
    }));
  };
  const advances = (text: string): number[] => {
    if (/\p{M}/u.test(text)) return parsed.layout(text, FEATURES).positions.map((at) => at.xAdvance * scale);
    const characters = Array.from(text);
    return characters.map((character, index) => {
      const next = characters[index + 1];
      return widthOfCharacter(character) + (next === undefined ? 0 : kern(character, next));
    });
  };
  return {
    name,
    font,
    widthOf: (text, size) => (advances(text).reduce((sum, advance) => sum + advance, 0) * size * 25.4) / 72_000,
    shape(text) {
      if (/\p{M}/u.test(text)) return shapeByEngine(text);
      const characters = Array.from(text);
      return advances(text).map((advance, index) => {
        const character = characters[index] ?? '';
        return { code: codeOf(character), width: widthOfCharacter(character), advance, xOffset: 0, yOffset: 0 };
      });
    },
    presentable: (text) => presentable(text, loaded),
  };
}

/**
 * Characters the face lacks are never dropped silently: an accented letter falls apart into letter and accent, else
 * loses the accent, else becomes the replacement character; the last two are reported. Control and direction characters
 * that came along with pasted text have no shape and are left out.
 */
function presentable(text: string, font: LoadedFont): { text: string; missing: readonly string[] } {
  const missing: string[] = [];
  const has = (characters: string) => Array.from(characters).every((one) => widthIn(font, one) !== undefined);
  const plain = text
    .normalize('NFC')
    .replace(/[\t\u00a0\u202f]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '');
  const shown = Array.from(plain, (character) => {
    if (has(character)) return character;
    const apart = character.normalize('NFD');
    if (has(apart)) return apart;
    missing.push(character);
    const letter = Array.from(apart)[0] ?? '';
    return /\p{L}/u.test(letter) && has(letter) ? letter : REPLACEMENT;
  });
  return { text: shown.join(''), missing };
}

function widthIn({ parsed, widths }: LoadedFont, character: string): number | undefined {
  if (widths.has(character)) return widths.get(character);
  const codePoint = codePointOf(character);
  const width = parsed.hasGlyphForCodePoint(codePoint)
    ? (parsed.glyphForCodePoint(codePoint).advanceWidth * 1000) / parsed.unitsPerEm
    : undefined;
  if (widths.size < MOST_KEPT) widths.set(character, width);
  return width;
}

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/**
 * PDF's Ascent is the height of glyphs 'excluding the height of glyphs for accented characters' (PDF 32000-1, table
 * 122). The font engine reports the taller line height of Windows, which makes readers find text a millimetre too high.
 */
function withTypographicAscent(font: ParsedFont): ParsedFont {
  const metrics = font['OS/2'] as { typoAscender?: number; typoDescender?: number };
  return Object.create(font, {
    ascent: { value: metrics.typoAscender ?? font.ascent },
    descent: { value: metrics.typoDescender ?? font.descent },
  }) as ParsedFont;
}

/** Loaded on first use: the engine is large, and a counter that prints nothing starts without it. */
async function fontEngine(): Promise<FontEngine> {
  const engine: unknown = await import('@pdf-lib/fontkit');
  return (engine as { default: FontEngine }).default;
}
