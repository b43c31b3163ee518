// The previews that are open right now, in memory only: the bytes that are shown are the bytes that print. What printing
// one of them means (a password becomes pending, a ledger line is written) is told by the feature that opened it.
import type { AddressChoice, Preview } from '../../../src-shared/printing/contract.ts';
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import type { FormKind } from '../../../src-shared/printing/rules.ts';
import type { Archived } from '../documents/archive.ts';

/** Where a sheet to a customer can go, and how it is made for one of these; undefined = it is gone. */
export type PreviewAddresses = {
  readonly choices: readonly AddressChoice[];
  readonly chosenId: string | null;
  readonly makeFor: (addressId: string) => Promise<MadeForm | undefined>;
};

export type OpenPreview = {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: FormKind;
  readonly customerNumber: string;
  readonly form: MadeForm;
  readonly mayBeKept: boolean;
  readonly addresses?: PreviewAddresses;
  /** Filed with the customer once it is printed, where its template is set so. */
  readonly archived?: Archived;
  /** Called each time a printer took it; the first time `first` is true. Before the screen hears of success. */
  readonly onPrinted: (first: boolean) => void | Promise<void>;
  /** Shared by all that took one another's place: a sheet to another address is the same letter. */
  readonly state: { printed: boolean };
};

export type Previews = ReturnType<typeof createPreviews>;

export type PreviewRequest = Pick<
  OpenPreview,
  'ownerId' | 'kind' | 'customerNumber' | 'form' | 'mayBeKept' | 'addresses' | 'archived'
> & {
  onPrinted?: (first: boolean) => void | Promise<void>;
};

/** More than a person has open; older ones are forgotten first. */
const MOST = 4;

export function createPreviews(newId: () => string) {
  const open = new Map<string, OpenPreview>();
  const show = (shown: OpenPreview): Preview => {
    open.set(shown.id, shown);
    for (const oldest of [...open.keys()].slice(0, -MOST)) open.delete(oldest);
    const { id, kind, form, mayBeKept, addresses } = shown;
    return {
      ...{ id, kind, mayBeKept },
      pages: form.pages,
      pdf: Buffer.from(form.bytes).toString('base64'),
      warnings: form.warnings.map((warning) => ({ ...warning })),
      secretAreas: form.secretAreas.map((area) => ({ page: area.page, rect: { ...area.rect } })),
      addresses: (addresses?.choices ?? []).map((choice) => ({ ...choice })),
      addressId: addresses?.chosenId ?? null,
    };
  };
  return {
    open(request: PreviewRequest): Preview {
      return show({ onPrinted: () => undefined, ...request, id: newId(), state: { printed: false } });
    },
    /** The same sheet to another address in place of the one that is open. undefined when that was closed meanwhile. */
    replace(before: OpenPreview, form: MadeForm, addressId: string): Preview | undefined {
      if (!open.delete(before.id)) return undefined;
      const addresses = before.addresses && { ...before.addresses, chosenId: addressId };
      return show({ ...before, id: newId(), form, ...(addresses && { addresses }) });
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
