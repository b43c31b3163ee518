// Reads the part of SVG that a printed logo needs: filled paths, rectangles, circles, ellipses and polygons in groups
// with transforms. It refuses everything else as a whole, so that a logo is either right or not there.
// Shapes become path data, which the PDF side draws.

export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export type SvgShape = { path: string; matrix: Matrix; fill: readonly [number, number, number] };
export type SvgDrawing = {
  viewBox: { x: number; y: number; width: number; height: number };
  shapes: readonly SvgShape[];
};

type Attributes = ReadonlyMap<string, string>;
type Inherited = { matrix: Matrix; fill: string };

class TooComplex extends Error {}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const SHAPES = new Set(['path', 'rect', 'circle', 'ellipse', 'polygon', 'polyline']);
const IGNORED = new Set(['title', 'desc', 'metadata', 'defs']);
/** Attributes that say nothing about how a filled shape looks. */
const HARMLESS =
  /^(xmlns|xmlns:.*|id|version|baseProfile|enable-background|xml:.*|aria-.*|role|focusable|data-.*|width|height|preserveAspectRatio|x|y|r|rx|ry|cx|cy|d|points|viewBox|fill|transform|style|stroke-(linejoin|linecap|miterlimit|width|dasharray)|sodipodi:.*|inkscape:.*)$/;
const NAMED: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  orange: '#ffa500',
  gray: '#808080',
  grey: '#808080',
};

export function parseSvg(source: string): SvgDrawing | { problem: 'damaged' | 'svgTooComplex' } {
  try {
    return readDrawing(source);
  } catch (error) {
    return { problem: error instanceof TooComplex ? 'svgTooComplex' : 'damaged' };
  }
}

function readDrawing(source: string): SvgDrawing {
  if (/<!ENTITY/i.test(source)) throw new TooComplex('entities');
  const plain = source.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<!\[CDATA\[[\s\S]*?\]\]>/gi, '');
  const stack: { name: string; state: Inherited }[] = [];
  const shapes: SvgShape[] = [];
  let viewBox: SvgDrawing['viewBox'] | undefined;
  let ignoring = 0;

  for (const [, slash, prefixed = '', body = '', selfClosing] of plain.matchAll(
    /<(\/?)([A-Za-z][\w:.-]*)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/g,
  )) {
    const name = prefixed.replace(/^svg:/, '');
    if (slash) {
      if (ignoring > 0) ignoring -= 1;
      else if (stack.pop()?.name !== name) throw new Error('tags do not match');
      continue;
    }
    if (ignoring > 0 || IGNORED.has(name) || /^(sodipodi|inkscape):/.test(name)) {
      if (name === 'style') throw new TooComplex('style sheet');
      if (!selfClosing) ignoring += 1;
      continue;
    }
    const attributes = attributesOf(body);
    const state = inherit(attributes, stack[stack.length - 1]?.state ?? { matrix: IDENTITY, fill: 'black' });
    if (name === 'svg' && stack.length === 0) viewBox = viewBoxOf(attributes);
    else if (SHAPES.has(name)) {
      const colour = colourOf(state.fill);
      if (colour) shapes.push({ path: pathOf(name, attributes), matrix: state.matrix, fill: colour });
    } else if (name !== 'g') throw new TooComplex(name);
    if (!selfClosing) stack.push({ name, state });
  }
  if (!viewBox || stack.length > 0) throw new Error('no complete svg element');
  if (shapes.length === 0) throw new TooComplex('nothing to draw');
  return { viewBox, shapes };
}

function attributesOf(body: string): Attributes {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of body.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes.set(name, (double ?? single ?? '').trim());
  }
  for (const [property, value] of (attributes.get('style') ?? '')
    .split(';')
    .map((rule) => rule.split(':').map((part) => part.trim()))) {
    if (property && value !== undefined) attributes.set(property, value);
  }
  return attributes;
}

function inherit(attributes: Attributes, above: Inherited): Inherited {
  for (const [name, value] of attributes) {
    const neutral =
      (name === 'stroke' && value === 'none') ||
      (/^((fill-|stroke-)?opacity)$/.test(name) && Number(value) === 1) ||
      (/^(fill-rule|clip-rule)$/.test(name) && value === 'nonzero');
    if (!neutral && !HARMLESS.test(name)) throw new TooComplex(name);
  }
  const transform = attributes.get('transform');
  return {
    fill: attributes.get('fill') ?? above.fill,
    matrix: transform === undefined ? above.matrix : multiply(above.matrix, matrixOf(transform)),
  };
}

function viewBoxOf(attributes: Attributes): SvgDrawing['viewBox'] {
  const box = numbersOf(attributes.get('viewBox') ?? '');
  const [x = 0, y = 0, width = 0, height = 0] =
    box.length === 4 ? box : [0, 0, length(attributes, 'width'), length(attributes, 'height')];
  if (!(width > 0 && height > 0)) throw new Error('no size');
  return { x, y, width, height };
}

function pathOf(name: string, attributes: Attributes): string {
  const at = (key: string) => length(attributes, key);
  switch (name) {
    case 'path':
      return spacedPath(attributes.get('d') ?? '');
    case 'rect': {
      if (attributes.has('rx') || attributes.has('ry')) throw new TooComplex('rounded rectangle');
      return `M${at('x')} ${at('y')}h${at('width')}v${at('height')}h${-at('width')}Z`;
    }
    case 'circle':
      return ellipse(at('cx'), at('cy'), at('r'), at('r'));
    case 'ellipse':
      return ellipse(at('cx'), at('cy'), at('rx'), at('ry'));
    default: {
      const points = numbersOf(attributes.get('points') ?? '');
      return points.length < 4 ? '' : `M${points.join(' ')}Z`;
    }
  }
}

const PARAMETERS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

/**
 * The same path with every number set apart. Optimisers write the two flags of an arc without a space ('a1 1 0 01.5.5'),
 * which the PDF side would read as one number.
 */
function spacedPath(d: string): string {
  let rest = d;
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest)?.[0];
    if (found !== undefined) rest = rest.slice(found.length).replace(/^[\s,]+/, '');
    return found;
  };
  const words: string[] = [];
  rest = rest.trimStart();
  while (rest !== '') {
    const command = take(/^[MLHVCSQTAZ]/i);
    if (command === undefined) throw new Error('no path');
    const wanted = PARAMETERS[command.toUpperCase()] ?? 0;
    words.push(command);
    for (let index = 0; wanted > 0 && !/^[A-DF-Z]/i.test(rest) && rest !== ''; index++) {
      const isFlag = wanted === 7 && (index % 7 === 3 || index % 7 === 4);
      const number = take(isFlag ? /^[01]/ : /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i);
      if (number === undefined) throw new Error('no path');
      words.push(number);
    }
  }
  return words.join(' ');
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}A${rx} ${ry} 0 1 0 ${cx + rx} ${cy}A${rx} ${ry} 0 1 0 ${cx - rx} ${cy}Z`;
}

/** Undefined means that the shape is not filled and therefore not seen. */
function colourOf(fill: string): [number, number, number] | undefined {
  if (fill === 'none' || fill === 'transparent') return undefined;
  const named = NAMED[fill.toLowerCase()] ?? fill;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(named);
  const hex = short ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : named;
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (long) return [1, 2, 3].map((at) => Number.parseInt(long[at] ?? '', 16) / 255) as [number, number, number];
  const rgb = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(named);
  if (rgb) return [1, 2, 3].map((at) => Math.min(255, Number(rgb[at])) / 255) as [number, number, number];
  throw new TooComplex(fill);
}

function matrixOf(transform: string): Matrix {
  let matrix = IDENTITY;
  const rest = transform.replace(/(\w+)\s*\(([^)]*)\)[\s,]*/g, (_all, name: string, list: string) => {
    const [a = 0, b, c = 0, d = 0, e = 0, f = 0] = numbersOf(list);
    if (name === 'translate') matrix = multiply(matrix, [1, 0, 0, 1, a, b ?? 0]);
    else if (name === 'scale') matrix = multiply(matrix, [a, 0, 0, b ?? a, 0, 0]);
    else if (name === 'matrix') matrix = multiply(matrix, [a, b ?? 0, c, d, e, f]);
    else throw new TooComplex(name);
    return '';
  });
  if (rest.trim() !== '') throw new TooComplex('transform');
  return matrix;
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function numbersOf(list: string): number[] {
  return (list.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
}

function length(attributes: Attributes, name: string): number {
  const text = attributes.get(name) ?? '0';
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(px|mm|pt)?$/.test(text)) throw new TooComplex(name);
  return Number.parseFloat(text);
}
