// How the boxes of a mask look: like paper while they are read, like a field while they are edited. One place, so that text,
// date and choice fields stay alike. Borders are real, so that Windows' high contrast shows them.
import { makeStyles, tokens } from '@fluentui/react-components';

export const usePaper = makeStyles({
  control: {
    boxSizing: 'border-box',
    width: '100%',
    minWidth: 0,
    height: '28px',
    margin: 0,
    padding: '0 5px',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: '20px',
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    border: '1px solid transparent',
    borderBottomColor: tokens.colorNeutralStroke2,
    borderRadius: 0,
    outlineStyle: 'none',
    '::placeholder': { color: tokens.colorNeutralForeground3 },
    ':hover': { borderBottomColor: tokens.colorNeutralStrokeAccessible },
    ':focus': {
      backgroundColor: tokens.colorNeutralBackground1,
      border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
      borderRadius: tokens.borderRadiusMedium,
      boxShadow: `inset 0 -1px 0 0 ${tokens.colorCompoundBrandStroke}`,
      borderBottomColor: tokens.colorCompoundBrandStroke,
    },
  },
  area: { height: 'auto', padding: '4px 5px', resize: 'vertical', display: 'block' },
  // The sign for a list stands in the label, so that a mask being read shows words only.
  // Where it can only be read it is still read like paper.
  choice: {
    appearance: 'none',
    cursor: 'pointer',
    textOverflow: 'ellipsis',
    ':disabled': { cursor: 'default', opacity: 1 },
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  wrong: { borderBottomColor: tokens.colorStatusDangerBorderActive },
});
