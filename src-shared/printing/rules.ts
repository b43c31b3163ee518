// Decides where things lie on a letter (DIN 5008 form B and the window of its envelope), which lines of an address
// the window can show, how a letter greets, and what a printed file is called. All lengths are millimetres from the
// top left corner of the sheet unless a name says otherwise. It refuses to know fonts (widths are asked for), printers
// and who asks.

/** A rectangle on the sheet: millimetres from the top left corner. */
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** DIN A4, upright. */
export const PAGE = { width: 210, height: 297 } as const;
/** One line of the DIN 5008 grid: 12 pt. */
export const LINE_PITCH = (12 * 25.4) / 72;

/** Head of the paper, free for the sender's design (form A would be 27). */
export const LETTERHEAD: Rect = { x: 0, y: 0, width: 210, height: 45 };
export const ADDRESS_FIELD: Rect = { x: 20, y: 45, width: 85, height: 45 };
/** 'Zusatz- und Vermerkzone' with the return address, filled from the bottom, 8 pt. */
export const NOTE_ZONE: Rect = { x: 20, y: 45, width: 85, height: 17.7 };
/** 'Anschriftzone': six lines at most. */
export const ADDRESS_ZONE: Rect = { x: 20, y: 62.7, width: 85, height: 27.3 };
export const ADDRESS_MAX_LINES = 6;
/** Text in the address field begins 5 mm inside, flush with the left margin. */
export const ADDRESS_TEXT_X = 25;
/** Height is what is left above the subject; the block grows downwards and must end there. */
export const INFO_BLOCK: Rect = { x: 125, y: 50, width: 75, height: 45 };
/** Upper edge of the subject's line, the first line of the text. */
export const SUBJECT_Y = 98.46;
export const MARGIN = { left: 25, right: 20 } as const;
/** Lower edge of the type area (as in the former DIN 676). */
export const TYPE_AREA_BOTTOM = 257;
/** Form B. Form A has 87 and 192; some guides in circulation swap the two. */
export const FOLD_MARKS_Y = [105, 210] as const;
export const HOLE_MARK_Y = 148.5;

export type Envelope = 'DL' | 'C6/C5';
/** Window of both envelopes: 90 × 45, 20 from the left, 15 from the bottom; ± 1, and ± 1.5 for the outer size. */
export const ENVELOPES = {
  DL: { width: 220, height: 110 },
  'C6/C5': { width: 229, height: 114 },
} as const;
const WINDOW = { width: 90, height: 45, left: 20, bottom: 15, tolerance: 1, outerTolerance: 1.5 } as const;

/**
 * What the window shows of a letter folded at the marks. The folded sheet (210 × 105) is smaller than the envelope and
 * slides: `always` is visible in every position, `ever` in at least one. An address belongs into `always`, everything
 * that is nobody's business stays out of `ever`.
 */
export function windowOnLetter(envelope: Envelope = 'DL'): { always: Rect; ever: Rect } {
  const outer = ENVELOPES[envelope];
  const slideX = outer.width + WINDOW.outerTolerance - PAGE.width;
  const slideY = outer.height + WINDOW.outerTolerance - FOLD_MARKS_Y[0];
  const top = FOLD_MARKS_Y[0] - WINDOW.bottom - WINDOW.height; // the letter standing on the envelope's bottom
  const bottom = top + WINDOW.height;
  const right = WINDOW.left + WINDOW.width;
  const slack = WINDOW.tolerance;
  return {
    always: span(WINDOW.left + slack, top + slideY + slack, right - slideX - slack, bottom - slack),
    ever: span(WINDOW.left - slideX - slack, top - slack, right + slack, bottom + slideY + slack),
  };
}

/** Widest line of an address that every position of a DL letter shows, in mm. */
export const ADDRESS_MAX_WIDTH =
  windowOnLetter().always.x + windowOnLetter().always.width - Math.max(ADDRESS_TEXT_X, windowOnLetter().always.x);

/** Every kind of form that Tresen prints. */
export const FORM_KINDS = [
  'passwordLetter',
  'registrationForm',
  'consentForm',
  'withdrawalConfirmation',
  'letter',
  'customerList',
] as const;
export type FormKind = (typeof FORM_KINDS)[number];

/** The kind as it stands in file names and, capitalised, in job titles. */
export const FORM_KIND_WORD: Readonly<Record<FormKind, string>> = {
  passwordLetter: 'passwortschreiben',
  registrationForm: 'anmeldecode',
  consentForm: 'einwilligung',
  withdrawalConfirmation: 'widerruf',
  letter: 'brief',
  customerList: 'kundenliste',
};

/**
 * Name of a file of the printer 'PDF-Ablage': `YYYYMMDD-HHMMSS-<kind>-<customer number>.pdf` in the workstation's local
 * time. `attempt` 1 is the plain name, 2 and up append -2, -3 … for equal names. Carries no personal data but the
 * number, whose unusual characters become '_' so that no number can leave the folder.
 */
export function printFileName(kind: FormKind, customerNumber: string, at: Date, attempt = 1): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  const suffix = attempt > 1 ? `-${attempt}` : '';
  return `${day}-${time}-${FORM_KIND_WORD[kind]}-${plainNumber(customerNumber)}${suffix}.pdf`;
}

/** Title of a print job, as any user of the printer may read it in the queue: kind and customer number, no name. */
export function printJobTitle(kind: FormKind, customerNumber: string): string {
  const word = FORM_KIND_WORD[kind];
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${plainNumber(customerNumber)}`;
}

/** How a letter greets. Without a salutation nobody is guessed to be Frau or Herr. */
export function letterGreeting(person: {
  salutation?: string | undefined;
  title?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
}): string {
  const last = tidyLine(person.lastName);
  const titled = [tidyLine(person.title), last].filter(Boolean).join(' ');
  const salutation = tidyLine(person.salutation);
  if (!last) return 'Sehr geehrte Damen und Herren,';
  if (salutation === 'Frau') return `Sehr geehrte Frau ${titled},`;
  if (salutation === 'Herr' || salutation === 'Herrn') return `Sehr geehrter Herr ${titled},`;
  return `Guten Tag ${[tidyLine(person.firstName), last].filter(Boolean).join(' ')},`;
}

export type ConnectLink =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: 'noPublicAddress' | 'badPublicAddress' | 'badLoginCode' };

/**
 * What the QR code of the registration form says: `<public address>/app/connect#<login code>`. The code stands in the
 * fragment so that a browser sends it to no server and no proxy logs it. Refused without a usable public address.
 */
export function connectLink(publicAddress: string | undefined, loginCode: string): ConnectLink {
  const address = publicAddress?.trim().replace(/\/+$/, '') ?? '';
  if (address === '') return { ok: false, reason: 'noPublicAddress' };
  if (!/^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?$/.test(address)) {
    return { ok: false, reason: 'badPublicAddress' };
  }
  if (!/^[A-Za-z0-9_-]{8,128}$/.test(loginCode)) return { ok: false, reason: 'badLoginCode' };
  return { ok: true, url: `${address}/app/connect#${loginCode}` };
}

/**
 * One line of print: composed characters (NFC), single spaces, neither control nor direction characters. A name that
 * was pasted with either would otherwise print as a box or turn the rest of its line around.
 */
export function tidyLine(text: string | undefined): string {
  return (text ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
}

function plainNumber(customerNumber: string): string {
  return customerNumber.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 40) || 'ohne';
}

function span(left: number, top: number, right: number, bottom: number): Rect {
  return { x: left, y: top, width: right - left, height: bottom - top };
}
