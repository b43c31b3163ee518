// Answers 'Einwilligung verwalten': each step decides by the rules on what the ledger says at that moment, and writes its
// entries and documents in one save.
import { startOfDay } from '../../../src-shared/calendar/day.ts';
import { mayAskForAdvertising } from '../../../src-shared/consent/advertising.ts';
import {
  CHANNEL_OF,
  canAddScan,
  canFile,
  canHandOut,
  canRecordSigned,
  canWithdraw,
  consentState,
  newestSheet,
  type Purpose,
} from '../../../src-shared/consent/rules.ts';
import { TEXT_BLOCK_OF, type TextBlockKey } from '../../../src-shared/consent/text-block.ts';
import { consentPrintName, scanName, withdrawalPrintName } from '../../../src-shared/documents/rules.ts';
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { endAppAccess } from '../app-access/access.ts';
import { customerRecord } from '../customer-record.ts';
import type { UnitOfWork } from '../database/save.ts';
import { keepDocument, readUpload } from '../documents/shelf.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import { dayOf } from '../printing/customer-form-input.ts';
import { standingOf } from '../privacy-asking.ts';
import type { procedures } from '../procedures.ts';
import { advertisingSettings } from './advertising-settings.ts';
import { answerHandlers } from './answers.ts';
import { declarationOf, textFor } from './declarations.ts';
import { addEntry, consentEntriesOf } from './ledger.ts';
import { consentOverviewOf, purposesOf } from './overview.ts';
import { makeConfirmation, makeDeclaration } from './sheets.ts';

export function consentHandlers(os: typeof procedures.consent) {
  return {
    ...answerHandlers(os),

    byCustomer: os.byCustomer.handler(({ context, input, errors }) => {
      const overview = consentOverviewOf(opened(context), input.customerId);
      if (!overview) throw errors.GONE();
      return overview;
    }),

    text: os.text.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { current, title } = declarationOf(house, input.declaration);
      const filled = current && textFor(house, input.customerId, current);
      if (!current || !filled) throw errors.GONE();
      return { title, number: current.number, validFrom: current.validFrom, text: filled.text };
    }),

    form: os.form.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { customerId, purposes } = input;
      const ownerId = signedIn(context).id;
      const declaration = declarationOf(house, keyOf(purposes));
      const version = declaration.current;
      const record = customerRecord(house, customerId);
      if (!record) throw errors.GONE();
      const decision = handOutDecision(house, customerId, purposes, version?.id ?? null);
      if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
      if (!version) throw errors.REFUSED({ data: { reason: 'noDeclaration' } });
      const scope = input.scope || null;
      const form = await makeDeclaration(house, customerId, { declaration, version, purposes, scope });
      if (!form) throw errors.GONE();
      const preview = house.previews.open({
        ...{ ownerId, kind: 'consentForm', customerNumber: record.number, form, mayBeKept: true },
        onPrinted: (first) => {
          // A second copy is the same sheet: the ledger has it already.
          if (!first) return;
          house.save('consent.print', (unit) => {
            const name = consentPrintName(record.number, declaration.title);
            const documentId = keepPrint(house, unit, { customerId, kind: 'consentPrint', name, form, by: ownerId });
            for (const purpose of purposes)
              addEntry(house, unit, {
                ...{ customerId, purpose, kind: 'printed', version, scope, documentId },
                ...{ capturedAt: unit.now, capturedHow: 'paper', capturedBy: ownerId },
              });
          });
        },
      });
      return { preview };
    }),

    sign: os.sign.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { customerId, purposes, signedOn, capturedHow } = input;
      const by = signedIn(context).id;
      const record = customerRecord(house, customerId);
      const version = declarationOf(house, keyOf(purposes)).versions.find((one) => one.id === input.versionId);
      if (!record || !version) throw errors.GONE();
      const scan = input.scan && readUpload(input.scan);
      if (scan?.ok === false) throw errors.FILE_REFUSED({ data: scan.refusal });
      const now = house.now();
      const signedAt = signedOn === dayOf(now) ? now : startOfDay(signedOn);
      const entries = consentEntriesOf(house, customerId);
      const decisions = purposes.map((purpose) =>
        canRecordSigned(
          entries,
          {
            ...{ purpose, versionId: version.id, versionValidOn: dayOf(version.validFrom) },
            ...{ signedOn, signedAt, withScan: scan !== null },
          },
          now,
        ),
      );
      for (const decision of decisions)
        if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
      house.save('consent.sign', (unit) => {
        const documentId = scan && keepScan(house, unit, { customerId, number: record.number, ...scan, by }).id;
        for (const purpose of purposes) {
          const handedOut = entries.findLast(
            (one) => one.kind === 'printed' && one.purpose === purpose && one.textBlockVersionId === version.id,
          );
          const grant = { customerId, purpose, version, capturedHow, capturedBy: by, scope: handedOut?.scope ?? null };
          const aboutEntryId = addEntry(house, unit, { ...grant, kind: 'granted', capturedAt: signedAt });
          const about = { ...grant, capturedAt: unit.now, aboutEntryId };
          if (documentId) addEntry(house, unit, { ...about, kind: 'scanned', documentId });
          if (input.filed) addEntry(house, unit, { ...about, kind: 'filed' });
        }
      });
      const granted = decisions.some((decision) => decision.allowed && decision.effect === 'granted');
      return { effect: granted ? 'granted' : 'overruled' };
    }),

    importScan: os.importScan.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { customerId } = input;
      const by = signedIn(context).id;
      const record = customerRecord(house, customerId);
      if (!record) throw errors.GONE();
      const purposes = purposesOf(input.declaration);
      const entries = consentEntriesOf(house, customerId);
      if (!purposes.some((purpose) => canAddScan(entries, purpose).allowed))
        throw errors.REFUSED({ data: { reason: 'nothingSigned' } });
      const scan = readUpload(input.file);
      if (!scan.ok) throw errors.FILE_REFUSED({ data: scan.refusal });
      const { result } = house.save('document.import', (unit) => {
        const kept = keepScan(house, unit, { customerId, number: record.number, ...scan, by });
        for (const grant of newestSheet(entries, purposes))
          addEntry(house, unit, {
            ...{ customerId, purpose: grant.purpose, kind: 'scanned', version: versionOf(grant) },
            ...{ aboutEntryId: grant.id, documentId: kept.id },
            ...{ capturedAt: unit.now, capturedHow: grant.capturedHow, capturedBy: by },
          });
        return kept;
      });
      return { documentId: result.id, name: result.name };
    }),

    withdraw: os.withdraw.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { customerId, how } = input;
      const person = signedIn(context);
      const record = customerRecord(house, customerId);
      if (!record) throw errors.GONE();
      const declaration = declarationOf(house, keyOf(input.purposes));
      const entries = consentEntriesOf(house, customerId);
      const stateOf = (purpose: Purpose) => consentState(entries, purpose);
      const purposes = input.purposes.filter((purpose) => canWithdraw(stateOf(purpose)).allowed);
      if (purposes.length === 0) throw errors.REFUSED({ data: { reason: 'withdrawn' } });
      // The paper is made first because the save cannot wait, and its failure must not keep anybody from withdrawing.
      const what = { declaration, purposes, states: purposes.map(stateOf), receivedBy: person.name };
      const form = await makeConfirmation(house, customerId, what).catch((error: unknown) => {
        house.ports.log.error({ name: (error as Error).name }, 'no confirmation of a withdrawal could be made');
        return undefined;
      });
      const since = consentEntriesOf(house, customerId);
      if (!purposes.every((purpose) => canWithdraw(consentState(since, purpose)).allowed))
        throw errors.REFUSED({ data: { reason: 'withdrawn' } });
      house.save('consent.withdraw', (unit) => {
        const name = withdrawalPrintName(record.number, declaration.title);
        const documentId =
          form && keepPrint(house, unit, { customerId, kind: 'withdrawalPrint', name, form, by: person.id });
        for (const [at, purpose] of purposes.entries()) {
          const state = what.states[at];
          const version = declaration.versions.find((one) => state?.state === 'granted' && one.id === state.versionId);
          addEntry(house, unit, {
            ...{ customerId, purpose, kind: 'withdrawn', version: version ?? null, capturedAt: unit.now },
            ...{ capturedHow: how, capturedBy: person.id, ...(documentId && { documentId }) },
          });
          // What cannot live without the consent ends in the same save.
          if (purpose === 'app') endAppAccess(house, unit, customerId);
        }
      });
      if (!form) return { preview: null };
      const preview = house.previews.open({
        ...{ ownerId: person.id, kind: 'withdrawalConfirmation', customerNumber: record.number, form, mayBeKept: true },
      });
      return { preview };
    }),

    file: os.file.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { customerId, entryId } = input;
      const entries = consentEntriesOf(house, customerId);
      const decision = canFile(entries, entryId);
      if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
      const grant = entries.find((one) => one.id === entryId);
      if (!grant) throw errors.GONE();
      // One sheet bears several ways of advertising: all of it lies in the folder.
      const sheet = newestSheet(
        [...entries].filter((one) => one.capturedAt === grant.capturedAt),
        purposesOf(TEXT_BLOCK_OF[grant.purpose]),
      );
      house.save('consent.file', (unit) => {
        for (const one of sheet)
          if (canFile(entries, one.id).allowed)
            addEntry(house, unit, {
              ...{ customerId, purpose: one.purpose, kind: 'filed', version: versionOf(one), aboutEntryId: one.id },
              ...{ capturedAt: unit.now, capturedHow: one.capturedHow, capturedBy: signedIn(context).id },
            });
      });
    }),

    acknowledge: os.acknowledge.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { customerId } = input;
      if (!customerRecord(house, customerId)) throw errors.GONE();
      const version = declarationOf(house, input.declaration).current;
      if (!version) throw errors.REFUSED({ data: { reason: 'noDeclaration' } });
      house.save('consent.acknowledge', (unit) => {
        for (const purpose of purposesOf(input.declaration))
          addEntry(house, unit, {
            ...{ customerId, purpose, kind: 'acknowledged', version, capturedAt: unit.now },
            ...{ capturedHow: 'paper', capturedBy: signedIn(context).id },
          });
      });
    }),
  };
}

function handOutDecision(house: House, customerId: string, purposes: readonly Purpose[], versionId: string | null) {
  const storage = consentState(consentEntriesOf(house, customerId), 'storage');
  const isAdvertising = purposes.some((purpose) => CHANNEL_OF[purpose] !== null);
  return canHandOut({
    ...{ saved: true, versionId, status: standingOf(house, customerId)?.status ?? 'active' },
    asked: !isAdvertising || mayAskForAdvertising(advertisingSettings(house), storage),
  });
}

/** The contract lets through purposes of one declaration only, and at least one. */
function keyOf(purposes: readonly Purpose[]): TextBlockKey {
  return TEXT_BLOCK_OF[purposes[0] ?? 'storage'];
}

function versionOf(entry: { textBlockVersionId: string | null; textSha256: string | null }) {
  const { textBlockVersionId: id, textSha256: sha256 } = entry;
  return id && sha256 ? { id, sha256 } : null;
}

type Print = {
  customerId: string;
  kind: 'consentPrint' | 'withdrawalPrint';
  name: string;
  form: MadeForm;
  by: string;
};

function keepPrint(house: House, unit: UnitOfWork, { form, by, ...rest }: Print): string {
  const pdf = { mediaType: 'application/pdf', bytes: form.bytes } as const;
  return keepDocument(house, unit, { ...rest, ...pdf, createdBy: by }).id;
}

type Scan = { customerId: string; number: string; by: string } & Pick<
  Parameters<typeof keepDocument>[2],
  'mediaType' | 'bytes'
>;

function keepScan(house: House, unit: UnitOfWork, scan: Scan): { id: string; name: string } {
  const { customerId, number, mediaType, bytes, by } = scan;
  const name = scanName(number, mediaType);
  return keepDocument(house, unit, { customerId, kind: 'consentScan', name, mediaType, bytes, createdBy: by });
}
