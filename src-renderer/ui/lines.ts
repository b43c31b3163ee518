// How the lines of a list look that are edited one below the other: a heading, a group a line, small buttons at its end.
import { makeStyles, tokens } from '@fluentui/react-components';

export const useLinesLook = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '14px', padding: '12px 16px 16px 7px', maxWidth: '1500px' },
  group: { border: 0, margin: 0, padding: 0, minInlineSize: 0, display: 'flex', flexDirection: 'column', gap: '10px' },
  line: { border: 0, margin: 0, padding: 0, minInlineSize: 0 },
  title: { margin: 0, paddingLeft: '9px' },
  hint: { paddingLeft: '9px', color: tokens.colorNeutralForeground2 },
  /** Beside fields with a label above them. */
  underLabel: { marginTop: '16px' },
  buttons: { display: 'flex', height: '28px', alignItems: 'center' },
  button: { minWidth: '26px', padding: 0 },
  /** A button with an edge, in line with the words above it. */
  toList: { alignSelf: 'flex-start', marginLeft: '9px' },
  add: { alignSelf: 'flex-start', paddingLeft: '9px', fontWeight: tokens.fontWeightRegular },
});
