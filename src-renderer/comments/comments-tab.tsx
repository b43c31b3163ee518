// Tab 'Kommentare': writing above, below every comment with its time and author, newest first. What is not allowed stays in
// sight, greyed with the reason.
import { Button, makeStyles, mergeClasses, Text, Tooltip, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CommentRecord } from '../../src-shared/comments/contract.ts';
import { calls } from '../client.ts';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { commentTexts } from '../texts/comments.ts';
import { dayAndTime } from '../texts/when.ts';
import { focusField } from '../ui/focus-field.ts';
import { useReadOnly } from '../ui/read-only.tsx';
import { clearDesk, isHalfTyped, removeComment, takeUp, useCommentDesk } from './comment-desk.ts';
import { CommentEditor } from './comment-editor.tsx';

const PAGE = 100;

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '14px', padding: '12px 16px 16px 7px', maxWidth: '1100px' },
  list: { listStyleType: 'none', margin: 0, padding: '0 0 0 9px' },
  one: { padding: '8px 0', borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  taken: { borderLeft: `3px solid ${tokens.colorCompoundBrandStroke}`, paddingLeft: '9px', marginLeft: '-12px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: '2px 14px' },
  when: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: '4px', marginLeft: 'auto' },
  body: { margin: '2px 0 0', whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  hint: { paddingLeft: '9px' },
});

export const CommentsTab: MaskPart = ({ mask }) => {
  const styles = useStyles();
  const t = useTexts(commentTexts);
  const [limit, setLimit] = useState(PAGE);
  const { customerId } = mask;
  const readOnly = useReadOnly();
  // What was begun before stays in sight until somebody discards it.
  const half = useCommentDesk(({ desk }) => isHalfTyped(desk));
  const { data } = useQuery({
    ...calls.comments.byCustomer.queryOptions({ input: { customerId: customerId ?? '', limit } }),
    enabled: customerId !== null,
    placeholderData: keepPreviousData,
  });
  if (!data) return null;
  return (
    <div className={styles.page}>
      {(!readOnly || half) && <CommentEditor mask={mask} timeEditable={data.timeEditable} />}
      {data.comments.length === 0 && (
        <div className={styles.hint}>
          <Text block>{t.none}</Text>
          {!readOnly && (
            <Text block size={200} className={styles.quiet}>
              {t.noneHint}
            </Text>
          )}
        </div>
      )}
      {data.comments.length > 0 && (
        <ol aria-label={t.comments} className={styles.list}>
          {data.comments.map((one) => (
            <Comment key={one.id} one={one} />
          ))}
        </ol>
      )}
      {data.more && (
        <div className={styles.hint}>
          <Button size="small" onClick={() => setLimit(limit + PAGE)}>
            {t.more}
          </Button>
        </div>
      )}
    </div>
  );
};

function Comment({ one }: { one: CommentRecord }) {
  const styles = useStyles();
  const t = useTexts(commentTexts);
  const language = useLanguage((state) => state.language);
  const desk = useCommentDesk((state) => state.desk);
  const when = dayAndTime(one.at, language);
  const what = `${one.author}, ${when}`;
  const blocked = useReadOnly() ? t.onlyRead : null;
  const refusal = blocked ?? (one.change.allowed ? null : t.refused[one.change.reason]);
  const isTaken = desk?.typed.commentId === one.id;
  const busy = isHalfTyped(desk) ? t.busy : null;
  const remove = async () => {
    if (!(await removeComment(one.id))) return;
    if (isTaken) await clearDesk();
    focusField('comment');
  };
  return (
    <li className={mergeClasses(styles.one, isTaken && styles.taken)}>
      <div className={styles.head}>
        <span className={styles.when}>{when}</span>
        <span>{t.by(one.author, one.enteredBy)}</span>
        {one.origin === 'appointment' && <span className={styles.quiet}>{t.ofAppointment}</span>}
        <span className={styles.actions}>
          <Action label={t.change} name={t.changeNamed(what)} blocked={refusal ?? busy} run={() => takeUp(one)} />
          <Action label={t.remove} name={t.removeNamed(what)} blocked={refusal} run={() => void remove()} />
        </span>
      </div>
      <p className={styles.body}>{one.body}</p>
    </li>
  );
}

function Action(props: { label: string; name: string; blocked: string | null; run: () => void }) {
  const { label, name, blocked, run } = props;
  const button = (
    <Button
      size="small"
      appearance="subtle"
      aria-label={name}
      disabledFocusable={blocked !== null}
      onClick={blocked === null ? run : undefined}
    >
      {label}
    </Button>
  );
  if (blocked === null) return button;
  return (
    <Tooltip content={blocked} relationship="description">
      {button}
    </Tooltip>
  );
}
