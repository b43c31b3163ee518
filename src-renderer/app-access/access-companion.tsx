// What the access does on the mask whatever tab is open: offers the login code after F1, keeps a printed password from being
// left behind, says why a save was refused; and the symbol in the head line.
import { useQuery } from '@tanstack/react-query';
import { calls, client } from '../client.ts';
import { type MaskState, useHeldWork, useMaskListener } from '../contacts/mask-state.ts';
import { useCommands } from '../keys/commands.ts';
import { appAccessTexts } from '../texts/app-access.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { slipTexts } from '../texts/slips.ts';
import { CustomerSymbol } from '../ui/symbol.tsx';
import { issueNewPassword, offerLoginCode, printLoginCodeSlip, printRegistrationForm, tellRefusal } from './sheets.ts';
import { useAccess } from './use-access.ts';

export function AccessCompanion({ mask }: { mask: MaskState }) {
  const t = useTexts(appAccessTexts);
  const keys = useTexts(keyTexts).names;
  const access = useAccess(mask.customerId);
  const slips = useTexts(slipTexts);
  // The one that prints login codes, or whichever there is.
  const { data: slipPrinters = [] } = useQuery(calls.slips.printers.queryOptions());
  const slipPrinter = slipPrinters.find((one) => one.printsLoginCode) ?? slipPrinters[0];
  const pending = access?.pending?.mine ? access.pending : null;
  const { customerId } = mask;
  const active = mask.appActive ?? access?.active ?? false;
  const notActive = t.refused.reasons.notActive;
  useCommands('page', [
    {
      key: 'F9',
      name: keys.F9,
      entries: [
        {
          label: t.print.form,
          blocked: access?.active ? undefined : notActive,
          run: () => (customerId ? printRegistrationForm(customerId) : undefined),
        },
        ...(slipPrinter
          ? [
              {
                label: slips.loginCode.entry,
                blocked: access?.active ? undefined : notActive,
                run: () => (customerId ? printLoginCodeSlip(customerId, slipPrinter) : undefined),
              },
            ]
          : []),
        {
          label: t.print.letter,
          blocked: active ? undefined : notActive,
          run: () => (customerId ? issueNewPassword(customerId, active) : undefined),
        },
      ],
    },
  ]);
  useHeldWork(
    mask,
    pending && customerId
      ? {
          sentence: t.leave(pending.number),
          discard: () => client.appAccess.discardPending({ customerId }),
        }
      : null,
  );
  useMaskListener(mask, {
    saved: async (saved) => {
      if (saved.newLoginCode) await offerLoginCode(saved.customerId);
    },
    refused: (reason) => {
      void tellRefusal(reason);
      return true;
    },
  });
  return null;
}

export function AccessSymbol({ mask }: { mask: MaskState }) {
  const t = useTexts(appAccessTexts).symbol;
  const access = useAccess(mask.customerId);
  if (!access?.active) return null;
  switch (access.state.state) {
    case 'connected':
      return <CustomerSymbol tone="confirmed">{t.connected}</CustomerSymbol>;
    case 'usableSince':
      return <CustomerSymbol tone="confirmed">{t.usable}</CustomerSymbol>;
    case 'passwordMissing':
      return <CustomerSymbol tone="waits">{t.missing}</CustomerSymbol>;
    case 'lockedUntil':
      return <CustomerSymbol tone="blocks">{t.locked}</CustomerSymbol>;
    case 'waiting':
    case 'transferring':
    case 'notActive':
    case 'deactivatedNotYetEffective':
      return <CustomerSymbol tone="waits">{t.waiting}</CustomerSymbol>;
  }
}
