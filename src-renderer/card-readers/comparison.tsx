// Card against database, field by field: each state as colour, sign and word, and a box for what is taken over.
import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { CardField, ComparedField } from '../../src-shared/health-card/record.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerAdministrationTexts } from '../texts/customer-administration.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { CustomerSymbol, type SymbolTone } from '../ui/symbol.tsx';
import { useTable } from '../ui/table.ts';

const TONES: Record<ComparedField['state'], SymbolTone> = { equal: 'confirmed', differs: 'blocks', missing: 'waits' };
/** For whoever does not see the colours apart. */
const SIGNS: Record<ComparedField['state'], string> = { equal: '=', differs: '≠', missing: '+' };

const useStyles = makeStyles({
  field: { width: '150px', '@media (max-width: 900px)': { width: 'auto' } },
  value: { overflowWrap: 'anywhere' },
  told: { fontWeight: tokens.fontWeightSemibold },
  state: { width: '110px', whiteSpace: 'nowrap', '@media (max-width: 900px)': { width: 'auto' } },
  take: { width: '176px', paddingTop: 0, paddingBottom: 0, '@media (max-width: 900px)': { width: 'auto' } },
  // As tall as a line of text, with room for a finger.
  box: { minHeight: '26px', alignItems: 'center', whiteSpace: 'normal' },
  indicator: { marginTop: 0, marginBottom: 0, alignSelf: 'center' },
  label: { paddingTop: 0, paddingBottom: 0 },
});

type Props = {
  fields: readonly ComparedField[];
  ticked: ReadonlySet<CardField>;
  tick: (ticked: Set<CardField>) => void;
  /** Nothing can be taken over into this record. */
  readOnly: boolean;
};

export function Comparison({ fields, ticked, tick, readOnly }: Props) {
  const styles = useStyles();
  const table = useTable();
  const all = useTexts(cardReaderTexts);
  const t = all.window;
  const shown = useShown();
  const takeable = fields.filter(({ state }) => state !== 'equal').map(({ field }) => field);
  const some = takeable.some((field) => ticked.has(field));
  const every = takeable.length > 0 && takeable.every((field) => ticked.has(field));
  const box = { className: styles.box, indicator: { className: styles.indicator } };
  const label = (children: string) => ({ children, className: styles.label });
  const takeAll = (
    <Checkbox
      {...box}
      label={label(t.takeAll)}
      disabled={readOnly || takeable.length === 0}
      checked={every ? true : some ? 'mixed' : false}
      onChange={() => tick(new Set(every ? [] : takeable))}
    />
  );
  return (
    <table className={table.table} aria-label={t.comparison}>
      <HeadRow
        columns={[
          { text: t.field, className: styles.field },
          t.card,
          t.stored,
          { text: t.state, className: styles.state },
        ]}
        last={{ className: styles.take, children: takeAll }}
      />
      <tbody>
        {fields.map(({ field, card, stored, state }) => (
          <tr key={field}>
            <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
              {all.fields[field]}
            </th>
            <td className={mergeClasses(table.cell, styles.value, state !== 'equal' && styles.told)}>
              {shown(field, card)}
            </td>
            <td className={mergeClasses(table.cell, styles.value)}>
              {stored === null ? t.nothingStored : shown(field, stored)}
            </td>
            <td className={table.cell}>
              <CustomerSymbol tone={TONES[state]}>{`${SIGNS[state]} ${t.states[state]}`}</CustomerSymbol>
            </td>
            <td className={mergeClasses(table.cell, styles.take)}>
              {state !== 'equal' && (
                <Checkbox
                  {...box}
                  label={label(t.take)}
                  aria-label={t.takeField(all.fields[field])}
                  disabled={readOnly}
                  checked={ticked.has(field)}
                  onChange={() => tick(new Set(takeable.filter((one) => ticked.has(one) !== (one === field))))}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A new customer is made of all that the card says. @param besides what it says and nobody can keep */
export function CardAlone({ offered, besides }: { offered: readonly ComparedField[]; besides: readonly Besides[] }) {
  const styles = useStyles();
  const table = useTable();
  const all = useTexts(cardReaderTexts);
  const t = all.window;
  const shown = useShown();
  const rows = [...offered.map(({ field, card }) => ({ field, text: shown(field, card) })), ...besides];
  return (
    <table className={table.table} aria-label={t.comparison}>
      <HeadRow columns={[{ text: t.field, className: styles.field }, t.card]} />
      <tbody>
        {rows.map(({ field, text }) => (
          <tr key={field}>
            <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
              {all.fields[field]}
            </th>
            <td className={mergeClasses(table.cell, styles.value)}>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type Besides = { field: CardField; text: string };

/** Values come as they are shown, but for closed words. */
function useShown(): (field: CardField, value: string) => string {
  const statuses: Readonly<Record<string, string>> = useTexts(customerAdministrationTexts).insuranceStatuses;
  return (field, value) => (field === 'insuranceStatus' ? (statuses[value] ?? value) : value);
}
