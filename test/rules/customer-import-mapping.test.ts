// Headings of customer lists, and what is proposed for them.
import { describe, expect, test } from 'vitest';
import { looksLikeHeadings, mappingProblems, proposeMapping } from '../../src-shared/customer-import/fields.ts';

const propose = (headings: string[], ...samples: string[][]) => proposeMapping(headings, samples);

describe('the proposal by headings', () => {
  test('knows the headings of German exports', () => {
    expect(
      propose([
        ...['Kundennr.', 'Anrede', 'Titel', 'Nachname', 'Vorname', 'Geb.-Datum', 'Strasse', 'Hausnr.', 'PLZ', 'Ort'],
        ...['Tel. privat', 'Tel. dienstl.', 'Mobil', 'Telefax', 'E-Mail', 'KVNR', 'Bemerkung', 'Krankenkasse'],
      ]),
    ).toEqual([
      ...['number', 'salutation', 'title', 'lastName', 'firstName', 'birthDate', 'street', 'houseNumber', 'postcode'],
      ...['town', 'phonePrivate', 'phoneWork', 'phoneMobile', 'fax', 'email', 'kvnr', 'note', null],
    ]);
  });

  test.each([
    ['Straße', 'street'],
    ['STRASSE', 'street'],
    ['Straße / Nr.', 'street'],
    ['geboren am', 'birthDate'],
    ['GEBURTSDATUM', 'birthDate'],
    ['Postleitzahl', 'postcode'],
    ['Wohnort', 'town'],
    ['PLZ / Ort', 'postcodeTown'],
    ['Handy-Nr.', 'phoneMobile'],
    ['Telefon 2', 'phone'],
    ['e-mail 1', 'email'],
    ['Versicherten-Nr.', 'kvnr'],
    ['Kd-Nr', 'number'],
    ['Date of birth', 'birthDate'],
    ['Surname', 'lastName'],
    ['Krankenkasse', null],
    ['Briefanrede', null],
    ['Alter', null],
  ])('%s', (heading, field) => {
    expect(propose([heading, 'Nachname'])[0]).toBe(field);
  });

  test('takes Name for the last name beside a first name, alone for both', () => {
    expect(propose(['Name', 'Vorname'])).toEqual(['lastName', 'firstName']);
    expect(propose(['Name', 'Ort'])).toEqual(['fullName', 'town']);
    expect(propose(['Nachname', 'Ort'])).toEqual(['lastName', 'town']);
  });

  test('takes an address for the street where postcode and town stand apart', () => {
    expect(propose(['Name', 'Adresse'])).toEqual(['fullName', 'addressLine']);
    expect(propose(['Name', 'Adresse', 'PLZ', 'Ort'])).toEqual(['fullName', 'street', 'postcode', 'town']);
  });

  test('gives no single field away twice, telephone numbers may repeat', () => {
    expect(propose(['Nachname', 'Name', 'Telefon', 'Telefon 2'])).toEqual(['lastName', null, 'phone', 'phone']);
  });

  test('goes by the cells where there are no headings', () => {
    const samples = [
      ['10001', 'Müller', '03.04.1961', '80331', 'anna@example.com', 'A123456780'],
      ['10002', 'Weiß', '12.11.84', '99084', 'jw@example.com', 'B234567895'],
    ];
    expect(proposeMapping(['', '', '', '', '', ''], samples)).toEqual([
      'postcode',
      null,
      'birthDate',
      null,
      'email',
      'kvnr',
    ]);
  });
});

test('a line of headings is told from a customer', () => {
  expect(looksLikeHeadings(['Nachname', 'Vorname', 'PLZ'])).toBe(true);
  expect(looksLikeHeadings(['Nachname'])).toBe(true);
  expect(looksLikeHeadings(['Kundenliste der Sonnen-Apotheke', '', ''])).toBe(false);
  expect(looksLikeHeadings(['Müller', 'Anna', '80331'])).toBe(false);
  expect(looksLikeHeadings([])).toBe(false);
});

test('a mapping needs a last name and no field twice', () => {
  expect(mappingProblems(['lastName', 'phone', 'phone', 'note', 'note'])).toEqual([]);
  expect(mappingProblems(['company'])).toEqual([]);
  expect(mappingProblems(['firstName', null])).toEqual([{ problem: 'lastNameMissing' }]);
  expect(mappingProblems(['lastName', 'town', null, 'town'])).toEqual([
    { problem: 'takenTwice', field: 'town', columns: [1, 3] },
  ]);
});
