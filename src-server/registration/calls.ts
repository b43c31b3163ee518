// The app's calls for whoever registers himself: limits first, then whether it is offered here, then the work. A link can be
// asked for whoever the address belongs to, and the answer is the same.
import { mailAddress } from '../../src-shared/mail/rules.ts';
import { addressKey, createLimiter, type Limit, type Limiter } from '../http/limits.ts';
import { MailFailed } from '../mail/transport.ts';
import type { PublicContext, PublicProcedures } from '../public/calls.ts';
import { invitedBy, type Registration, sendLink } from './letters.ts';
import { checkForm, register } from './register.ts';
import { filledText, placeOf, type Shop, shopAt, text } from './shop.ts';

const HOUR = 60 * 60_000;
/** A shop full of customers on one network is fewer; whoever wants others' mailboxes full is more. */
const MAILS_BY_ADDRESS: Limit = { most: 20, withinMs: HOUR };
const MAILS_TO_ONE: Limit = { most: 3, withinMs: HOUR };
const LINKS_BY_ADDRESS: Limit = { most: 200, withinMs: HOUR };
/** Each makes a sheet. */
const SENT_BY_ADDRESS: Limit = { most: 30, withinMs: HOUR };

export type RegistrationLimits = Record<'mailsByAddress' | 'mailsToOne' | 'linksByAddress' | 'sentByAddress', Limiter>;

/** @param now epoch milliseconds */
export function registrationLimits(now: () => number): RegistrationLimits {
  return {
    mailsByAddress: createLimiter(MAILS_BY_ADDRESS, now),
    mailsToOne: createLimiter(MAILS_TO_ONE, now),
    linksByAddress: createLimiter(LINKS_BY_ADDRESS, now),
    sentByAddress: createLimiter(SENT_BY_ADDRESS, now),
  };
}

export function registrationHandlers(os: PublicProcedures['registration']) {
  return {
    offer: os.offer.handler(async ({ context, errors }) => {
      within(context.limits.calls, addressKey(context.address), errors);
      return { possible: (await shopAt(context.server, context.host)) !== null };
    }),

    begin: os.begin.handler(async ({ context, input, errors }) => {
      const { mailsByAddress, mailsToOne } = context.limits.registration;
      const shop = await offered(context, errors);
      const email = mailAddress(input.email);
      if (email === null) throw errors.NOT_AN_ADDRESS();
      within(mailsByAddress, addressKey(context.address), errors);
      within(mailsToOne, email.toLowerCase(), errors);
      try {
        await sendLink(context.server, shop, email, input.language);
      } catch (error) {
        if (!(error instanceof MailFailed)) throw error;
        // What the other side says about a mailbox is nobody's business here.
        if (error.trouble !== 'recipientRefused') throw errors.MAIL_AWAY();
      }
      return { sent: true as const };
    }),

    open: os.open.handler(async ({ context, input, errors }) => {
      const { shop, invited } = await byToken(context, input.token, errors);
      const branches = shop.branches.map(({ id, body }) => ({ id, name: text(body.name), place: placeOf(body) }));
      return { email: invited.email, branches };
    }),

    check: os.check.handler(async ({ context, input, errors }) => {
      const { shop, invited } = await byToken(context, input.token, errors);
      const at = context.server.now();
      const checked = checkForm(shop, invited.email, input.person, at);
      if (checked.kind === 'invalid') throw errors.INVALID({ data: { problems: checked.problems } });
      const { branch, person } = checked;
      const declarations = shop.declarations.map((declaration) => ({
        ...{ versionId: declaration.versionId, title: declaration.title, number: declaration.number },
        ...{ validFrom: declaration.validFrom, purposes: [...declaration.purposes] },
        text: filledText(declaration, { shop, branch, person, at }),
      }));
      return { declarations };
    }),

    send: os.send.handler(async ({ context, input, errors }) => {
      const shop = await offered(context, errors);
      within(context.limits.registration.sentByAddress, addressKey(context.address), errors);
      const outcome = await register(context, shop, input);
      switch (outcome.kind) {
        case 'done':
          return { state: outcome.state };
        case 'linkEnded':
          throw errors.LINK_ENDED();
        case 'textChanged':
          throw errors.TEXT_CHANGED();
        case 'invalid':
          throw errors.INVALID({ data: { problems: outcome.problems } });
      }
    }),
  };
}

// --- details

type Errors = {
  TOO_MANY: (options: { data: { retryAfterSeconds: number } }) => Error;
  NOT_OFFERED: () => Error;
};

async function offered(context: PublicContext, errors: Errors): Promise<Shop> {
  within(context.limits.calls, addressKey(context.address), errors);
  const shop = await shopAt(context.server, context.host);
  if (!shop) throw errors.NOT_OFFERED();
  return shop;
}

async function byToken(
  context: PublicContext,
  token: string,
  errors: Errors & { LINK_ENDED: () => Error },
): Promise<{ shop: Shop; invited: Registration & { email: string } }> {
  const shop = await offered(context, errors);
  within(context.limits.registration.linksByAddress, addressKey(context.address), errors);
  const invited = await invitedBy(context.server, token);
  if (!invited || invited.chainId !== shop.chainId) throw errors.LINK_ENDED();
  return { shop, invited };
}

function within(limiter: Limiter, key: string, errors: Pick<Errors, 'TOO_MANY'>): void {
  const late = limiter.refusedFor(key);
  if (late !== null) throw errors.TOO_MANY({ data: { retryAfterSeconds: late } });
  limiter.count(key);
}
