// Who can be invited by e-mail, why not, and what an invitation is worth at a moment.
import { describe, expect, test } from 'vitest';
import {
  canInvite,
  INVITATION_LIVES_MS,
  INVITATION_REFUSALS,
  type InvitationFacts,
  type InvitationFields,
  invitationState,
} from '../../src-shared/invitation/rules.ts';

const facts = (more: Partial<InvitationFacts> = {}): InvitationFacts => ({
  ...{
    writtenTo: true,
    active: true,
    email: ' maria@example.com ',
    publicAddress: 'https://app.example.com/',
    unsaved: false,
  },
  ...{ server: 'online', arrived: true, mailReady: true, ...more },
});

describe('inviting', () => {
  test('is allowed when nothing stands in the way: where to, and by which address', () => {
    expect(canInvite(facts())).toEqual({ allowed: true, to: 'maria@example.com', address: 'https://app.example.com' });
  });

  /** In the order in which staff are told. */
  const ways: [(typeof INVITATION_REFUSALS)[number], Partial<InvitationFacts>][] = [
    ['notWrittenTo', { writtenTo: false }],
    ['notActive', { active: false }],
    ['unsaved', { unsaved: true }],
    ['noEmail', { email: null }],
    ['noPublicAddress', { publicAddress: null }],
    ['noServer', { server: 'none' }],
    ['transferring', { arrived: false }],
    ['mailNotSetUp', { mailReady: false }],
  ];

  test.each(ways)('%s', (reason, more) => {
    expect(canInvite(facts(more))).toEqual({ allowed: false, reason });
  });

  test('of several reasons the first is told', () => {
    for (const [at, [reason]] of ways.entries()) {
      const all = Object.assign({}, ...ways.slice(at).map(([, more]) => more)) as Partial<InvitationFacts>;
      expect(canInvite(facts(all))).toEqual({ allowed: false, reason });
    }
  });

  test.each([
    ['noEmail', { email: '  ' }],
    ['badEmail', { email: 'maria@example.com, paul@example.com' }],
    ['badEmail', { email: 'maria' }],
    ['badPublicAddress', { publicAddress: 'http://app.example.com' }],
    ['offline', { server: 'offline' }],
    ['mailNotSetUp', { mailReady: null }],
  ] as const)('%s: %o', (reason, more) => {
    expect(canInvite(facts(more))).toEqual({ allowed: false, reason });
  });

  test('every reason can be given', () => {
    const given = new Set([...ways.map(([reason]) => reason), 'badEmail', 'badPublicAddress', 'offline']);
    expect([...given].sort()).toEqual([...INVITATION_REFUSALS].sort());
  });
});

describe('an invitation', () => {
  const at = 1_000_000;
  const until = at + INVITATION_LIVES_MS;
  const fields = (more: Partial<InvitationFields> = {}): InvitationFields => ({
    ...{ invitedAt: at, invitedTo: 'maria@example.com', invitedUntil: until },
    ...{ invitationAcceptedAt: null, invitationEndedAt: null, ...more },
  });
  const to = 'maria@example.com';

  test('lives 48 hours to the millisecond', () => {
    expect(INVITATION_LIVES_MS).toBe(172_800_000);
    expect(invitationState(fields(), until - 1)).toEqual({ state: 'sent', at, to, until });
    expect(invitationState(fields(), until)).toEqual({ state: 'expired', at, to });
  });

  test('was none, was accepted, has ended; accepted stays accepted', () => {
    expect(invitationState(fields({ invitedAt: null, invitedTo: null, invitedUntil: null }), at)).toEqual({
      state: 'none',
    });
    expect(invitationState(fields({ invitationEndedAt: at + 1 }), at + 2)).toEqual({ state: 'ended', at, to });
    for (const now of [at + 5, until + 1])
      expect(invitationState(fields({ invitationAcceptedAt: at + 5, invitationEndedAt: now }), now)).toEqual({
        ...{ state: 'accepted', at: at + 5, to },
      });
  });
});
