// What customers' pages may ask the branch server: written by hand and small, so that nothing of a row can slip through.
// There is no field for a title, a birth date, a number or anything else a customer's phone has no business with (T-12).
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { registrationCalls, waitingShop } from './registration/public.ts';

const tooMany = { TOO_MANY: { status: 429, data: z.object({ retryAfterSeconds: z.number().int() }) } } as const;

/** Why a device that once was connected is so no longer. Said only to whoever shows its key. */
export const endReasons = [
  'deactivated',
  'removedByStaff',
  'disconnected',
  'keyReused',
  'replaced',
  'declined',
] as const;
export type EndReason = (typeof endReasons)[number];

const publicCall = oc.errors(tooMany);

const deviceCall = publicCall.errors({
  /** No device has such a key. */
  UNKNOWN_KEY: { status: 401 },
  /** The device was connected and is no more. */
  ENDED: { status: 410, data: z.object({ reason: z.enum(endReasons), at: z.number().int() }) },
  /** The key was replaced a moment ago; the newer one is to be used. */
  KEY_REPLACED: { status: 409 },
  /** Of a registration that staff have not decided yet. */
  WAITING: { status: 425, data: waitingShop },
});

const branchColour = z.string().nullable();

/** Whose app it is, before anybody is connected. It says the same of valid, stale and locked codes. */
export const appLook = z.object({
  appName: z.string(),
  branchName: z.string().nullable(),
  /** '#rrggbb'; null = the page's own. */
  accent: branchColour,
  asksForPassword: z.boolean(),
});
export type AppLook = z.infer<typeof appLook>;

const loginCode = z.string().max(80);

const token = z.string().max(80);

const connected = z.object({
  /** The device's key. It is shown with every call and replaced by `rotate`. */
  key: z.string(),
});

/** What a connected customer sees. Texts are as staff typed them. */
export const appSession = z.object({
  appName: z.string(),
  /** First and last name, nothing before them. */
  customerName: z.string(),
  branch: z.object({
    name: z.string(),
    street: z.string(),
    town: z.string(),
    phone: z.string().nullable(),
    openingHours: z.string().nullable(),
    accent: branchColour,
  }),
  deviceName: z.string(),
  /** Epoch milliseconds. */
  connectedAt: z.number().int(),
  /** The key has been in use for a day: call `rotate`. */
  rotate: z.boolean(),
});
export type AppSession = z.infer<typeof appSession>;

export const publicContract = {
  registration: registrationCalls,

  look: publicCall
    .route({ method: 'POST', path: '/look', summary: 'What a code leads to', tags: ['app'] })
    .input(
      z.object({ code: loginCode.nullable(), /** What an invitation's link carries. */ invitation: token.optional() }),
    )
    .output(appLook),

  connect: publicCall
    .route({
      ...{ method: 'POST', path: '/connect', summary: 'Connects a device with login code and password', tags: ['app'] },
      description:
        'A wrong, stale, unknown or locked code or password is answered with NOT_ADMITTED. Whoever shows the key of a device that was connected to the same access is told the reason (REFUSED).',
    })
    .input(z.object({ code: loginCode, password: z.string().max(200), deviceName: z.string().max(60) }))
    .output(connected)
    .errors({
      /** One answer for wrong, stale, unknown and locked. */
      NOT_ADMITTED: { status: 401 },
      REFUSED: {
        status: 403,
        data: z.object({
          reason: z.enum(['wrongPassword', 'locked', 'codeReplaced', 'deactivated']),
          /** Of a lock. */
          until: z.number().int().nullable(),
        }),
      },
    }),

  acceptInvitation: publicCall
    .route({
      ...{ method: 'POST', path: '/invitation', summary: 'Connects a device by an invitation', tags: ['app'] },
      description:
        'The token of the link, and the address that the invitation was sent to. It works once. Wrong, expired, used and unknown are answered alike.',
    })
    .input(z.object({ token, email: z.string().max(254), deviceName: z.string().max(60) }))
    .output(connected)
    .errors({ NOT_ADMITTED: { status: 401 } }),

  session: deviceCall
    .route({ method: 'GET', path: '/session', summary: 'Who this device is connected to', tags: ['app'] })
    .output(appSession),

  /** The earlier key is worth nothing once the new one was used; used again after that, it ends the device. */
  rotate: deviceCall
    .route({ method: 'POST', path: '/session/key', summary: 'A new key for this device', tags: ['app'] })
    .output(connected),

  disconnect: deviceCall
    .route({ method: 'DELETE', path: '/session', summary: 'Ends this device', tags: ['app'] })
    .output(z.object({ ended: z.literal(true) })),
};
export type PublicContract = typeof publicContract;
