// The frame around every entry of a mask: label above, mark of an unsaved change at the left, problem with its remedy below.
// Read, it looks like paper: a hairline under the text. Edited, it looks like a field. It knows no form library.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useTexts } from '../texts/catalogue.ts';
import { fieldTexts } from '../texts/fields.ts';

export type FieldLook = {
  label: string;
  /** The label is heard but not drawn: a heading above the column says it. */
  labelHidden?: boolean | undefined;
  /** Marked with a star; what is missing is said when F1 asks. */
  required?: boolean | undefined;
  /** Differs from what is saved. */
  changed?: boolean | undefined;
  /** What is wrong and how to put it right. */
  problem?: string | null | undefined;
  /** Somebody else saved another value meanwhile. */
  note?: string | null | undefined;
  /** The shop wants something here and there is nothing: yellow, with a sign besides. */
  missing?: boolean | undefined;
  /** Said at the right of the label: what was understood. */
  aside?: string | null | undefined;
  /** The entry is picked from a list: the label bears the sign of it. */
  choice?: boolean | undefined;
  alignRight?: boolean | undefined;
  className?: string | undefined;
};

/** What the control inside must wear. */
export type ControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  'aria-required': boolean | undefined;
};

const HIGH_CONTRAST = '@media (forced-colors: active)';

const useStyles = makeStyles({
  frame: { position: 'relative', display: 'flex', flexDirection: 'column', minWidth: 0 },
  top: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '6px',
    paddingLeft: '9px',
    paddingRight: '6px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
  },
  topRight: { flexDirection: 'row-reverse' },
  aside: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: tokens.colorNeutralForeground2,
    // At a large zoom words wrap rather than end in dots.
    '@media (max-width: 900px)': { whiteSpace: 'normal' },
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  // In high contrast nothing is transparent: the mark must differ there, too.
  box: { borderLeft: '3px solid transparent', [HIGH_CONTRAST]: { borderLeftColor: 'Canvas' } },
  changed: { borderLeftColor: tokens.colorCompoundBrandStroke, [HIGH_CONTRAST]: { borderLeftColor: 'Highlight' } },
  wrong: {
    borderLeftColor: tokens.colorStatusDangerBorderActive,
    [HIGH_CONTRAST]: { borderLeftColor: 'CanvasText' },
  },
  noted: {
    borderLeftColor: tokens.colorPaletteYellowBorderActive,
    [HIGH_CONTRAST]: { borderLeftColor: 'Highlight' },
  },
  missing: {
    backgroundColor: tokens.colorPaletteYellowBackground2,
    borderLeftColor: tokens.colorPaletteYellowBorderActive,
    [HIGH_CONTRAST]: { borderLeftColor: 'Highlight' },
  },
  sign: { marginLeft: '4px', fontWeight: tokens.fontWeightBold, color: tokens.colorNeutralForeground1 },
  note: {
    paddingLeft: '9px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    overflowWrap: 'anywhere',
    color: tokens.colorStatusWarningForeground1,
  },
  problem: {
    paddingLeft: '9px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorStatusDangerForeground1,
  },
});

export function FieldFrame(look: FieldLook & { children: (control: ControlProps) => ReactNode }) {
  const styles = useStyles();
  const t = useTexts(fieldTexts);
  const id = useId();
  const said = [
    look.aside ? `${id}-aside` : '',
    look.changed ? `${id}-changed` : '',
    look.missing ? `${id}-missing` : '',
    look.note ? `${id}-note` : '',
    look.problem ? `${id}-problem` : '',
  ];
  const label = <label htmlFor={id}>{look.label}</label>;
  return (
    <div className={mergeClasses(styles.frame, look.className)}>
      {look.labelHidden ? (
        <span className={styles.hidden}>{label}</span>
      ) : (
        <div className={mergeClasses(styles.top, look.alignRight && styles.topRight)}>
          <span>
            {label}
            {look.required && <span aria-hidden="true">*</span>}
            {look.missing && (
              <span aria-hidden="true" className={styles.sign}>
                !
              </span>
            )}
            {look.choice && <span aria-hidden="true"> ▾</span>}
          </span>
          {look.aside && (
            <span id={`${id}-aside`} className={styles.aside}>
              {look.aside}
            </span>
          )}
        </div>
      )}
      <div
        className={mergeClasses(
          styles.box,
          look.missing && styles.missing,
          look.changed && styles.changed,
          Boolean(look.note) && styles.noted,
          Boolean(look.problem) && styles.wrong,
        )}
      >
        {look.children({
          id,
          'aria-describedby': said.filter(Boolean).join(' ') || undefined,
          'aria-invalid': look.problem ? true : undefined,
          'aria-required': look.required || undefined,
        })}
      </div>
      {look.changed && (
        <span id={`${id}-changed`} className={styles.hidden}>
          {t.changed}
        </span>
      )}
      {look.missing && (
        <span id={`${id}-missing`} className={styles.hidden}>
          {t.missing}
        </span>
      )}
      {look.note && (
        <div id={`${id}-note`} className={styles.note}>
          {look.note}
        </div>
      )}
      {look.problem && (
        <div id={`${id}-problem`} role="alert" className={styles.problem}>
          {look.problem}
        </div>
      )}
    </div>
  );
}
