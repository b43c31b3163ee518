// When a workstation tries again, and when its clock is too far off to be trusted.

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Five minutes (architecture, 'Clocks'). */
const CLOCK_OFF_MS = 5 * 60_000;

/** Twice as long after each failure, and never all workstations at the same moment. @param random 0 to 1 */
export function nextPause(failures: number, random: number): number {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
  return Math.round(longest * (0.5 + random / 2));
}

/** @param off this clock less the server's, milliseconds */
export function clockIsWrong(off: number): boolean {
  return Math.abs(off) > CLOCK_OFF_MS;
}
