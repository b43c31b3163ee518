// Answers the tab 'Zugangsdaten'. What the branch server has confirmed is said as it is known here, and never more.
import { canIssuePassword, groupClosed } from '../../../src-shared/app-access/rules.ts';
import { accessState } from '../../../src-shared/app-access/state.ts';
import { reachOf } from '../../../src-shared/sync/state.ts';
import { customerRecord } from '../customer-record.ts';
import { statement } from '../database/save.ts';
import { opened, signedIn } from '../opened.ts';
import { isServedHere } from '../privacy-asking.ts';
import type { procedures } from '../procedures.ts';
import { setting } from '../settings.ts';
import { accessRow, activationRefusal, licenceOf, pendingLetter } from './access.ts';
import { credentialAt, devicesOf, endDevice } from './devices.ts';
import { formDecision, issuePassword, registrationForm } from './letters.ts';

export function appAccessHandlers(os: typeof procedures.appAccess) {
  return {
    byCustomer: os.byCustomer.handler(({ context, input, errors }) => {
      const house = opened(context);
      if (!customerRecord(house, input.customerId)) throw errors.GONE();
      const row = accessRow(house, input.customerId);
      const licence = licenceOf(house);
      const form = formDecision(house, input.customerId);
      const devices = devicesOf(house, input.customerId);
      return {
        appName: setting(house, 'appName'),
        licence,
        closed: groupClosed(licence, row !== undefined),
        refusal: activationRefusal(house, input.customerId),
        active: row?.active ?? false,
        everActive: row !== undefined,
        letter: row?.letterNumber && row.letterAt !== null ? { number: row.letterNumber, at: row.letterAt } : null,
        pending: pendingLetter(house, input.customerId),
        state: accessState(
          row
            ? {
                active: row.active,
                hasPassword: row.passwordHash !== null,
                credentialAt: credentialAt(house, row),
                confirmedAt: row.confirmedAt,
                lockedUntil: row.lockedUntil,
                devices: devices.filter(({ ending }) => !ending).length,
              }
            : null,
          reachOf(house.sync.state),
          house.now(),
        ),
        devices,
        formRefusal: form.allowed ? null : form.reason,
      };
    }),

    issuePassword: os.issuePassword.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const decision = canIssuePassword({
        ...{ active: input.active, saved: true, served: isServedHere(house, input.customerId), previewOpen: false },
      });
      if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
      const refusal = accessRow(house, input.customerId)?.active ? null : activationRefusal(house, input.customerId);
      if (refusal) throw errors.REFUSED({ data: { reason: refusal } });
      const issued = await issuePassword(house, input.customerId, signedIn(context).id);
      if (!issued) throw errors.GONE();
      return issued;
    }),

    discardPending: os.discardPending.handler(({ context, input }) => {
      const house = opened(context);
      statement(house.db.sqlite, 'DELETE FROM pendingSecret WHERE customerId = ? AND ownerId = ?').run(
        input.customerId,
        signedIn(context).id,
      );
      house.announce({ kind: 'changed', tables: ['pendingSecret'], ids: [input.customerId] });
    }),

    endDevice: os.endDevice.handler(({ context, input, errors }) => {
      if (!endDevice(opened(context), input.deviceId)) throw errors.GONE();
    }),

    registrationForm: os.registrationForm.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const decision = formDecision(house, input.customerId);
      if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
      const preview = await registrationForm(house, input.customerId, signedIn(context).id);
      if (!preview) throw errors.GONE();
      return { preview };
    }),
  };
}
