// Printing the two sheets from the mask: asks what must be asked first, shows the preview, and says why something is refused.
import { isDefinedError, safe } from '@orpc/client';
import type { SlipPrinter } from '../../src-shared/slips/rules.ts';
import { calls, client, queries } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { press } from '../keys/commands.ts';
import { openPreview } from '../printing/open-preview.ts';
import { printSlip } from '../slips/print-slip.ts';
import { appAccessTexts } from '../texts/app-access.ts';
import { slipTexts } from '../texts/slips.ts';
import { ask } from '../ui/question.tsx';

type Reason = keyof (typeof appAccessTexts)['de']['refused']['reasons'];

/** Reasons that are cleared in 'Einwilligung verwalten'. */
const LEADS_TO_CONSENT: readonly string[] = ['consentMissing', 'consentOpen', 'consentNotSigned', 'consentWithdrawn'];

/** Tells why; where the consent is missing, leads to F10. */
export async function tellRefusal(reason: string): Promise<void> {
  const t = textsNow(appAccessTexts).refused;
  const text = t.reasons[reason as Reason] ?? reason;
  if (!LEADS_TO_CONSENT.includes(reason)) {
    await ask({ title: t.title, text, answers: [{ value: 'understood', label: t.understood }] });
    return;
  }
  const answer = await ask({
    title: t.title,
    text,
    answers: [
      { value: 'consent', label: t.toConsent },
      { value: 'cancel', label: t.cancel },
    ],
  });
  if (answer === 'consent') press('F10');
}

/** 'Kennwort vergeben': a new password, on the previewed letter only until it is printed. */
export async function issuePassword(customerId: string, active: boolean): Promise<void> {
  const { error, data } = await safe(client.appAccess.issuePassword({ customerId, active }));
  if (!error) await openPreview(data.preview);
  else if (isDefinedError(error) && error.code === 'REFUSED') await tellRefusal(error.data.reason);
  else showFailure(error);
}

let issuing = false;

/**
 * 'Neues Passwortschreiben': asks first when a letter is valid or waits for F1. Pressed twice it makes one password, not two
 * letters of which one is waste.
 */
export async function issueNewPassword(customerId: string, active: boolean): Promise<void> {
  if (issuing) return;
  issuing = true;
  try {
    await askAndIssue(customerId, active);
  } finally {
    issuing = false;
  }
}

async function askAndIssue(customerId: string, active: boolean): Promise<void> {
  // As it is now: a letter may have been printed since the button or the menu was drawn.
  const { error, data: access } = await safe(client.appAccess.byCustomer({ customerId }));
  if (error) return showFailure(error);
  const numbers = [access.letter?.number, access.pending?.number].filter((one) => one !== undefined);
  if (numbers.length > 0) {
    const t = textsNow(appAccessTexts).newLetter;
    const answer = await ask({
      title: t.title,
      text: t.question(numbers.join(', ')),
      answers: [
        { value: 'yes', label: t.yes },
        { value: 'no', label: t.no },
      ],
    });
    if (answer === 'no') return;
  }
  await issuePassword(customerId, active);
}

/** 'Registrierungsformular': a fresh print of the same valid code. */
export async function printRegistrationForm(customerId: string): Promise<void> {
  const { error, data } = await safe(client.appAccess.registrationForm({ customerId }));
  if (!error) await openPreview(data.preview);
  else if (isDefinedError(error) && error.code === 'REFUSED') await tellRefusal(error.data.reason);
  else showFailure(error);
}

/** 'Anmeldecode (Bon)': a fresh print of the same valid code on slip paper; where that fails, the form does as well. */
export function printLoginCodeSlip(customerId: string, printer: SlipPrinter): Promise<void> {
  return printSlip({
    printer,
    print: async () => {
      const { error, data } = await safe(client.slips.printLoginCode({ customerId, printerId: printer.id }));
      if (!error) return data;
      if (isDefinedError(error) && error.code === 'REFUSED') await tellRefusal(error.data.reason);
      else if (isDefinedError(error) && error.code === 'NO_PRINTER')
        useMessages.getState().show({ tone: 'problem', text: textsNow(slipTexts).loginCode.printerGone });
      else showFailure(error);
      return null;
    },
    asPdf: () => printRegistrationForm(customerId),
  });
}

/** The slip printer of this workstation that prints login codes in the letter's place; undefined = the letter does. */
async function loginCodePrinter(): Promise<SlipPrinter | undefined> {
  const printers = await queries.fetchQuery(calls.slips.printers.queryOptions()).catch(() => []);
  return printers.find((one) => one.printsLoginCode);
}

/** After F1 made a new login code. Esc and 'Nein' leave it at that. */
export async function offerLoginCode(customerId: string): Promise<void> {
  const t = textsNow(appAccessTexts).form;
  const printer = await loginCodePrinter();
  const answer = await ask({
    title: t.title,
    text: printer ? textsNow(slipTexts).loginCode.question(printer.name) : t.question,
    answers: [
      { value: 'yes', label: t.yes },
      { value: 'no', label: t.no },
    ],
  });
  if (answer === 'no') return;
  await (printer ? printLoginCodeSlip(customerId, printer) : printRegistrationForm(customerId));
}
