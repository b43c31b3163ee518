// Why a card could not be read: a closed code, and nothing of what stands on it.
import type { CardFailure } from '../../../src-shared/card-readers/rules.ts';

export class CardRefused extends Error {
  override readonly name = 'CardRefused';
  readonly code: CardFailure;
  constructor(code: CardFailure) {
    super(code);
    this.code = code;
  }
}
