// The customer mask: head line, tabs, the open tab, and its function keys. Head and keys stay in sight whatever scrolls.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { CustomerRecord } from '../../src-shared/customers/contract.ts';
import { STATUS_RULES } from '../../src-shared/customers/status.ts';
import type { DraftRecord } from '../../src-shared/drafts/contract.ts';
import type { Settings } from '../../src-shared/settings/rules.ts';
import { isDialogOpen, noDialog, useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { useTabKeys } from '../keys/tab-keys.ts';
import { useStatuses } from '../lists/statuses.ts';
import { type CustomerTab, newCustomer, usePlace } from '../paths.ts';
import { useMissingInMask } from '../service-cases/missing-in-mask.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { keyTexts } from '../texts/keys.ts';
import { focusField } from '../ui/focus-field.ts';
import { MissingFields } from '../ui/missing-fields.ts';
import { ReadOnly } from '../ui/read-only.tsx';
import { Tabs, tabId } from '../ui/tabs.tsx';
import type { MaskPlace } from './customer-mask.tsx';
import { DuplicatesBar } from './duplicates-bar.tsx';
import { MaskHead } from './mask-head.tsx';
import { maskCompanions, maskTabs, tabOfField } from './mask-tabs.tsx';
import { ClashNotes, NewsBars } from './news-bars.tsx';
import { useDrafts } from './use-drafts.ts';
import { useLeaving } from './use-leaving.ts';
import { type MaskStart, useMask } from './use-mask.ts';

const useStyles = makeStyles({
  mask: { display: 'grid', gridTemplateRows: 'auto auto auto auto minmax(0, 1fr)', height: '100%' },
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, padding: '0 6px' },
  panel: { overflow: 'auto', minHeight: 0, outlineOffset: '-2px' },
});

const PANEL = 'mask-panel';

type Props = {
  start: MaskStart;
  record: CustomerRecord | null;
  settings: Settings;
  place: MaskPlace;
  /** One's own draft that the mask begins with. */
  restored: DraftRecord | null;
  /** Drafts of colleagues for the same customer. */
  waiting: readonly DraftRecord[];
};

export function Mask({ start, record, settings, place, restored, waiting }: Props) {
  const styles = useStyles();
  const t = useTexts(contactTexts);
  const keys = useTexts(keyTexts).names;
  const language = useLanguage((state) => state.language);
  const { go, goNow } = usePlace();
  const tab: CustomerTab = place.page === 'customer' ? place.tab : 'master';
  const toTab = (to: CustomerTab) => {
    if (place.page === 'customer') goNow({ ...place, tab: to });
  };
  const mask = useMask(start, record, settings, (fields) => toTab(tabOfField(fields[0] ?? '')));
  const leave = useLeaving(mask);
  useDrafts(mask, restored, waiting);
  const missing = useMissingInMask(mask);
  const isNew = mask.customerId === null;
  const statuses = useStatuses();
  // By what is saved: a status that is only chosen opens nothing yet.
  const readOnly = record !== null && !STATUS_RULES[statuses.meaning(record.form.status)].editable;

  useCommands('page', [
    { key: 'F1', name: keys.F1, run: () => mask.saveMask() },
    { key: 'F2', name: keys.F2, run: () => go(newCustomer()) },
    { key: 'F5', name: keys.F5, run: leave.reload, ...(isNew && { blocked: t.nothingToReload }) },
    { key: 'F12', name: keys.F12, run: leave.saveAndClose },
  ]);
  useEscape(() => void go({ module: 'contacts', page: 'search' }));
  const tabs = maskTabs.flatMap((one) => {
    const label = typeof one.label === 'function' ? one.label(settings) : one.label;
    return label ? [{ ...one, label, closed: isNew && !one.forNew }] : [];
  });
  useTabKeys(
    tabs.filter((one) => !one.closed).map((one) => one.tab),
    tab,
    toTab,
  );

  // A mask that is read begins at its tabs, a new one at the first blank name.
  // Only when it opens: the first save must not move the focus.
  const opening = useRef({ isNew, form: mask.form, openTab: tab });
  useEffect(() => {
    const { isNew: fresh, form, openTab } = opening.current;
    const begin = () => {
      if (!fresh) return document.getElementById(tabId(openTab, PANEL))?.focus();
      const [kind, first, last] = form.getValues(['kind', 'firstName', 'lastName']);
      const blank = last === '' || kind === 'legal' ? 'lastName' : 'birthDate';
      focusField(kind === 'natural' && first === '' && last === '' ? 'firstName' : blank);
    };
    if (!isDialogOpen()) return begin();
    // The dialog that came up first keeps the focus for as long as it is open.
    let left = false;
    void noDialog().then(() => left || begin());
    return () => {
      left = true;
    };
  }, []);

  const Open = tabs.find((one) => one.tab === tab && !one.closed)?.component;
  return (
    <div className={styles.mask}>
      <MaskHead mask={mask} />
      <Tabs
        label={t.tabs}
        panelId={PANEL}
        className={styles.tabs}
        tabs={tabs.map((one) => ({
          value: one.tab,
          label: one.label[language],
          closed: one.closed ? t.fromSave : undefined,
        }))}
        open={tab}
        choose={toTab}
      />
      <DuplicatesBar mask={mask} />
      <ReadOnly value={readOnly}>
        <NewsBars mask={mask} />
        <div id={PANEL} role="tabpanel" aria-labelledby={tabId(tab, PANEL)} className={styles.panel}>
          <MissingFields value={missing}>
            <ClashNotes mask={mask}>{Open && <Open mask={mask} />}</ClashNotes>
          </MissingFields>
        </div>
      </ReadOnly>
      {maskCompanions.map(({ name, component: Companion }) => (
        <Companion key={name} mask={mask} />
      ))}
    </div>
  );
}
