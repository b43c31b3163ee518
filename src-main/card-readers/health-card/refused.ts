// A card that was not read, and why.
import type { CardFailure } from '../../../src-shared/card-readers/rules.ts';

export class CardRefused extends Error {
  readonly code: CardFailure;

  constructor(code: CardFailure) {
    super(code);
    this.code = code;
  }
}
