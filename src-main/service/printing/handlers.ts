// Prints open previews and remembers printers; the making of forms is the features' business.
import type { PrinterChoice } from '../../../src-shared/printing/contract.ts';
import { FORM_KINDS, type FormKind, printFileName, printJobTitle } from '../../../src-shared/printing/rules.ts';
import { forgetLocal, readLocal, writeLocal } from '../database/local.ts';
import { fileInArchive } from '../documents/archive.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { TEST_PAGE, testPage } from './test-page.ts';

export function printingHandlers(os: typeof procedures.printing) {
  return {
    printers: os.printers.handler(async ({ context }) => {
      const house = opened(context);
      const printers = await house.ports.printers.list();
      return { printers: printers.map((one) => ({ ...one, trays: [...one.trays] })), chosen: chosenPrinters(house) };
    }),

    choose: os.choose.handler(({ context, input }) => {
      remember(opened(context), input.kind, input.choice);
    }),

    printTest: os.printTest.handler(async ({ context, input }) => {
      const house = opened(context);
      const form = await house.forms.letter(testPage(new Date(house.now())));
      const result = await house.ports.printers.print({
        ...{ pdf: form.bytes, printerId: input.printerId, tray: input.tray ?? undefined, copies: 1 },
        ...{ title: TEST_PAGE.title, kind: 'letter', customerNumber: TEST_PAGE.title },
      });
      if (!result.ok) house.ports.log.warn({ kind: 'test', code: result.code }, 'printing failed');
      return result;
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
      remember(house, shown.kind, { printerId: input.printerId, tray: input.tray });
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

function chosenPrinters(house: House): Partial<Record<FormKind, PrinterChoice>> {
  const chosen: Partial<Record<FormKind, PrinterChoice>> = {};
  for (const kind of FORM_KINDS) {
    const printerId = readLocal(house.db.sqlite, `printer:${kind}`);
    if (printerId) chosen[kind] = { printerId, tray: readLocal(house.db.sqlite, `tray:${kind}`) };
  }
  return chosen;
}

function remember(house: House, kind: FormKind, choice: PrinterChoice | null): void {
  const { sqlite } = house.db;
  if (choice) writeLocal(sqlite, `printer:${kind}`, choice.printerId);
  else forgetLocal(sqlite, `printer:${kind}`);
  if (choice?.tray) writeLocal(sqlite, `tray:${kind}`, choice.tray);
  else forgetLocal(sqlite, `tray:${kind}`);
}
