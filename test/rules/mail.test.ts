// How mail is sent: which settings are taken, what one address is, and what staff see of it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  foldedAddress,
  isThisComputer,
  type MailForm,
  mailAddress,
  mailProblems,
  maskedAddress,
  storedMailForm,
} from '../../src-shared/mail/rules.ts';

const form = (more: Partial<MailForm> = {}): MailForm => ({
  ...{ host: 'smtp.example.com', port: 587, security: 'starttls', user: 'sonne', senderName: 'Sonne' },
  ...{ senderAddress: 'app@example.com', ...more },
});

describe('the settings', () => {
  test('are taken as providers write them', () => {
    for (const good of [
      form(),
      form({ host: ' SMTP.Example.com ' }),
      form({ host: '192.0.2.7', security: 'tls', port: 465 }),
      form({ host: '::1', security: 'none', port: 1, user: '' }),
      form({ host: 'localhost', security: 'none', port: 65_535, senderName: '' }),
    ])
      expect(mailProblems(good)).toEqual([]);
  });

  test.each([
    [{ host: '' }, 'host', 'missing'],
    [{ host: 'smtp://example.com' }, 'host', 'notAHost'],
    [{ host: 'mail example.com' }, 'host', 'notAHost'],
    [{ port: 0 }, 'port', 'outOfRange'],
    [{ port: 65_536 }, 'port', 'outOfRange'],
    [{ port: 1.5 }, 'port', 'outOfRange'],
    [{ port: Number.NaN }, 'port', 'outOfRange'],
    [{ security: 'none' }, 'security', 'onlyThisComputer'],
    [{ security: 'none', host: '127.0.0.1.example.com' }, 'security', 'onlyThisComputer'],
    [{ user: 'x'.repeat(255) }, 'user', 'tooLong'],
    [{ senderName: 'x'.repeat(81) }, 'senderName', 'tooLong'],
    [{ senderAddress: ' ' }, 'senderAddress', 'missing'],
    [{ senderAddress: 'a@example.com, b@example.com' }, 'senderAddress', 'notAnEmail'],
  ] as const)('%o is refused', (more, field, problem) => {
    expect(mailProblems(form(more))).toEqual([{ field, problem }]);
  });

  test('a name cannot break the head of a mail', () => {
    const { senderName } = storedMailForm(form({ senderName: ' Sonne\r\nBcc: x@example.com ' }));
    expect(senderName).toBe('Sonne Bcc: x@example.com');
  });

  test('only loopback is this computer', () => {
    expect(['localhost', '127.0.0.1', '127.1.2.3', '::1', ' LOCALHOST '].map(isThisComputer)).toEqual(
      Array(5).fill(true),
    );
    expect(['localhost.example.com', '128.0.0.1', '::2', '10.0.0.1', ''].map(isThisComputer)).toEqual(
      Array(5).fill(false),
    );
  });
});

describe('an address', () => {
  test('is one, without blanks at its ends', () => {
    expect(mailAddress(' Maria.Müller+app@sub.example.com ')).toBe('Maria.Müller+app@sub.example.com');
    for (const none of [
      '',
      'maria',
      'a@b',
      'a@b@c.de',
      'a b@c.de',
      'A <a@b.de>',
      'a@b.de,c@d.de',
      'a@b.de;',
      '"a"@b.de',
    ])
      expect(mailAddress(none), none).toBeNull();
    expect(mailAddress('a@b.de\r\nBcc: c@d.de')).toBeNull();
    expect(mailAddress(`${'a'.repeat(250)}@b.de`)).toBeNull();
  });

  test('whatever is taken holds one @ and nothing that parts a list or a line', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aB1.-_+@,;:<>()"\\ \n\t[]ü') });
    fc.assert(
      fc.property(letters, (typed) => {
        const found = mailAddress(typed);
        if (found !== null) expect(found).toMatch(/^[^\s@,;:<>()"\\[\]]+@[^\s@,;:<>()"\\[\]]+$/);
      }),
    );
  });

  test('is compared without capitals and shown by its first letter', () => {
    expect(foldedAddress(' Maria@Example.COM ')).toBe('maria@example.com');
    expect(maskedAddress('maria@example.com')).toBe('m…@example.com');
    expect(maskedAddress('öß@example.com')).toBe('ö…@example.com');
    expect(maskedAddress('')).toBe('…');
  });
});
