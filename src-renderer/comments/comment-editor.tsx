// Writing a comment, or changing one: the words, in whose name, and where the chain allows it day and time.
import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import { LONGEST_COMMENT } from '../../src-shared/comments/rules.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { useTexts } from '../texts/catalogue.ts';
import { commentTexts } from '../texts/comments.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { focusField } from '../ui/focus-field.ts';
import { usePaper } from '../ui/paper.ts';
import { clearDesk, isHalfTyped, saveComment, type, useCommentDesk } from './comment-desk.ts';

const useStyles = makeStyles({
  editor: { border: 0, margin: 0, padding: 0, minInlineSize: 0, display: 'flex', flexDirection: 'column', gap: '6px' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '6px 16px' },
  author: { width: '200px' },
  day: { width: '120px' },
  time: { width: '90px' },
  buttons: { display: 'flex', gap: '8px', marginTop: '16px', marginLeft: 'auto' },
});

export function CommentEditor({ mask, timeEditable }: { mask: MaskState; timeEditable: boolean }) {
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(commentTexts);
  const { desk, problem } = useCommentDesk();
  if (!desk) return null;
  const { typed } = desk;
  const half = isHalfTyped(desk);
  const changes = typed.commentId !== null;

  const drop = async () => {
    await clearDesk();
    focusField('comment');
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      if (half) void saveComment();
    }
    // Out of changing one, not out of the mask.
    if (event.key === 'Escape' && changes) {
      event.preventDefault();
      void drop();
    }
  };
  return (
    <fieldset className={styles.editor} aria-label={t.editor} onKeyDown={pressed}>
      <FieldFrame label={changes ? t.changing(`${typed.begun.day}, ${typed.begun.time}`) : t.body} changed={half}>
        {(wears) => (
          <textarea
            {...wears}
            name="comment"
            rows={3}
            maxLength={LONGEST_COMMENT}
            className={mergeClasses(paper.control, paper.area)}
            value={typed.body}
            onChange={(event) => type({ body: event.target.value })}
          />
        )}
      </FieldFrame>
      <div className={styles.line}>
        {!changes && (
          <FieldFrame label={t.author} choice className={styles.author}>
            {(wears) => (
              <select
                {...wears}
                className={mergeClasses(paper.control, paper.choice)}
                value={typed.authorId}
                onChange={(event) => type({ authorId: event.target.value })}
              >
                {mask.seat.employees.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </FieldFrame>
        )}
        {timeEditable &&
          (['day', 'time'] as const).map((field) => (
            <FieldFrame
              key={field}
              label={t[field]}
              alignRight
              className={styles[field]}
              problem={problem === field ? t.unread[field] : null}
            >
              {(wears) => (
                <input
                  {...wears}
                  name={`comment.${field}`}
                  autoComplete="off"
                  inputMode="numeric"
                  maxLength={20}
                  placeholder={t.now}
                  className={mergeClasses(paper.control, paper.number, problem === field && paper.wrong)}
                  value={typed[field]}
                  onChange={(event) => type({ [field]: event.target.value })}
                />
              )}
            </FieldFrame>
          ))}
        <div className={styles.buttons}>
          {(half || changes) && (
            <Button size="small" onClick={() => void drop()}>
              {t.discard}
            </Button>
          )}
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={!half}
            onClick={half ? () => void saveComment() : undefined}
          >
            {t.save}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
