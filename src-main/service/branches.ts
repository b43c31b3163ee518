// Keeps the own branch: sender of every letter, colour, licence, and its logo as a document. What a field must look like stands
// in branches/rules.ts, what a letterhead can draw in printing/logo.ts.
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { PDFDocument } from 'pdf-lib';
import type { BranchForm } from '../../src-shared/branches/contract.ts';
import { branchProblems, LOGO_LARGEST_BYTES, LOGO_MOST_PIXELS, storedBranch } from '../../src-shared/branches/rules.ts';
import type { LogoProblem } from '../../src-shared/printing/jobs.ts';
import { blob, branch, document, type Row } from '../../src-shared/tables.ts';
import { lastChanges } from './change-log.ts';
import type { UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import { readLogo } from './printing/logo.ts';
import type { procedures } from './procedures.ts';
import { renewSeat } from './sign-in.ts';

export function branchHandlers(os: typeof procedures.branches) {
  return {
    own: os.own.handler(({ context }) => {
      const house = opened(context);
      const row = ownRow(house);
      const logo = logoOf(house, row);
      return {
        id: row.id,
        form: formOf(row),
        logo: logo && { name: logo.name, mediaType: logo.mediaType, base64: logo.bytes.toString('base64') },
        changed: Object.fromEntries(
          Object.entries(lastChanges(house, [row.id])[row.id]?.fields ?? {}).flatMap(([field, change]) =>
            field.startsWith('branch.') ? [[field.slice('branch.'.length), change]] : [],
          ),
        ),
      };
    }),

    save: os.save.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const problems = branchProblems(input.form);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const form = storedBranch(input.form);
      const logo = typeof input.logo === 'string' ? input.logo : await newLogo(input.logo);
      if (typeof logo === 'object' && 'reason' in logo) throw errors.BAD_LOGO({ data: { reason: logo.reason } });
      const row = ownRow(house);
      const { changeSetId } = house.save('branch.save', (unit) => {
        const logoDocumentId =
          logo === 'keep' ? row.logoDocumentId : keepLogo(house, unit, row, logo, signedIn(context).id);
        unit.update('branch', row.id, { ...form, logoDocumentId });
      });
      if (changeSetId) renewSeat(house);
      return { changeSetId };
    }),
  };
}

/** The logo's file for the letterhead; null where there is none. */
export function logoOf(
  house: House,
  row: Pick<Row<'branch'>, 'logoDocumentId'>,
): { name: string; mediaType: string; bytes: Buffer } | null {
  if (!row.logoDocumentId) return null;
  const found = house.db.orm
    .select({ name: document.name, mediaType: document.mediaType, bytes: blob.bytes })
    .from(document)
    .innerJoin(blob, eq(blob.sha256, document.sha256))
    .where(eq(document.id, row.logoDocumentId))
    .get();
  return found ?? null;
}

type NewLogo = { name: string; mediaType: string; bytes: Buffer };
type LogoRefusal = { reason: LogoProblem | 'tooLarge' };

/** Only what the letterhead can draw is taken, so that no letter comes out without the logo that the page shows. */
async function newLogo(file: { name: string; base64: string }): Promise<NewLogo | LogoRefusal> {
  const bytes = Buffer.from(file.base64, 'base64');
  if (bytes.length > LOGO_LARGEST_BYTES || pngPixels(bytes) > LOGO_MOST_PIXELS) return { reason: 'tooLarge' };
  const logo = await readLogo(await PDFDocument.create(), bytes);
  if ('problem' in logo) return { reason: logo.problem };
  const picture = bytes[0] === 0x89 ? 'image/png' : 'image/jpeg';
  return { name: file.name, mediaType: logo.kind === 'drawing' ? 'image/svg+xml' : picture, bytes };
}

/** As its head says, read before anything is unpacked; 0 for other files. */
function pngPixels(bytes: Buffer): number {
  const isPng = bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47;
  return isPng ? bytes.readUInt32BE(16) * bytes.readUInt32BE(20) : 0;
}

/** @returns id of the new document, or null */
function keepLogo(
  house: House,
  unit: UnitOfWork,
  before: Row<'branch'>,
  logo: NewLogo | 'remove',
  createdBy: string,
): string | null {
  const old = before.logoDocumentId ? logoOf(house, before) : null;
  const sha256 = logo === 'remove' ? null : createHash('sha256').update(logo.bytes).digest('hex');
  if (old && logo !== 'remove' && old.bytes.equals(logo.bytes)) return before.logoDocumentId;
  if (before.logoDocumentId) unit.remove('document', before.logoDocumentId);
  if (logo === 'remove' || sha256 === null) return null;
  house.db.orm.insert(blob).values({ sha256, bytes: logo.bytes }).onConflictDoNothing().run();
  const id = house.newId();
  const { name, mediaType } = logo;
  const size = logo.bytes.length;
  unit.create('document', { id, kind: 'logo', name, mediaType, size, sha256, createdBy, createdAt: unit.now });
  return id;
}

function ownRow(house: House): Row<'branch'> {
  const row = house.db.orm
    .select()
    .from(branch)
    .where(eq(branch.id, house.session.seat?.branch.id ?? ''))
    .get();
  if (!row) throw new Error('this workstation has no branch');
  return row;
}

function formOf(row: Row<'branch'>): BranchForm {
  const { name, street, houseNumber, postcode, town, phone, email, website } = row;
  const { openingHours, letterFooter, accent, licenceUntil } = row;
  return {
    ...{ name, street, houseNumber, postcode, town, phone, email, website },
    ...{ openingHours, letterFooter, accent, licenceUntil },
  };
}
