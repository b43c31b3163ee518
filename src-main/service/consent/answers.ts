// Answers the privacy dialog: whether it is still due when the screen is ready for it, that it was shown, what the customer
// agreed to; notes a call that was made on the strength of a consent; and lists what runs out.
import { canUsePhone, phoneProofKeptUntil } from '../../../src-shared/consent/advertising.ts';
import { canAnswer } from '../../../src-shared/consent/asking.ts';
import { consentState, PURPOSES, type Purpose } from '../../../src-shared/consent/rules.ts';
import { TEXT_BLOCK_OF } from '../../../src-shared/consent/text-block.ts';
import { listName } from '../../../src-shared/customers/rules.ts';
import { customerRecord } from '../customer-record.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import { keepAsked, privacyAsking } from '../privacy-asking.ts';
import type { procedures } from '../procedures.ts';
import { advertisingSettings } from './advertising-settings.ts';
import { declarationsOf } from './declarations.ts';
import { addEntry, consentEntriesOf, type KeptEntry } from './ledger.ts';
import { anythingRunsOut, runningOut } from './running-out.ts';

export function answerHandlers(os: typeof procedures.consent) {
  return {
    asking: os.asking.handler(({ context, input, errors }) => {
      const house = opened(context);
      const record = customerRecord(house, input.customerId);
      const asking = privacyAsking(house, input.customerId);
      if (!record || !asking) throw errors.GONE();
      return { name: listName(record.form), number: record.number, asking };
    }),

    asked: os.asked.handler(({ context, input, errors }) => {
      const house = opened(context);
      if (!customerRecord(house, input.customerId)) throw errors.GONE();
      keepAsked(house, input.customerId);
    }),

    answer: os.answer.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { customerId, granted, how } = input;
      const capturedBy = signedIn(context).id;
      if (!customerRecord(house, customerId)) throw errors.GONE();
      const entries = consentEntriesOf(house, customerId);
      const texts = textsInForce(house);
      const decision = canAnswer({
        ...{ granted, how, settings: advertisingSettings(house), storage: consentState(entries, 'storage') },
        declared: PURPOSES.filter((purpose) => texts.has(TEXT_BLOCK_OF[purpose])),
        handedOut: PURPOSES.filter((purpose) => handedOut(entries, purpose) !== undefined),
      });
      if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
      house.save('consent.sign', (unit) => {
        for (const purpose of granted) {
          const sheet = how === 'paper' ? handedOut(entries, purpose) : undefined;
          const version = sheet ? versionOf(sheet) : (texts.get(TEXT_BLOCK_OF[purpose]) ?? null);
          addEntry(house, unit, {
            ...{ customerId, purpose, kind: 'granted', version, scope: sheet?.scope ?? null },
            ...{ capturedAt: unit.now, capturedHow: how, capturedBy },
          });
        }
      });
    }),

    notePhone: os.notePhone.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { customerId } = input;
      const capturedBy = signedIn(context).id;
      if (!customerRecord(house, customerId)) throw errors.GONE();
      const state = consentState(consentEntriesOf(house, customerId), 'advertisingPhone');
      const decision = canUsePhone(state);
      if (!decision.allowed || state.state !== 'granted') throw errors.REFUSED({ data: { reason: 'notGranted' } });
      house.save('consent.use', (unit) =>
        addEntry(house, unit, {
          ...{ customerId, purpose: 'advertisingPhone', kind: 'used', version: null },
          ...{ capturedAt: unit.now, capturedHow: state.how, capturedBy },
        }),
      );
      const phoneProofUntil = phoneProofKeptUntil(consentEntriesOf(house, customerId));
      if (phoneProofUntil === null) throw new Error('a noted call begins five years');
      return { phoneProofUntil };
    }),

    runningOut: os.runningOut.handler(({ context, input }) => {
      const { which, purpose, ...page } = input;
      return runningOut(opened(context), which, purpose, page);
    }),

    anythingRunsOut: os.anythingRunsOut.handler(({ context }) => anythingRunsOut(opened(context))),
  };
}

/** The texts that count now, by declaration. */
function textsInForce(house: House) {
  return new Map(declarationsOf(house).flatMap(({ key, current }) => (current ? [[key, current] as const] : [])));
}

/** The sheet that was given out last. */
function handedOut(entries: readonly KeptEntry[], purpose: Purpose): KeptEntry | undefined {
  return entries.findLast((entry) => entry.kind === 'printed' && entry.purpose === purpose);
}

function versionOf({ textBlockVersionId: id, textSha256: sha256 }: KeptEntry) {
  return id && sha256 ? { id, sha256 } : null;
}
