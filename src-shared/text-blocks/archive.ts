// Which printed sheets are filed with the customer, and who may take one away again (E-78). It does not know how a sheet is made
// or where documents lie.
import type { TextBlockKey } from '../consent/text-block.ts';

/** Sheets whose words are the program's, beside the declarations. */
export const SHEETS = ['caseSlip', 'withdrawalConfirmation', 'registrationForm', 'passwordLetter'] as const;
export type TemplateKey = TextBlockKey | (typeof SHEETS)[number];

/** Those that an administrator decides about; the title is German whatever the screen's language, as on paper. */
export const CHOSEN_TEMPLATES = ['caseSlip'] as const satisfies readonly TemplateKey[];
export type ChosenTemplate = (typeof CHOSEN_TEMPLATES)[number];
export const CHOSEN_TITLES: Readonly<Record<ChosenTemplate, string>> = { caseSlip: 'Vorgangszettel' };

/**
 * 'proof': filed whenever it is handed out and never taken away, because a consent or its end may have to be proven (Art. 7 (1)
 * GDPR). 'never': it bears what opens the app, which lies nowhere else. 'chosen': as the administrator says.
 */
export type Filing = 'proof' | 'chosen' | 'never';

export function filingOf(template: TemplateKey): Filing {
  if (isChosen(template)) return 'chosen';
  return template === 'passwordLetter' || template === 'registrationForm' ? 'never' : 'proof';
}

export function isChosen(template: TemplateKey): template is ChosenTemplate {
  return (CHOSEN_TEMPLATES as readonly string[]).includes(template);
}
