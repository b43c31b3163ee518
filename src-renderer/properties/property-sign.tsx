// A property's coloured abbreviation (E-76). The letters say it, the colour only helps the eye; its name comes with the focus
// and the pointer, and is what is heard.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useTexts } from '../texts/catalogue.ts';
import { propertyTexts } from '../texts/properties.ts';

const useStyles = makeStyles({
  sign: {
    display: 'inline-block',
    minWidth: '22px',
    padding: '0 5px',
    textAlign: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: '18px',
    color: '#ffffff',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    whiteSpace: 'nowrap',
  },
});

export type Property = { readonly name: string; readonly abbreviation: string; readonly colour: string };

/** Beside the property's name, which says it all. */
export function PropertySign({ property }: { property: Property }) {
  const styles = useStyles();
  return (
    <span className={styles.sign} style={{ backgroundColor: property.colour }} aria-hidden="true">
      {property.abbreviation}
    </span>
  );
}

/** Alone, where its name is not written. */
export function NamedSign({ property }: { property: Property }) {
  const styles = useStyles();
  const t = useTexts(propertyTexts);
  const { abbreviation, name, colour } = property;
  return (
    <span
      className={styles.sign}
      style={{ backgroundColor: colour }}
      role="img"
      aria-label={t.sign(abbreviation, name)}
      title={name}
    >
      {abbreviation}
    </span>
  );
}
