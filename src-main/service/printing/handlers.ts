// Prints open previews and remembers printers; the making of forms is the features' business.
import { FORM_KINDS, type FormKind, printFileName, printJobTitle } from '../../../src-shared/printing/rules.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import { fileInArchive } from '../documents/archive.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import type { procedures } from '../procedures.ts';

export function printingHandlers(os: typeof procedures.printing) {
  return {
    printers: os.printers.handler(async ({ context }) => {
      const house = opened(context);
      const printers = await house.ports.printers.list();
      return { printers: printers.map((one) => ({ ...one, trays: [...one.trays] })), chosen: chosenPrinters(house) };
    }),

    choose: os.choose.handler(({ context, input }) => {
      writeLocal(opened(context).db.sqlite, `printer:${input.kind}`, input.printerId);
    }),

    print: os.print.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const shown = house.previews.get(input.previewId, signedIn(context).id);
      if (!shown) throw errors.PREVIEW_CLOSED();
      const result = await house.ports.printers.print({
        pdf: shown.form.bytes,
        printerId: input.printerId,
        copies: input.copies,
        tray: input.tray ?? undefined,
        title: printJobTitle(shown.kind, shown.customerNumber),
        kind: shown.kind,
        customerNumber: shown.customerNumber,
      });
      if (!result.ok) {
        house.ports.log.warn({ kind: shown.kind, code: result.code }, 'printing failed');
        return result;
      }
      const first = !shown.state.printed;
      shown.state.printed = true;
      await shown.onPrinted(first);
      if (shown.archived) fileInArchive(house, shown.archived, shown.form, shown.ownerId);
      writeLocal(house.db.sqlite, `printer:${shown.kind}`, input.printerId);
      return result;
    }),

    readdress: os.readdress.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const shown = house.previews.get(input.previewId, signedIn(context).id);
      if (!shown) throw errors.PREVIEW_CLOSED();
      const { addresses } = shown;
      const isOffered = addresses?.choices.some(({ id }) => id === input.addressId);
      const form = isOffered && (await addresses?.makeFor(input.addressId));
      if (!form) throw errors.NO_SUCH_ADDRESS();
      const preview = house.previews.replace(shown, form, input.addressId);
      // Closed, or locked, while it was being made.
      if (!preview) throw errors.PREVIEW_CLOSED();
      return preview;
    }),

    close: os.close.handler(({ context, input }) => opened(context).previews.close(input.previewId)),

    asPdf: os.asPdf.handler(({ context, input, errors }) => {
      const house = opened(context);
      const shown = house.previews.get(input.previewId, signedIn(context).id);
      if (!shown) throw errors.PREVIEW_CLOSED();
      if (!shown.mayBeKept) throw errors.NOT_ALLOWED();
      return {
        name: printFileName(shown.kind, shown.customerNumber, new Date(house.now())),
        mediaType: 'application/pdf',
        base64: Buffer.from(shown.form.bytes).toString('base64'),
      };
    }),
  };
}

function chosenPrinters(house: House): Partial<Record<FormKind, string>> {
  const chosen: Partial<Record<FormKind, string>> = {};
  for (const kind of FORM_KINDS) {
    const id = readLocal(house.db.sqlite, `printer:${kind}`);
    if (id) chosen[kind] = id;
  }
  return chosen;
}
