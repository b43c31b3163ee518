// The head of the dialog: which purpose, the version in force with its text, and the state that follows from the ledger.
import { Button, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import type { RefObject } from 'react';
import type { ConsentOverview, DeclarationRecord } from '../../src-shared/consent/contract.ts';
import { TEXT_BLOCKS, type TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { InlineField } from '../ui/inline-field.tsx';
import { CustomerSymbol } from '../ui/symbol.tsx';
import { channelText, dayText, stateText, stateTone } from './state-text.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px 18px' },
  choice: { width: '190px' },
  states: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

type Props = {
  own: RefObject<HTMLSelectElement | null>;
  overview: ConsentOverview;
  declaration: DeclarationRecord;
  choose: (declaration: TextBlockKey) => void;
  read: () => void;
};

export function PurposeHead({ own, overview, declaration, choose, read }: Props) {
  const styles = useStyles();
  const t = useTexts(consentTexts);
  const { key, current, purposes } = declaration;
  return (
    <div className={styles.row}>
      <InlineField label={t.purpose}>
        {(id) => (
          <Select
            id={id}
            ref={own}
            className={styles.choice}
            size="small"
            value={key}
            onChange={(_event, { value }) => {
              const to = TEXT_BLOCKS.find((one) => one === value);
              if (to) choose(to);
            }}
          >
            {overview.declarations.map((one) => (
              <option key={one.key} value={one.key}>
                {t.declarations[one.key]}
              </option>
            ))}
          </Select>
        )}
      </InlineField>
      <Text>{current ? t.version(current.number, dayText(current.validFrom)) : t.noVersion}</Text>
      <Button size="small" disabled={!current} onClick={read}>
        {t.showText}
      </Button>
      <div className={styles.states} role="status" aria-label={t.state}>
        <Text>{t.state}:</Text>
        {purposes.map((one) => (
          <CustomerSymbol key={one.purpose} tone={stateTone(one.state)}>
            {purposes.length > 1 ? `${channelText(one)}: ${stateText(one)}` : stateText(one)}
          </CustomerSymbol>
        ))}
        <Text size={200} className={styles.quiet}>
          ({t.follows})
        </Text>
      </div>
    </div>
  );
}
