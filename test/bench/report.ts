// One line a goal: value, limit or peer, ratio, goal, verdict; the same as JSON. It judges a ratio and knows no subject.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'skipped' | 'info';

export type Line = {
  id: string;
  what: string;
  value: string;
  /** What the value is held against. */
  against: string;
  ratio: number | null;
  goal: string;
  verdict: Verdict;
  note: string;
  /** Counted, not timed: a noisy machine changes nothing about it. */
  steady: boolean;
};

export class Report {
  readonly lines: Line[] = [];
  readonly facts: Record<string, unknown> = {};

  /** `ratio` must be at most (or at least) the goal. */
  goal(line: {
    id: string;
    what: string;
    value: string;
    against: string;
    ratio: number;
    atMost?: number;
    atLeast?: number;
    note?: string;
    steady?: boolean;
  }): void {
    const { atMost, atLeast, ratio } = line;
    const met = (atMost === undefined || ratio <= atMost) && (atLeast === undefined || ratio >= atLeast);
    this.#add({
      ...{ id: line.id, what: line.what, value: line.value, against: line.against, ratio },
      goal: atMost !== undefined ? `≤ ${Number(atMost.toFixed(3))}` : `≥ ${atLeast}`,
      verdict: Number.isFinite(ratio) && met ? 'pass' : 'fail',
      note: line.note ?? '',
      steady: line.steady ?? false,
    });
  }

  skip(id: string, what: string, why: string): void {
    this.#add({ id, what, value: '', against: '', ratio: null, goal: '', verdict: 'skipped', note: why, steady: true });
  }

  info(id: string, what: string, value: string): void {
    this.#add({ id, what, value, against: '', ratio: null, goal: '', verdict: 'info', note: '', steady: false });
  }

  /** What a noisy machine let pass or fail from this line on is neither. */
  doubt(from: number, why: string): void {
    for (const line of this.lines.slice(from)) {
      if (line.steady || (line.verdict !== 'pass' && line.verdict !== 'fail')) continue;
      line.verdict = 'inconclusive';
      line.note = [line.note, why].filter(Boolean).join('; ');
      print(line);
    }
  }

  /** Forgets the lines of a group that is measured again. */
  forget(from: number): void {
    this.lines.length = from;
  }

  write(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ facts: this.facts, lines: this.lines }, null, 2)}\n`);
  }

  #add(line: Line): void {
    this.lines.push(line);
    print(line);
  }
}

export function ms(time: number): string {
  return `${time < 10 ? time.toFixed(3) : time.toFixed(1)} ms`;
}

export function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function print(line: Line): void {
  const ratio = line.ratio === null ? '' : `${line.ratio.toFixed(2)}×`;
  const columns = [line.id.padEnd(4), line.what.padEnd(46), line.value.padStart(12), line.against.padStart(26)];
  const text = [...columns, ratio.padStart(9), line.goal.padStart(8), ` ${line.verdict}`, line.note].join(' ');
  console.log(text.trimEnd());
}
