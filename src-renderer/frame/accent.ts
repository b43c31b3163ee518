// Makes Fluent's ramp of brand shades from a branch's one accent colour. Whatever colour is chosen, white text stays readable
// on it and it stays readable as text on the page (WCAG 2.2, 1.4.3: 4.5 to 1). It knows no branch and no theme.
import type { BrandVariants } from '@fluentui/react-components';

type Colour = readonly [red: number, green: number, blue: number];

const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];
/** The lightest ground of the dark theme that accent-coloured text stands on. */
const DARK_GROUND: Colour = [61, 61, 61];
const READABLE = 4.5;

/** @param accent '#rrggbb' */
export function brandRamp(accent: string): BrandVariants {
  const given = colourOf(accent);
  const deep = towards(given, BLACK, (colour) => contrast(colour, WHITE) >= READABLE);
  const bright = towards(given, WHITE, (colour) => contrast(colour, DARK_GROUND) >= READABLE);
  const darker = (share: number) => hex(mix(deep, BLACK, share));
  const lighter = (share: number) => hex(mix(bright, WHITE, share));
  return {
    10: darker(0.85),
    20: darker(0.75),
    30: darker(0.65),
    40: darker(0.5),
    50: darker(0.4),
    60: darker(0.28),
    70: darker(0.14),
    80: hex(deep),
    90: hex(mix(deep, bright, 0.5)),
    100: hex(bright),
    110: lighter(0.15),
    120: lighter(0.3),
    130: lighter(0.45),
    140: lighter(0.6),
    150: lighter(0.75),
    160: lighter(0.9),
  };
}

/** As little of `end` as makes it good. */
function towards(from: Colour, end: Colour, good: (colour: Colour) => boolean): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    const colour = mix(from, end, share);
    if (good(colour)) return colour;
  }
  return end;
}

function mix(one: Colour, other: Colour, share: number): Colour {
  const part = (at: 0 | 1 | 2) => Math.round(one[at] + (other[at] - one[at]) * share);
  return [part(0), part(1), part(2)];
}

/** WCAG 2.2, relative luminance and contrast ratio: 1 … 21. */
function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function colourOf(accent: string): Colour {
  const number = Number.parseInt(accent.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

function hex(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
