// Answers about slip printers and prints slips. What a slip looks like, how it gets to its printer and when a login code may be
// printed is decided elsewhere.

import { printJobTitle } from '../../../src-shared/printing/rules.ts';
import type { SlipOutcome } from '../../../src-shared/slips/contract.ts';
import { MOST_SLIP_PRINTERS, type SlipPrinter, slipPrinterProblems } from '../../../src-shared/slips/rules.ts';
import type { House } from '../house.ts';
import { opened } from '../opened.ts';
import { dayOf, ownLetterhead } from '../printing/customer-form-input.ts';
import { germanDate } from '../printing/letter-texts.ts';
import type { procedures } from '../procedures.ts';
import { type SlipPart, testSlip } from './content.ts';
import { keepSlipPrinter, printerFrom, removeSlipPrinter, slipPrinters } from './local-printers.ts';
import { makeLoginCodeSlip } from './login-code.ts';

export function slipHandlers(os: typeof procedures.slips) {
  return {
    printers: os.printers.handler(({ context }) => slipPrinters(opened(context))),

    queues: os.queues.handler(async ({ context }) => {
      const { printers } = opened(context).ports;
      if (!printers.printBytes) return null;
      return (await printers.list()).filter((one) => one.takesBytes).map(({ id, name }) => ({ id, name }));
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const others = slipPrinters(house).filter(({ id }) => id !== input.id);
      const isThere = others.length < slipPrinters(house).length;
      if (input.id !== null && !isThere) throw errors.GONE();
      if (input.id === null && others.length >= MOST_SLIP_PRINTERS) throw errors.TOO_MANY();
      const problems = slipPrinterProblems(
        input.form,
        others.map(({ name }) => name),
      );
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const id = input.id ?? house.newId();
      keepSlipPrinter(house, printerFrom(input.form, id));
      return { id };
    }),

    remove: os.remove.handler(({ context, input }) => removeSlipPrinter(opened(context), input.id)),

    state: os.state.handler(({ context, input, errors }) => {
      const house = opened(context);
      const printer = printerById(house, input.id);
      if (!printer) throw errors.GONE();
      return house.slips.state(printer);
    }),

    printTest: os.printTest.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const printer = printerById(house, input.id);
      if (!printer) throw errors.GONE();
      const at = new Date(house.now());
      const two = (part: number) => String(part).padStart(2, '0');
      const moment = `${germanDate(dayOf(house.now()))}, ${two(at.getHours())}:${two(at.getMinutes())}`;
      const branchName = ownLetterhead(house)?.branchName ?? '';
      return print(house, printer, testSlip(printer, { branchName, moment }), 'Testbon');
    }),

    printLoginCode: os.printLoginCode.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const slip = makeLoginCodeSlip(house, input.customerId);
      if (!slip) throw errors.GONE();
      if (!slip.made) throw errors.REFUSED({ data: { reason: slip.reason } });
      const printer = printerById(house, input.printerId);
      if (!printer) throw errors.NO_PRINTER();
      return print(house, printer, slip.parts, printJobTitle('registrationForm', slip.customerNumber));
    }),

    cancel: os.cancel.handler(({ context }) => opened(context).slips.cancel()),
  };
}

async function print(
  house: House,
  printer: SlipPrinter,
  parts: readonly SlipPart[],
  title: string,
): Promise<SlipOutcome> {
  const { slipBytes } = await import('./bytes.ts');
  const outcome = await house.slips.print(printer, slipBytes(parts, printer), title);
  if (!outcome.ok) house.ports.log.warn({ way: printer.way.kind, code: outcome.code }, 'printing a slip failed');
  return outcome;
}

function printerById(house: House, id: string): SlipPrinter | undefined {
  return slipPrinters(house).find((one) => one.id === id);
}
