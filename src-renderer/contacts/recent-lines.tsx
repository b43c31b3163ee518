// What waits and what was opened last: drafts (one's own to go on with, colleagues' to take over) and the last ten customers.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { DraftRecord } from '../../src-shared/drafts/contract.ts';
import type { Person } from '../../src-shared/sign-in/contract.ts';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { usePlace } from '../paths.ts';
import { openCasePage } from '../service-cases/open-case.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { hitTexts } from '../texts/hits.ts';

import { caseTexts } from '../texts/service-cases.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { readDraft } from './draft-content.ts';

const useStyles = makeStyles({
  lines: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, padding: '2px 10px' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', listStyleType: 'none', margin: 0, padding: 0 },
  title: { padding: '0 6px', color: tokens.colorNeutralForeground3, minWidth: '68px' },
  next: { '::before': { content: '"·"', color: tokens.colorNeutralForeground3 } },
  one: { minWidth: 0, fontWeight: tokens.fontWeightRegular, padding: '0 6px' },
});

type Recent = { id: string; name: string };

export function RecentLines({ person, recent }: { person: Person; recent: readonly Recent[] }) {
  const styles = useStyles();
  const t = useTexts(hitTexts);
  const { go } = usePlace();
  const { data: drafts } = useQuery(calls.drafts.list.queryOptions({ staleTime: 0, gcTime: 0 }));
  const labelOf = useDraftLabel(person);
  const { nameOf } = usePersonNames();
  if (recent.length === 0 && !drafts?.length) return null;

  const openDraft = async (draft: DraftRecord) => {
    if (draft.ownerId !== person.id) {
      const { error } = await safe(client.drafts.takeOver({ id: draft.id }));
      await queries.invalidateQueries({ queryKey: calls.drafts.list.key() });
      if (isDefinedError(error) && error.code === 'GONE') return;
      if (error) return showFailure(error);
    }
    if (draft.kind === 'serviceCase' && draft.subjectId) return openCasePage(draft.subjectId);
    await go(
      draft.subjectId
        ? { module: 'contacts', page: 'customer', id: draft.subjectId, tab: 'master' }
        : { module: 'contacts', page: 'new', draftId: draft.id },
    );
  };

  return (
    <div className={styles.lines}>
      {drafts && drafts.length > 0 && (
        <Line title={t.drafts}>
          {drafts.map((draft, at) => (
            <li key={draft.id} className={at > 0 ? styles.next : undefined}>
              <Button
                size="small"
                appearance="transparent"
                className={styles.one}
                aria-label={draft.ownerId === person.id ? undefined : t.takeOver(labelOf(draft))}
                onClick={() => void openDraft(draft).catch(showFailure)}
              >
                {labelOf(draft)}
              </Button>
            </li>
          ))}
        </Line>
      )}
      {recent.length > 0 && (
        <Line title={t.recent}>
          {recent.map((one, at) => (
            <li key={one.id} className={at > 0 ? styles.next : undefined}>
              <Button
                size="small"
                appearance="transparent"
                className={styles.one}
                onClick={() => void go({ module: 'contacts', page: 'customer', id: one.id, tab: 'master' })}
              >
                {nameOf(one.id, one.name)}
              </Button>
            </li>
          ))}
        </Line>
      )}
    </div>
  );
}

function Line({ title, children }: { title: string; children: React.ReactNode }) {
  const styles = useStyles();
  return (
    <ul aria-label={title} className={styles.line}>
      <li aria-hidden="true">
        <Text size={200} className={styles.title}>
          {title}:
        </Text>
      </li>
      {children}
    </ul>
  );
}

/** 'Müller, Anna (10:42)', of a colleague with the name. */
function useDraftLabel(person: Person): (draft: DraftRecord) => string {
  const t = useTexts(hitTexts);
  const cases = useTexts(caseTexts);
  const language = useLanguage((state) => state.language);
  const { nameOf } = usePersonNames();
  return (draft) => {
    const at = new Date(draft.changedAt);
    const time = at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
    const day = at.toLocaleDateString(language, { day: '2-digit', month: '2-digit' });
    const when = localDay(draft.changedAt) === localDay(Date.now()) ? time : `${day} ${time}`;
    const known = draft.subjectName ?? typedName(draft);
    const who = known === '' ? t.newCustomer : nameOf(draft.subjectId, known);
    const name = draft.kind === 'serviceCase' ? cases.draft(known === '' ? '' : who) : who;
    return draft.ownerId === person.id ? t.draftAt(name, when) : t.draftOf(name, draft.ownerName, when);
  };
}

/** A new customer is called by what was typed so far. */
function typedName(draft: DraftRecord): string {
  const fields = draft.body === '' ? undefined : readDraft(draft.body)?.fields;
  const { firstName, lastName } = fields ?? {};
  return [lastName, firstName].filter(Boolean).join(', ');
}
