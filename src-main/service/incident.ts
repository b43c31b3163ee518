// The number by which support finds in the log what a person saw on the screen.
import { randomBytes } from 'node:crypto';

/** 'A3F09C1B'. */
export function incidentNumber(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}
