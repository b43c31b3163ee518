// What somebody must say to be registered, in which spelling it is kept, and what may be taken over into a known record; and
// that the sheet of what was agreed holds all of it, however long it is.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeForm } from '../../src-server/registration/judge-form.ts';
import { recordPdf } from '../../src-server/registration/record-pdf.ts';
import type { RegistrationPerson } from '../../src-shared/registration/public.ts';
import { COMPARED, TAKEABLE, takeable } from '../../src-shared/tasks/rules.ts';
import { flatTextOf, infoOf } from '../print/read-back.ts';

const NOW = Date.UTC(2026, 10, 21, 9, 30);
const typed: RegistrationPerson = {
  ...{ branchId: 'sun', firstName: 'Anna', lastName: 'Müller', birthDate: '3. April 61', street: 'Sonnenstr.' },
  ...{ houseNumber: '4 a', postcode: 'D-80331', town: 'München', country: '', phone: '0049 (0)30 / 23125-107' },
};
const facts = { offered: ['sun'], email: 'anna@example.com', now: NOW };
const judge = (more: Partial<RegistrationPerson>) => judgeForm({ ...typed, ...more }, facts);

describe('what was typed', () => {
  test('is kept in one spelling', () => {
    expect(judge({})).toEqual({
      ok: true,
      person: {
        ...{ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03', street: 'Sonnenstr.', houseNumber: '4 a' },
        ...{ postcode: '80331', town: 'München', country: '', phone: '+493023125107', email: 'anna@example.com' },
      },
    });
  });

  test('holds no line break and no letter that turns the line around', () => {
    const judged = judge({ lastName: 'Mül\u202eler\r\nBcc: x', town: '\u200bMün\tchen' });
    expect(judged.ok && [judged.person.lastName, judged.person.town]).toEqual(['Mül ler Bcc: x', 'Mün chen']);
  });

  test('is judged by the rules of its country', () => {
    expect(judge({ postcode: '1010' })).toEqual({
      ok: false,
      problems: [{ field: 'postcode', problem: 'unreadable' }],
    });
    expect(judge({ postcode: '1010', country: 'Österreich' }).ok).toBe(true);
  });

  test('is either whole or refused with the fields named, never half', () => {
    const text = fc.oneof(fc.constant(''), fc.string({ maxLength: 12 }), fc.constantFrom('1', '-', ' ', '3.4.1961'));
    const fields = Object.keys(typed) as (keyof RegistrationPerson)[];
    fc.assert(
      fc.property(fc.constantFrom(...fields), text, (field, value) => {
        const judged = judge({ [field]: value });
        if (judged.ok) {
          const { country: _, ...needed } = judged.person;
          for (const one of Object.values(needed)) expect(one).toMatch(/[\p{L}\p{N}]/u);
        } else {
          expect(judged.problems.map((one) => one.field)).toEqual([field === 'country' ? 'postcode' : field]);
        }
      }),
    );
  });
});

test('only what differs is offered, and never name or birth date', () => {
  fc.assert(
    fc.property(fc.subarray([...COMPARED]), (agrees) => {
      const offered = takeable(agrees);
      expect(offered).toEqual(TAKEABLE.filter((field) => !agrees.includes(field)));
      for (const field of offered) expect(['address', 'phone', 'email']).toContain(field);
    }),
  );
});

test('the sheet runs over as many pages as it needs, and loses no word', async () => {
  const person = judge({ lastName: `Donaudampfschifffahrts${'gesellschaft'.repeat(12)}` });
  if (!person.ok) throw new Error('not taken');
  const paragraphs = Array.from(
    { length: 60 },
    (_, at) => `Satz Nummer ${at + 1}: ${'Wort '.repeat(20)}Ende${at + 1}.`,
  );
  const pdf = await recordPdf({
    ...{ language: 'en', appName: 'Sonnen App', branchName: 'Sonnen-Apotheke', branchPlace: 'Sonnenstr. 4', at: NOW },
    person: person.person,
    declarations: [
      {
        ...{ title: 'Datenspeicherung', number: 3, validFrom: NOW, text: paragraphs.join('\n\n') },
        boxes: [
          { words: 'one', ticked: true },
          { words: 'two', ticked: false },
        ],
      },
    ],
  });
  const text = await flatTextOf(pdf);
  for (const at of [1, 30, 60]) expect(text).toContain(`Ende${at}.`);
  expect(text).toContain('Ticked: one');
  expect(text).toContain('Not ticked: two');
  const pages = Number((await infoOf(pdf)).get('Pages'));
  expect(pages).toBeGreaterThan(1);
  expect(text).toContain(`Page ${pages} of ${pages}`);
});
