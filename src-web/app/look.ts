// The branch's colour on the page, with letters on it that can be read whatever the colour is (WCAG 1.4.3).

const OWN = '#1f5f8b';

export function wearColour(accent: string | null): void {
  const colour = accent ?? OWN;
  const { style } = document.documentElement;
  style.setProperty('--accent', colour);
  style.setProperty('--on-accent', isDark(colour) ? '#ffffff' : '#000000');
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', colour);
}

/** White letters have at least as much contrast as black ones. */
function isDark(colour: string): boolean {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.179;
}
