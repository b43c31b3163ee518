// What a run of storms has seen: how often each operation met each fault, as a table, and what it never met.
import { OPERATIONS } from './operations.ts';
import { FAULTS, type Met } from './storm.ts';

export type Report = {
  seeds: number;
  sets: number;
  conflicts: number;
  refused: number;
  failed: { seed: number; problems: string[] }[];
  met: Met;
};

export function addMet(to: Met, from: Met): void {
  for (const [key, count] of from) to.set(key, (to.get(key) ?? 0) + count);
}

export function describeMet(met: Met): string {
  const head = ['met', ...FAULTS];
  const lines = OPERATIONS.map((operation) => [
    operation,
    ...FAULTS.map((fault) => String(met.get(`${operation}/${fault}`) ?? 0)),
  ]);
  const widths = head.map((name, at) =>
    Math.max(...[head, ...lines].map((line) => line[at]?.length ?? 0), name.length),
  );
  return [head, ...lines]
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
    )
    .join('\n');
}

export function neverMet(met: Met): string[] {
  return OPERATIONS.flatMap((operation) =>
    FAULTS.flatMap((fault) => ((met.get(`${operation}/${fault}`) ?? 0) === 0 ? [`${operation} met by ${fault}`] : [])),
  );
}
