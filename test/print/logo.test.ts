// The logo in the letterhead: PNG, JPEG and plain SVG, told by their content; what cannot be drawn exactly is left out
// with its reason, and the letter prints all the same.
import { execFileSync } from 'node:child_process';
import { PDFDocument } from 'pdf-lib';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createForms } from '../../src-main/service/printing/forms.ts';
import type { MadeForm } from '../../src-shared/printing/jobs.ts';
import { windowOnLetter } from '../../src-shared/printing/rules.ts';
import { flatTextOf, inkIn, rasterOf, requirePoppler } from './read-back.ts';
import { FONTS_FOLDER, FORM, LETTERHEAD } from './samples.ts';

const forms = createForms({ fontsFolder: FONTS_FOLDER });
const HEAD = { x: 10, y: 5, width: 100, height: 35 };
beforeAll(requirePoppler);

function letterWith(logo: Uint8Array | string): Promise<MadeForm> {
  const bytes = typeof logo === 'string' ? new TextEncoder().encode(logo) : logo;
  const letterhead = { ...LETTERHEAD, logo: bytes };
  return forms.letter({ ...FORM, letterhead, subject: 'Ihre Anfrage', paragraphs: ['Text'] });
}

function svg(body: string, attributes = 'viewBox="0 0 200 100"'): string {
  return `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>`;
}

function png(width: number, height: number): Buffer {
  const picture = new PNG({ width, height });
  picture.data.fill(255);
  for (let index = 0; index < width * height; index++) picture.data.fill(20, index * 4, index * 4 + 3);
  return PNG.sync.write(picture);
}

async function expectInk(logo: Uint8Array | string, expected: { x: number; y: number; width: number; height: number }) {
  const made = await letterWith(logo);
  expect(made.warnings).toEqual([]);
  const ink = inkIn(await rasterOf(made.bytes, 200), HEAD);
  for (const side of ['x', 'y', 'width', 'height'] as const)
    expect(Math.abs((ink?.[side] ?? 0) - expected[side])).toBeLessThan(0.5);
  expect(await flatTextOf(made.bytes)).toContain('Sonnen-Apotheke');
}

describe('a logo', () => {
  it('as PNG fills its room in its own ratio, from the left margin', async () => {
    await expectInk(png(400, 100), { x: 25, y: 11, width: 80, height: 20 });
    await expectInk(png(100, 100), { x: 25, y: 11, width: 22, height: 22 });
  });

  it('as JPEG is drawn too', async () => {
    const page = await PDFDocument.create();
    page.addPage([200, 100]).drawRectangle({ x: 0, y: 0, width: 200, height: 100 });
    const jpeg = execFileSync('pdftoppm', ['-jpeg', '-r', '72', '-'], { input: await page.save() });
    await expectInk(jpeg, { x: 25, y: 11, width: 44, height: 22 });
  });

  it.each([
    ['a rectangle', '<rect x="0" y="0" width="200" height="100"/>'],
    [
      'a path in a moved and scaled group',
      '<g transform="translate(50,20) scale(2)"><path d="M-25-10h100v50H-25z"/></g>',
    ],
    [
      'a mirrored polygon',
      '<polygon transform="matrix(-1 0 0 1 200 0)" points="0,0 200,0 200,100 0,100" fill="#123"/>',
    ],
    [
      'circles with optimised arcs',
      '<path d="M0 50a50 50 0 01100 0 50 50 0 01-100 0"/><path d="M100 50a50 50 0 11100 0 50 50 0 11-100 0"/>',
    ],
    [
      'a shape that runs over the edge',
      '<rect x="-300" y="-300" width="900" height="900" style="fill:rgb(10,20,30);stroke:none"/>',
    ],
  ])('as SVG is drawn where it says: %s', async (_case, body) => {
    await expectInk(svg(body), { x: 25, y: 11, width: 44, height: 22 });
  });

  it('keeps the envelope window clear, however wild the drawing', async () => {
    const made = await letterWith(svg('<rect x="-9000" y="-9000" width="90000" height="90000"/>'));
    const { ever } = windowOnLetter();
    expect(inkIn(await rasterOf(made.bytes, 100), { ...ever, height: 12 })).toBeUndefined();
  });

  it.each([
    ['text', svg('<text x="0" y="10">Apotheke</text>'), 'svgTooComplex'],
    ['a style sheet', svg('<style>.a{fill:red}</style><rect class="a" width="9" height="9"/>'), 'svgTooComplex'],
    ['a gradient', svg('<rect width="9" height="9" fill="url(#g)"/>'), 'svgTooComplex'],
    ['strokes', svg('<rect width="9" height="9" stroke="#000"/>'), 'svgTooComplex'],
    ['a script', svg('<script>alert(1)</script><rect width="9" height="9"/>'), 'svgTooComplex'],
    ['an entity', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('<rect width="9" height="9"/>')}`, 'svgTooComplex'],
    ['holes by the even-odd rule', svg('<path fill-rule="evenodd" d="M0 0h9v9z"/>'), 'svgTooComplex'],
    ['half a file', svg('<g><rect width="9" height="9"/>').slice(0, -6), 'damaged'],
    ['a path of words', svg('<path d="M 1 2 hello"/>'), 'damaged'],
    ['half a PNG', png(20, 20).subarray(0, 60), 'damaged'],
    ['a PDF', '%PDF-1.7', 'notAPicture'],
    ['nothing', new Uint8Array(0), 'notAPicture'],
  ])('is left out with its reason: %s', async (_case, logo, reason) => {
    const made = await letterWith(logo);
    expect(made.warnings).toEqual([{ code: 'logoUnusable', reason }]);
    expect(await flatTextOf(made.bytes)).toContain('Ihre Anfrage');
  });
});

describe('a PNG', () => {
  it('that is transparent lets the paper through, and one that is too large for paper is made smaller', async () => {
    const wide = new PNG({ width: 2400, height: 600 });
    wide.data.fill(0);
    for (let y = 0; y < 600; y++) {
      for (let x = 1200; x < 2400; x++) wide.data[(y * 2400 + x) * 4 + 3] = 255; // the right half is black, the left empty
    }
    const made = await letterWith(PNG.sync.write(wide));
    expect(made.warnings).toEqual([]);
    const raster = await rasterOf(made.bytes, 200);
    const ink = inkIn(raster, HEAD);
    expect(Math.abs((ink?.x ?? 0) - 65)).toBeLessThan(0.3);
    expect(Math.abs((ink?.width ?? 0) - 40)).toBeLessThan(0.3);
    expect(made.bytes.length).toBeLessThan(60_000);
  });

  it('that claims to be huge is refused before it is unpacked', async () => {
    const bomb = png(10, 10);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect((await letterWith(bomb)).warnings).toEqual([{ code: 'logoUnusable', reason: 'damaged' }]);
  });
});
