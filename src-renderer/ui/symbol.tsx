// A symbol of the head line or a list: a sign with its words. Red only for what blocks, yellow for what is missing or waits,
// green only where something was confirmed.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

export type SymbolTone = 'plain' | 'confirmed' | 'waits' | 'blocks';

const useStyles = makeStyles({
  symbol: {
    padding: '0 6px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '20px',
    whiteSpace: 'nowrap',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  plain: { color: tokens.colorNeutralForeground2 },
  confirmed: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    border: `1px solid ${tokens.colorStatusSuccessBorder1}`,
  },
  waits: {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorPaletteYellowBackground2,
    border: `1px solid ${tokens.colorPaletteYellowBorderActive}`,
  },
  blocks: {
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
});

export function CustomerSymbol({ tone, children }: { tone: SymbolTone; children: string }) {
  const styles = useStyles();
  return <span className={mergeClasses(styles.symbol, styles[tone])}>{children}</span>;
}
