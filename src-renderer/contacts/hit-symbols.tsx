// The symbols at the right end of a hit: signs in the list, words in the chosen line and for whoever hears the screen.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { SearchRow } from '../../src-shared/search/search-row.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { hitTexts } from '../texts/hits.ts';

const useStyles = makeStyles({
  symbols: { display: 'inline-flex', gap: '8px' },
  waits: {
    padding: '0 6px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorPaletteYellowBackground2,
  },
  blocks: { color: tokens.colorStatusDangerForeground1 },
  // At a large zoom the words would push out what the line is about: the page shows them above the list.
  wide: { '@media (max-width: 900px)': { display: 'none' } },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

export function HitSymbols({ row, words: shown }: { row: SearchRow; words: 'never' | 'wide' | 'always' }) {
  const styles = useStyles();
  const t = useTexts(hitTexts);
  const { master } = useTexts(contactTexts);
  const symbols = [
    // Active, not yet confirmed by a server: so it is not green.
    row.appConnected && { sign: '✓', words: t.connected, tone: undefined },
    row.consentGiven && { sign: '§', words: t.consent, tone: undefined },
    row.missing.length > 0 && { sign: '!', words: master.missing(row.missing), tone: styles.waits },
    row.locked && { sign: t.locked, words: t.locked, tone: styles.blocks },
  ].filter((one) => one !== false);
  return (
    <span className={styles.symbols}>
      {symbols.map(({ sign, words, tone }) => (
        <span key={words} className={mergeClasses(tone)} title={words}>
          <span aria-hidden="true">
            {sign}
            {shown !== 'never' && sign !== words && (
              <span className={mergeClasses(shown === 'wide' && styles.wide)}> {words}</span>
            )}
          </span>
          <span className={styles.hidden}>{words}</span>
        </span>
      ))}
    </span>
  );
}
