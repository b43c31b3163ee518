// The sheet that 'Testseite drucken' prints: a letter to nobody, so that paper, tray, edges and the envelope's window can be seen.
import { localDay } from '../../../src-shared/customers/rules.ts';
import { LETTER_TEXTS } from './letter-texts.ts';
import type { PlainLetterInput } from './plain-letter.ts';

export const TEST_PAGE = LETTER_TEXTS.testPage;

export function testPage(at: Date): PlainLetterInput {
  const sender = { street: 'Musterweg', houseNumber: '1', postcode: '12345', town: 'Musterstadt' };
  return {
    letterhead: { branchName: 'Tresen', ...sender },
    address: { lastName: TEST_PAGE.title, ...sender },
    customerNumber: '0',
    date: localDay(at.getTime()),
    subject: TEST_PAGE.title,
    paragraphs: TEST_PAGE.paragraphs,
  };
}
