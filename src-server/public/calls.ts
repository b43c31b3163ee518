// The customers' calls: limits first, then the device's key, then the work. What a refusal may say is decided here.
import { implement } from '@orpc/server';
import { type EndReason, publicContract } from '../../src-shared/public-contract.ts';
import type { WaitingShop } from '../../src-shared/registration/public.ts';
import { codeHashOf, connect, type LoginDesk } from '../app-access/connect.ts';
import { endDeviceNow, sawDevice } from '../app-access/devices.ts';
import { type DeviceKey, replaceKey, showKey } from '../app-access/keys.ts';
import { TooBusy } from '../app-access/password-queue.ts';
import { addressKey } from '../http/limits.ts';
import { acceptInvitation } from '../invitation/accept.ts';
import { tokenHashOf } from '../invitation/token.ts';
import { registrationHandlers } from '../registration/calls.ts';
import { pendingDevice } from '../registration/waiting.ts';
import { lookOf, sessionOf } from './look.ts';
import type { PublicLimits } from './public-limits.ts';

export type PublicContext = LoginDesk & {
  limits: PublicLimits;
  /** What was shown as the device's key. */
  key: string | null;
  /** For limits only: it stands in no log. */
  address: string;
  /** The name under which the server was asked. */
  host: string;
};

const os = implement(publicContract).$context<PublicContext>();
export type PublicProcedures = typeof os;
/** A refusal leaves at the next beat, so that its moment tells nothing of what was looked up or written. */
const BEAT_MS = 250;
const BUSY_SECONDS = 2;

export const publicRouter = os.router({
  registration: registrationHandlers(os.registration),

  look: os.look.handler(async ({ context, input, errors }) => {
    within(context.limits.calls, context, errors);
    return lookOf(context.server, input.code, input.invitation);
  }),

  connect: os.connect.handler(async ({ context, input, errors }) => {
    const began = performance.now();
    const { server, limits, key } = context;
    within(limits.connectsByAddress, context, errors);
    const code = codeHashOf(input.code) ?? 'none';
    const late = limits.connectsByCode.refusedFor(code);
    if (late !== null) throw errors.TOO_MANY({ data: { retryAfterSeconds: late } });
    limits.connectsByCode.count(code);
    const shown = key === null ? null : await showKey(server.storage.db, server.now(), key);
    const earlier = shown && 'device' in shown ? shown.device : null;
    try {
      const answer = await connect(context, input, earlier);
      if (answer.ok) {
        limits.connectsByCode.forget(code);
        return { key: answer.key };
      }
      await beat(began);
      throw answer.refusal ? errors.REFUSED({ data: answer.refusal }) : errors.NOT_ADMITTED();
    } catch (error) {
      if (error instanceof TooBusy) throw errors.TOO_MANY({ data: { retryAfterSeconds: BUSY_SECONDS } });
      throw error;
    }
  }),

  acceptInvitation: os.acceptInvitation.handler(async ({ context, input, errors }) => {
    const began = performance.now();
    const { server, limits, key } = context;
    within(limits.connectsByAddress, context, errors);
    const token = `invitation ${tokenHashOf(input.token) ?? 'none'}`;
    const late = limits.connectsByCode.refusedFor(token);
    if (late !== null) throw errors.TOO_MANY({ data: { retryAfterSeconds: late } });
    limits.connectsByCode.count(token);
    const shown = key === null ? null : await showKey(server.storage.db, server.now(), key);
    const given = await acceptInvitation(context, input, shown && 'device' in shown ? shown.device : null);
    await beat(began);
    if (given === null) throw errors.NOT_ADMITTED();
    return { key: given };
  }),

  session: os.session.handler(async ({ context, errors }) => {
    const { device, rotate } = await admittedDevice(context, errors);
    const session = await sessionOf(context.server, device);
    if (!session) throw errors.ENDED({ data: { reason: 'deactivated', at: context.server.now() } });
    await sawDevice(context.server, device);
    return { ...session, rotate };
  }),

  rotate: os.rotate.handler(async ({ context, errors }) => {
    const { device } = await admittedDevice(context, errors);
    const key = await replaceKey(context.server.storage.db, context.server.now(), device, context.key ?? '');
    if (key === null) throw errors.KEY_REPLACED();
    return { key };
  }),

  disconnect: os.disconnect.handler(async ({ context, errors }) => {
    const { device } = await admittedDevice(context, errors);
    await endDeviceNow(context.server, device, 'disconnected');
    return { ended: true as const };
  }),
});

// --- details

type Errors = {
  TOO_MANY: (options: { data: { retryAfterSeconds: number } }) => Error;
  UNKNOWN_KEY: () => Error;
  KEY_REPLACED: () => Error;
  WAITING: (options: { data: WaitingShop }) => Error;
  ENDED: (options: { data: { reason: EndReason; at: number } }) => Error;
};

async function admittedDevice(context: PublicContext, errors: Errors): Promise<{ device: DeviceKey; rotate: boolean }> {
  const { server, key, limits } = context;
  within(limits.calls, context, errors);
  if (key === null) throw errors.UNKNOWN_KEY();
  const shown = await showKey(server.storage.db, server.now(), key);
  switch (shown.kind) {
    case 'valid':
      return shown;
    case 'unknown': {
      const pending = await pendingDevice(server, key);
      if (pending?.kind === 'waiting') throw errors.WAITING({ data: pending.shop });
      if (pending) throw errors.ENDED({ data: { reason: 'declined', at: pending.at } });
      throw errors.UNKNOWN_KEY();
    }
    case 'replaced':
      throw errors.KEY_REPLACED();
    case 'ended':
      throw errors.ENDED({ data: { reason: shown.reason, at: shown.at } });
    case 'copied':
      await endDeviceNow(server, shown.device, 'keyReused');
      throw errors.ENDED({ data: { reason: 'keyReused', at: server.now() } });
  }
}

function within(limiter: PublicLimits['calls'], { address }: PublicContext, errors: Pick<Errors, 'TOO_MANY'>): void {
  const key = addressKey(address);
  const late = limiter.refusedFor(key);
  if (late !== null) throw errors.TOO_MANY({ data: { retryAfterSeconds: late } });
  limiter.count(key);
}

function beat(began: number): Promise<void> {
  const spent = performance.now() - began;
  return new Promise((go) => setTimeout(go, Math.ceil((spent + 1) / BEAT_MS) * BEAT_MS - spent));
}
