// Keeps the chain's branches: sender of every letter, colour, licence, logo as a document, which one is the 'Zentrale', and
// the end of an empty one. What a field must look like stands in branches/rules.ts, what a letterhead can draw in printing/logo.ts.
import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { PDFDocument } from 'pdf-lib';
import type { BranchForm, BranchLine } from '../../src-shared/branches/contract.ts';
import {
  branchProblems,
  headquartersOf,
  LOGO_LARGEST_BYTES,
  LOGO_MOST_PIXELS,
  storedBranch,
} from '../../src-shared/branches/rules.ts';
import type { LogoProblem } from '../../src-shared/printing/jobs.ts';
import { blob, branch, document, employee, employeeRole, type Row, workstation } from '../../src-shared/tables.ts';
import { lastChanges } from './change-log.ts';
import { statement, type UnitOfWork } from './database/save.ts';
import { roleId } from './employees.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import { readLogo } from './printing/logo.ts';
import type { procedures } from './procedures.ts';
import { renewSeat } from './sign-in.ts';
import { asAdministrator } from './sync/administration-line.ts';
import { membership } from './sync/membership.ts';

export function branchHandlers(os: typeof procedures.branches) {
  return {
    own: os.own.handler(({ context }) => {
      const house = opened(context);
      return recordOf(house, ownRow(house));
    }),

    byId: os.byId.handler(({ context, input, errors }) => {
      const house = opened(context);
      const row = livingBranches(house).find(({ id }) => id === input.id);
      if (!row) throw errors.GONE();
      return recordOf(house, row);
    }),

    all: os.all.handler(({ context }) => linesOf(opened(context))),

    save: os.save.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const problems = branchProblems(input.form);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const form = storedBranch(input.form);
      const logo = typeof input.logo === 'string' ? input.logo : await newLogo(input.logo);
      if (typeof logo === 'object' && 'reason' in logo) throw errors.BAD_LOGO({ data: { reason: logo.reason } });
      const person = signedIn(context).id;
      const wantedId = input.id === undefined ? ownRow(house).id : input.id;
      const row = wantedId === null ? null : livingBranches(house).find(({ id }) => id === wantedId);
      if (row === undefined) throw errors.GONE();
      const id = row?.id ?? house.newId();
      const { changeSetId } = house.save('branch.save', (unit) => {
        const logoDocumentId =
          logo === 'keep' ? (row?.logoDocumentId ?? null) : keepLogo(house, unit, row, logo, person);
        if (row) unit.update('branch', id, { ...form, logoDocumentId });
        else {
          unit.create('branch', { ...form, id, logoDocumentId });
          const role = { employeeId: person, branchId: id, role: 'administrator' } as const;
          unit.create('employeeRole', { id: roleId(person, id), ...role });
        }
        if (input.headquarters) makeHeadquarters(house, unit, id);
      });
      if (changeSetId) renewSeat(house);
      return { id, changeSetId };
    }),

    remove: os.remove.handler(async ({ context, input: { id, pin }, errors }) => {
      const house = opened(context);
      const line = linesOf(house).find((one) => one.id === id);
      if (!line) throw errors.GONE();
      if (line.own) throw errors.OWN();
      if (line.headquarters) throw errors.HEADQUARTERS();
      const customers = customersOf(house, id);
      if (customers > 0 || line.workstations > 0)
        throw errors.IN_USE({ data: { customers, workstations: line.workstations } });
      if (!membership(house.db.sqlite)) {
        house.save('branch.save', (unit) => {
          unit.remove('branch', id);
          for (const role of rolesIn(house, id)) unit.remove('employeeRole', role.id);
        });
        return;
      }
      const proof = { employeeId: signedIn(context).id, pin: pin ?? '' };
      await asAdministrator(
        house,
        errors,
        (server) => server.branches.remove({ proof, branchId: id }),
        (code, data) =>
          code === 'IN_USE' ? errors.IN_USE({ data: data as { customers: number; workstations: number } }) : null,
      );
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
  before: Pick<Row<'branch'>, 'logoDocumentId'> | null,
  logo: NewLogo | 'remove',
  createdBy: string,
): string | null {
  const old = before?.logoDocumentId ? logoOf(house, before) : null;
  const sha256 = logo === 'remove' ? null : createHash('sha256').update(logo.bytes).digest('hex');
  if (before && old && logo !== 'remove' && old.bytes.equals(logo.bytes)) return before.logoDocumentId;
  if (before?.logoDocumentId) unit.remove('document', before.logoDocumentId);
  if (logo === 'remove' || sha256 === null) return null;
  house.db.orm.insert(blob).values({ sha256, bytes: logo.bytes }).onConflictDoNothing().run();
  const id = house.newId();
  const { name, mediaType } = logo;
  const size = logo.bytes.length;
  unit.create('document', { id, kind: 'logo', name, mediaType, size, sha256, createdBy, createdAt: unit.now });
  return id;
}

/** Whether the workstation stands in the 'Zentrale'. */
export function isHeadquarters(house: House): boolean {
  return headquartersOf(livingBranches(house)) === house.session.seat?.branch.id;
}

function livingBranches(house: House): Row<'branch'>[] {
  return house.db.orm.select().from(branch).where(isNull(branch.removedAt)).all();
}

function rolesIn(house: House, branchId: string): Row<'employeeRole'>[] {
  const here = and(eq(employeeRole.branchId, branchId), isNull(employeeRole.removedAt));
  return house.db.orm.select().from(employeeRole).where(here).all();
}

/** Those this workstation holds: its own branch's, and before it belongs to a server, all. */
function customersOf(house: House, branchId: string): number {
  const count = 'SELECT count(*) AS n FROM customer WHERE branchId = ? AND removedAt IS NULL';
  return (statement(house.db.sqlite, count).get(branchId) as { n: number }).n;
}

function linesOf(house: House): BranchLine[] {
  const rows = livingBranches(house);
  const headquarters = headquartersOf(rows);
  const changed = lastChanges(
    house,
    rows.map(({ id }) => id),
  );
  const stations = house.db.orm
    .select()
    .from(workstation)
    .where(and(isNull(workstation.removedAt), isNull(workstation.revokedAt)))
    .all();
  const working = house.db.orm
    .select({ branchId: employeeRole.branchId })
    .from(employeeRole)
    .innerJoin(employee, eq(employee.id, employeeRole.employeeId))
    .where(and(isNull(employeeRole.removedAt), isNull(employee.removedAt), isNull(employee.blockedAt)))
    .all();
  return rows
    .map(({ id, name, town }) => ({
      ...{ id, name, town },
      headquarters: id === headquarters,
      own: id === house.session.seat?.branch.id,
      workstations: stations.filter(({ branchId }) => branchId === id).length,
      employees: working.filter(({ branchId }) => branchId === id).length,
      changed: changed[id]?.record ?? null,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'de'));
}

/** The mark goes to this branch, and away from every other that bears it. */
function makeHeadquarters(house: House, unit: UnitOfWork, id: string): void {
  for (const one of livingBranches(house))
    if (one.id !== id && one.headquarters) unit.update('branch', one.id, { headquarters: false });
  unit.update('branch', id, { headquarters: true });
}

function recordOf(house: House, row: Row<'branch'>) {
  const logo = logoOf(house, row);
  return {
    id: row.id,
    form: formOf(row),
    headquarters: headquartersOf(livingBranches(house)) === row.id,
    logo: logo && { name: logo.name, mediaType: logo.mediaType, base64: logo.bytes.toString('base64') },
    changed: Object.fromEntries(
      Object.entries(lastChanges(house, [row.id])[row.id]?.fields ?? {}).flatMap(([field, change]) =>
        field.startsWith('branch.') ? [[field.slice('branch.'.length), change]] : [],
      ),
    ),
  };
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
