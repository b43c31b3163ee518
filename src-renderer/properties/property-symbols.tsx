// Symbols of the head line: 'Nicht mahnen' and the customer's properties (A-38, E-76).
import { makeStyles } from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { customerAdministrationTexts } from '../texts/customer-administration.ts';
import { CustomerSymbol } from '../ui/symbol.tsx';
import { NamedSign, PropertySign } from './property-sign.tsx';
import { useProperties } from './use-properties.ts';

const useStyles = makeStyles({
  signs: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', padding: '4px 9px 0' },
  one: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
});

export const PropertySymbols: MaskPart = ({ mask }) => {
  const t = useTexts(customerAdministrationTexts);
  const dunningBlock = useWatch({ control: mask.form.control, name: 'dunningBlock' });
  const { chosen } = useProperties(mask);
  return (
    <>
      {dunningBlock && <CustomerSymbol tone="plain">{t.dunningBlock}</CustomerSymbol>}
      {chosen.map((one) => (
        <NamedSign key={one.id} property={one} />
      ))}
    </>
  );
};

/** Under the note of tab 'Stammdaten', with their names. */
export const PropertiesOfCustomer: MaskPart = ({ mask }) => {
  const styles = useStyles();
  const { chosen } = useProperties(mask);
  if (chosen.length === 0) return null;
  return (
    <div className={styles.signs}>
      {chosen.map((one) => (
        <span key={one.id} className={styles.one}>
          <PropertySign property={one} />
          {one.name}
        </span>
      ))}
    </div>
  );
};
