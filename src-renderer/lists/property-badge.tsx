// The coloured abbreviation of a property (E-76). Its letters say what it is; the colour only helps to find it.
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  badge: {
    display: 'inline-block',
    minWidth: '2.4em',
    padding: '0 6px',
    textAlign: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: '18px',
    borderRadius: tokens.borderRadiusSmall,
    color: '#ffffff',
    // Colours are Windows' own in high contrast: then a frame stands for them.
    '@media (forced-colors: active)': { border: '1px solid CanvasText', color: 'CanvasText' },
  },
});

/** @param name read out, and shown on the pointer */
export function PropertyBadge(props: { abbreviation: string; colour: string; name: string }) {
  const styles = useStyles();
  return (
    <abbr className={styles.badge} style={{ backgroundColor: props.colour, textDecoration: 'none' }} title={props.name}>
      {props.abbreviation}
    </abbr>
  );
}
