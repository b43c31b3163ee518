// Answers the service cases: the list, one case, F8 with what is asked before, and the slip. Who may have a case and what is
// asked stands in the rules; here it is decided again at the moment of writing.

import { canWithdraw, consentState } from '../../../src-shared/consent/rules.ts';
import { localDay, storedForm } from '../../../src-shared/customers/rules.ts';
import { caseProblems } from '../../../src-shared/service-cases/rules.ts';
import { addEntry, consentEntriesOf } from '../consent/ledger.ts';
import { customerRecord } from '../customer-record.ts';
import { updateCustomer } from '../customer-rows.ts';
import { statement, type UnitOfWork } from '../database/save.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { setting } from '../settings.ts';
import { beforeCase, noteShown, refusalFor } from './before.ts';
import { entryProblems, withEntries } from './entries.ts';
import { caseList, caseRecord, createCase, updateCase } from './rows.ts';
import { caseSlip } from './slip.ts';

export function serviceCaseHandlers(os: typeof procedures.serviceCases) {
  return {
    list: os.list.handler(({ context, input }) => caseList(opened(context), input)),

    byId: os.byId.handler(({ context, input, errors }) => {
      const record = caseRecord(opened(context), input.id);
      if (!record) throw errors.GONE();
      return record;
    }),

    types: os.types.handler(({ context }) => {
      const rows = statement(
        opened(context).db.sqlite,
        'SELECT id, name, items FROM caseType WHERE removedAt IS NULL AND endedAt IS NULL ORDER BY name, id',
      ).all() as { id: string; name: string; items: string }[];
      return rows.map((row) => ({ ...row, items: JSON.parse(row.items) as string[] }));
    }),

    before: os.before.handler(({ context, input, errors }) => {
      const house = opened(context);
      const record = customerRecord(house, input.customerId);
      if (!record) throw errors.GONE();
      const answer = beforeCase(house, record);
      if (answer.kind === 'ask') noteShown(house, input.customerId);
      return answer;
    }),

    open: os.open.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { customerId, declined, title } = input;
      const record = customerRecord(house, customerId);
      if (!record) throw errors.GONE();
      const entries = declined ? null : input.entries;
      const problems = entries ? entryProblems(record.form, entries, house.now()) : [];
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const form = entries ? storedForm(withEntries(record.form, entries)) : record.form;
      const reason = refusalFor(house, form);
      if (reason) throw errors.REFUSED({ data: { reason } });
      const id = house.newId();
      const saved = house.save('serviceCase.save', (unit) => {
        if (entries) updateCustomer(house, unit, record, form);
        if (declined) noteDeclined(house, unit, customerId);
        if (input.stopEmailAdvertising) withdrawEmailAdvertising(house, unit, customerId);
        return createCase(house, unit, id, customerId, title);
      });
      return { id, number: saved.result, changeSetId: saved.changeSetId };
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const before = caseRecord(house, input.id);
      if (!before) throw errors.GONE();
      if (before.version !== input.basedOn) throw errors.CHANGED_SINCE();
      const problems = caseProblems(input.form);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const { changeSetId } = house.save('serviceCase.save', (unit) => {
        updateCase(house, unit, before, input.form);
        statement(house.db.sqlite, 'DELETE FROM draft WHERE id = ? AND ownerId = ?').run(
          input.draftId,
          signedIn(context).id,
        );
      });
      const record = caseRecord(house, input.id);
      if (!record) throw errors.GONE();
      return { record, changeSetId };
    }),

    print: os.print.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const record = caseRecord(house, input.id);
      const slip = record && (await caseSlip(house, record));
      if (!slip) throw errors.GONE();
      const preview = house.previews.open({
        ...{ ownerId: signedIn(context).id, kind: 'letter', ...slip, mayBeKept: true },
        archived: { template: 'caseSlip', customerId: record.customer.id },
      });
      return { preview };
    }),
  };
}

/** 'Kunde möchte aktuell keine Angabe machen' (E-37). */
function noteDeclined(house: House, unit: UnitOfWork, customerId: string): void {
  unit.create('customerAsked', {
    ...{ id: house.newId(), customerId, what: 'dataDeclined', day: localDay(house.now()), at: unit.now },
    askedBy: house.session.person?.id ?? null,
  });
}

/** The customer's word at the counter (E-40). Where the chain does not offer it here, it is not taken here. */
function withdrawEmailAdvertising(house: House, unit: UnitOfWork, customerId: string): void {
  const state = consentState(consentEntriesOf(house, customerId), 'advertisingEmail');
  if (!setting(house, 'stopAdvertisingInHint') || !canWithdraw(state).allowed) return;
  addEntry(house, unit, {
    ...{ customerId, purpose: 'advertisingEmail', kind: 'withdrawn', version: null, capturedAt: unit.now },
    ...{ capturedHow: 'oral', capturedBy: house.session.person?.id ?? '' },
  });
}
