// Where features plug into the customer mask, one line each: tabs, companions (mounted whatever tab is open: dialogs,
// function keys, listeners) and symbols of the head line. It knows their components, not what they do.
import type { ComponentType } from 'react';
import type { Settings } from '../../src-shared/settings/rules.ts';
import { AccessCompanion, AccessSymbol } from '../app-access/access-companion.tsx';
import { AccessTab } from '../app-access/access-tab.tsx';
import { BankAccountsTab } from '../bank-accounts/bank-accounts-tab.tsx';
import { HandOver } from '../branch-search/hand-over.tsx';
import { CardDiffersSymbol } from '../card-readers/card-differs.tsx';
import { LayCard } from '../card-readers/lay-card.tsx';
import { CardSymbols } from '../cards/card-symbols.tsx';
import { CardsTab } from '../cards/cards-tab.tsx';
import { TakeCard } from '../cards/take-card.tsx';
import { TillButton, TillCommand } from '../cash-sales/till.tsx';
import { HistoryCommand, HistoryTab } from '../change-log/history-tab.tsx';
import { CommentsCompanion } from '../comments/comments-companion.tsx';
import { CommentsTab } from '../comments/comments-tab.tsx';
import { ConsentCompanion, ConsentSymbols } from '../consent/consent-companion.tsx';
import { PrivacyTab } from '../consent/privacy-tab.tsx';
import { Deletion } from '../deletion/deletion.tsx';
import { DocumentViewer } from '../documents/document-viewer.tsx';
import { DocumentsTab } from '../documents/documents-tab.tsx';
import { EraseCommand } from '../erasure/erase-command.tsx';
import { MergeCommands, MergeSymbol } from '../merge/merge-companion.tsx';
import type { CustomerTab } from '../paths.ts';
import { PatientsTab } from '../patients/patients-tab.tsx';
import { PayersTab } from '../payers/payers-tab.tsx';
import { PropertiesTab } from '../properties/properties-tab.tsx';
import { PropertySymbols } from '../properties/property-symbols.tsx';
import { CaseCompanion } from '../service-cases/case-companion.tsx';
import { CasesTab } from '../service-cases/cases-tab.tsx';
import type { Language } from '../texts/catalogue.ts';
import { patientTexts } from '../texts/patients.ts';
import { VCardCompanion } from '../vcard/vcard-companion.tsx';
import { AdministrationTab } from './administration-tab.tsx';
import type { MaskForm } from './mask-form.ts';
import type { MaskState } from './mask-state.ts';
import { MasterData } from './master-data.tsx';

export type MaskPart = ComponentType<{ mask: MaskState }>;
export type NamedPart = { name: string; component: MaskPart };

export type MaskTab = {
  tab: CustomerTab;
  /** null = the chain's settings want no such tab. */
  label: Record<Language, string> | ((settings: Settings) => Record<Language, string> | null);
  /** The tab works before the first save; otherwise it opens with it, and `mask.customerId` is never null in it. */
  forNew?: boolean;
  /** Fields of the form that only this tab shows: a problem there leads to it. */
  fields?: readonly (keyof MaskForm)[];
  component: MaskPart;
};

/** In the order of the screen; Alt+1…9 counts from here. */
export const maskTabs: readonly MaskTab[] = [
  { tab: 'master', label: { de: 'Stammdaten', en: 'Master data' }, forNew: true, component: MasterData },
  { tab: 'access', label: { de: 'Zugangsdaten', en: 'Access data' }, component: AccessTab },
  { tab: 'privacy', label: { de: 'Datenschutz', en: 'Privacy' }, component: PrivacyTab },
  {
    tab: 'payers',
    label: { de: 'Kostenträger', en: 'Payers' },
    forNew: true,
    fields: ['payers', 'standardPayer'],
    component: PayersTab,
  },
  {
    tab: 'bankAccounts',
    label: { de: 'Bankverbindungen', en: 'Bank accounts' },
    forNew: true,
    fields: ['bankAccounts'],
    component: BankAccountsTab,
  },
  {
    tab: 'cards',
    label: { de: 'Karten und Programme', en: 'Cards and programmes' },
    fields: ['cards', 'memberships'],
    component: CardsTab,
  },
  { tab: 'comments', label: { de: 'Kommentare', en: 'Comments' }, component: CommentsTab },
  { tab: 'documents', label: { de: 'Dokumente', en: 'Documents' }, component: DocumentsTab },
  { tab: 'serviceCases', label: { de: 'Vorgänge', en: 'Service cases' }, component: CasesTab },
  {
    tab: 'properties',
    label: { de: 'Eigenschaften', en: 'Properties' },
    fields: ['properties'],
    component: PropertiesTab,
  },
  {
    tab: 'patients',
    label: ({ patientsKept }) =>
      patientsKept === 'none'
        ? null
        : { de: patientTexts.de[patientsKept].title, en: patientTexts.en[patientsKept].title },
    fields: ['patients'],
    component: PatientsTab,
  },
  {
    tab: 'administration',
    label: { de: 'Administration', en: 'Administration' },
    forNew: true,
    fields: ['externalNumber', 'lastVisit', 'preferredPayment', 'preferredChannel', 'careHome', 'contactRoles'],
    component: AdministrationTab,
  },
  { tab: 'history', label: { de: 'Historie', en: 'History' }, component: HistoryTab },
];

/** The tab that shows a field of the form ('payers.0.validTo'). */
export function tabOfField(field: string): CustomerTab {
  const [top] = field.split('.');
  return maskTabs.find(({ fields }) => fields?.some((one) => one === top))?.tab ?? 'master';
}

/**
 * Always mounted with the mask: the place for `useCommands('page', …)`, `useMaskListener`, `useHeldWork` and dialogs that
 * must work from every tab. `mask.customerId` may be null.
 */
export const maskCompanions: readonly NamedPart[] = [
  // In the order of the menu under F9.
  { name: 'consent', component: ConsentCompanion },
  { name: 'access', component: AccessCompanion },
  { name: 'documents', component: DocumentViewer },
  { name: 'comments', component: CommentsCompanion },
  { name: 'changeLog', component: HistoryCommand },
  { name: 'handOver', component: HandOver },
  { name: 'vcard', component: VCardCompanion },
  { name: 'takeCard', component: TakeCard },
  { name: 'layCard', component: LayCard },
  { name: 'serviceCase', component: CaseCompanion },
  { name: 'till', component: TillCommand },
  { name: 'deletion', component: Deletion },
  { name: 'erase', component: EraseCommand },
  { name: 'merge', component: MergeCommands },
];

/** Right end of the head line, from left to right: '§ Zustimmung', 'App: verbunden'. Use ui/symbol.tsx. */
export const maskSymbols: readonly NamedPart[] = [
  { name: 'merge', component: MergeSymbol },
  { name: 'consent', component: ConsentSymbols },
  { name: 'access', component: AccessSymbol },
  { name: 'till', component: TillButton },
  { name: 'cards', component: CardSymbols },
  { name: 'cardDiffers', component: CardDiffersSymbol },
  { name: 'properties', component: PropertySymbols },
];
