// The one way in which reading a list says that it cannot be imported.
import type { FileTrouble } from '../../../src-shared/customer-import/contract.ts';

export class NotImportable extends Error {
  override readonly name = 'NotImportable';
  readonly trouble: FileTrouble;
  constructor(trouble: FileTrouble) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}
