// The pages of module 'Filialverwaltung', in the order of the list. A feature adds its page with one line here and keeps
// the component in its own folder; nothing else has to know of it.
import type { ComponentType } from 'react';
import { LIST_NAMES, type ListName } from '../../src-shared/lists/rules.ts';
import { type SettingPage, settingKeys, settings } from '../../src-shared/settings/rules.ts';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import { BackupPage } from '../backup/backup-page.tsx';
import { ImportPage } from '../customer-import/import-page.tsx';
import { DevicesPage } from '../devices/devices-page.tsx';
import { DuplicatesPage } from '../duplicates/duplicates-page.tsx';
import { ErasuresPage } from '../erasure/erasures-page.tsx';
import { RetentionPage } from '../erasure/retention-page.tsx';
import { listPages } from '../lists/pages.tsx';
import { MailPage } from '../mail/mail-page.tsx';
import { OwnServerPage } from '../own-server/own-server-page.tsx';
import { administrationTexts } from '../texts/administration.ts';
import { backupTexts } from '../texts/backup.ts';
import type { Language } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { deviceTexts } from '../texts/devices.ts';
import { duplicateTexts } from '../texts/duplicates.ts';
import { erasureTexts } from '../texts/erasure.ts';
import { listTexts } from '../texts/lists.ts';
import { mailTexts } from '../texts/mail.ts';
import { ownServerTexts } from '../texts/own-server.ts';
import { printingTexts } from '../texts/printing.ts';
import { settingTexts } from '../texts/settings.ts';
import { slipTexts } from '../texts/slips.ts';
import { AccountsPage } from './accounts-page.tsx';
import { BranchPage } from './branch-page.tsx';
import { BranchesPage } from './branches-page.tsx';
import { ChainPage, CustomerSettingsPage } from './chain-page.tsx';
import { EmployeesPage } from './employees-page.tsx';
import { TextBlocksPage } from './text-blocks-page.tsx';
import { WorkstationPage } from './workstation-page.tsx';
import { WorkstationsPage } from './workstations-page.tsx';

export type AdministrationPage = {
  /** As in the path: '#/administration/branch'. */
  page: string;
  label: Record<Language, string>;
  /** Further words under which the search box finds the page: the labels of its rows. Blank-separated. */
  words: Record<Language, string>;
  component: ComponentType<AdministrationPageProps>;
  /** Under which heading of the list it stands; the pages of one heading stand together. */
  group?: Record<Language, string>;
  /** What it saves is taken by the branch server alone, where this workstation belongs to one. */
  needsServer?: true;
};

export type AdministrationPageProps = { person: Person; seat: Seat };

const MASTER_DATA = { de: listTexts.de.group, en: listTexts.en.group };

/** As in the path. */
const LIST_PAGES: Readonly<Record<ListName, string>> = {
  ...{ customerStatus: 'customer-status', property: 'properties', payer: 'payers' },
  ...{ customerProgram: 'customer-programmes', caseType: 'case-types' },
};

export const administrationPages: readonly AdministrationPage[] = [
  {
    page: 'branch',
    label: labelOf((t) => t.branch.title),
    words: labelOf(({ branch: t }) =>
      [t.name, t.street, t.postcode, t.town, t.phone, t.email, t.website, t.openingHours, t.letterhead, t.logo]
        .concat(t.letterFooter, t.accent, t.accentMeans, t.licenceUntil, t.licenceMeans)
        .join(' '),
    ),
    component: BranchPage,
    needsServer: true,
  },
  {
    page: 'branches',
    label: labelOfChain((t) => t.branches.title),
    words: labelOfChain(({ branches: t }) => [t.headquarters, t.add, t.remove].join(' ')),
    component: BranchesPage,
    needsServer: true,
  },
  {
    page: 'chain',
    label: labelOf((t) => t.chain.title),
    words: wordsOfSettings('chain'),
    component: ChainPage,
    needsServer: true,
  },
  {
    page: 'customer',
    label: labelOf((t) => t.customerSettings.title),
    words: wordsOfSettings('customer'),
    component: CustomerSettingsPage,
    needsServer: true,
  },
  {
    page: 'employees',
    label: labelOf((t) => t.employees.title),
    words: labelOf(({ employees: t }) => [t.name, t.role, t.pin, ...Object.values(t.roles)].join(' ')),
    component: EmployeesPage,
    needsServer: true,
  },
  {
    page: 'accounts',
    label: labelOfChain((t) => t.accounts.title),
    words: labelOfChain(({ accounts: t }) => [t.technical, t.rights].join(' ')),
    component: AccountsPage,
    needsServer: true,
  },
  {
    page: 'workstation',
    label: labelOf((t) => t.workstation.title),
    words: labelOf(({ workstation: t }) => [t.name, t.lockMinutes, t.language].join(' ')),
    component: WorkstationPage,
  },
  {
    page: 'devices',
    label: { de: deviceTexts.de.title, en: deviceTexts.en.title },
    words: { de: wordsOfDevices('de'), en: wordsOfDevices('en') },
    component: DevicesPage,
  },
  {
    page: 'workstations',
    label: labelOfChain((t) => t.workstations.title),
    words: labelOfChain(({ workstations: t, activation }) =>
      [t.code, t.lockMinutes, t.activate, t.revoke, activation.code].join(' '),
    ),
    component: WorkstationsPage,
  },
  {
    page: 'server',
    label: { de: ownServerTexts.de.title, en: ownServerTexts.en.title },
    words: { de: ownServerTexts.de.words, en: ownServerTexts.en.words },
    component: OwnServerPage,
  },
  {
    page: 'mail',
    label: { de: mailTexts.de.title, en: mailTexts.en.title },
    words: { de: mailTexts.de.words, en: mailTexts.en.words },
    component: MailPage,
  },
  {
    page: 'backup',
    label: { de: backupTexts.de.page.title, en: backupTexts.en.page.title },
    words: { de: wordsOfBackup('de'), en: wordsOfBackup('en') },
    component: BackupPage,
  },
  {
    page: 'duplicates',
    label: { de: duplicateTexts.de.title, en: duplicateTexts.en.title },
    words: { de: duplicateTexts.de.words, en: duplicateTexts.en.words },
    component: DuplicatesPage,
  },
  {
    page: 'erasures',
    label: { de: erasureTexts.de.page.title, en: erasureTexts.en.page.title },
    words: { de: erasureTexts.de.page.words, en: erasureTexts.en.page.words },
    component: ErasuresPage,
  },
  {
    page: 'retention',
    label: { de: erasureTexts.de.retention.title, en: erasureTexts.en.retention.title },
    words: { de: erasureTexts.de.retention.words, en: erasureTexts.en.retention.words },
    component: RetentionPage,
  },
  {
    page: 'import',
    label: { de: customerImportTexts.de.title, en: customerImportTexts.en.title },
    words: { de: customerImportTexts.de.words, en: customerImportTexts.en.words },
    component: ImportPage,
  },
  ...LIST_NAMES.map((list) => ({
    page: LIST_PAGES[list],
    label: { de: listTexts.de[list].title, en: listTexts.en[list].title },
    words: { de: listTexts.de[list].lead, en: listTexts.en[list].lead },
    group: MASTER_DATA,
    component: listPages[list],
  })),
  {
    page: 'text-blocks',
    label: labelOf((t) => t.textBlocks.title),
    words: labelOf(({ textBlocks: t }) =>
      [t.declaration, t.version, t.insert, t.filing.archive, t.filing.changeable].join(' '),
    ),
    group: MASTER_DATA,
    component: TextBlocksPage,
  },
];

type Words = (typeof administrationTexts)['de'] | (typeof administrationTexts)['en'];

function labelOf(pick: (t: Words) => string): Record<Language, string> {
  return { de: pick(administrationTexts.de), en: pick(administrationTexts.en) };
}

function labelOfChain(
  pick: (t: (typeof chainTexts)['de'] | (typeof chainTexts)['en']) => string,
): Record<Language, string> {
  return { de: pick(chainTexts.de), en: pick(chainTexts.en) };
}

function wordsOfBackup(language: Language): string {
  const { page: t, restore } = backupTexts[language];
  return [t.last, t.makeNow, t.check, t.folder, t.hour, t.backups, restore.title].join(' ');
}

function wordsOfDevices(language: Language): string {
  const { words, printers } = deviceTexts[language];
  return [
    words,
    printers.title,
    printers.perForm,
    slipTexts[language].printers.title,
    ...Object.values(printingTexts[language].kinds),
  ].join(' ');
}

function wordsOfSettings(page: SettingPage): Record<Language, string> {
  const words = (language: Language) =>
    settingKeys
      .filter((key) => settings[key].page === page)
      .map((key) => `${settingTexts[language][key].label} ${settingTexts[language][key].explanation}`)
      .join(' ');
  return { de: words('de'), en: words('en') };
}
