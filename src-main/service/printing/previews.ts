// The previews that are open right now, in memory only: the bytes that are shown are the bytes that print. What printing
// one of them means (a password becomes pending, a ledger line is written) is told by the feature that opened it.
import type { Preview } from '../../../src-shared/printing/contract.ts';
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import type { FormKind } from '../../../src-shared/printing/rules.ts';

export type OpenPreview = {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: FormKind;
  readonly customerNumber: string;
  readonly form: MadeForm;
  readonly mayBeKept: boolean;
  /** Called each time a printer took it; the first time `first` is true. Before the screen hears of success. */
  readonly onPrinted: (first: boolean) => void | Promise<void>;
  printed: boolean;
};

export type Previews = ReturnType<typeof createPreviews>;

export type PreviewRequest = Pick<OpenPreview, 'ownerId' | 'kind' | 'customerNumber' | 'form' | 'mayBeKept'> & {
  onPrinted?: (first: boolean) => void | Promise<void>;
};

/** More than a person has open; older ones are forgotten first. */
const MOST = 4;

export function createPreviews(newId: () => string) {
  const open = new Map<string, OpenPreview>();
  return {
    open(request: PreviewRequest): Preview {
      const id = newId();
      open.set(id, { onPrinted: () => undefined, ...request, id, printed: false });
      for (const oldest of [...open.keys()].slice(0, -MOST)) open.delete(oldest);
      const { kind, form, mayBeKept } = request;
      return {
        id,
        kind,
        pages: form.pages,
        pdf: Buffer.from(form.bytes).toString('base64'),
        warnings: form.warnings.map((warning) => ({ ...warning })),
        secretAreas: form.secretAreas.map((area) => ({ page: area.page, rect: { ...area.rect } })),
        mayBeKept,
      };
    },
    /** Only for whoever opened it. */
    get(id: string, ownerId: string): OpenPreview | undefined {
      const found = open.get(id);
      return found?.ownerId === ownerId ? found : undefined;
    },
    close(id: string): void {
      open.delete(id);
    },
    /** At lock and sign-out: nobody else sees what was open. */
    closeAll(): void {
      open.clear();
    },
  };
}
