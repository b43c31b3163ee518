// 'Text ansehen': the declaration in force, filled for this customer, to be read out or turned around on the screen.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type TextBlockKey, textParts } from '../../src-shared/consent/text-block.ts';
import { calls } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { scrollable } from '../ui/scrollable.ts';

/** Declarations are German whatever the screen speaks. */
const PRINTED = 'de';

const useStyles = makeStyles({
  surface: { maxWidth: '720px', boxShadow: 'none' },
  text: {
    maxHeight: 'calc(100vh - 220px)',
    overflow: 'auto',
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    '& p': { margin: '0 0 10px' },
    '& h3': { margin: '12px 0 4px', fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  },
});

type Props = { customerId: string; declaration: TextBlockKey; close: () => void };

export function DeclarationText({ customerId, declaration, close }: Props) {
  const styles = useStyles();
  const t = useTexts(consentTexts);
  useCommands('dialog', []);
  useFocusBack();
  const { data } = useQuery(calls.consent.text.queryOptions({ input: { customerId, declaration } }));
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{data ? t.textTitle(t.declarations[declaration], data.number) : t.showText}</DialogTitle>
          <DialogContent>
            {data ? (
              <section className={styles.text} aria-label={t.declarations[declaration]} {...scrollable}>
                {keyed(textParts(data.text)).map(({ key, kind, text }) =>
                  kind === 'heading' ? (
                    <h3 key={key} lang={PRINTED}>
                      {text}
                    </h3>
                  ) : (
                    <p key={key} lang={PRINTED}>
                      {text}
                    </p>
                  ),
                )}
              </section>
            ) : (
              <Spinner label={t.loading} />
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={close}>
              {t.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Parts may say the same: their place in the text tells them apart. */
function keyed<T extends { text: string }>(parts: readonly T[]): (T & { key: number })[] {
  let at = 0;
  return parts.map((part) => {
    at += part.text.length + 1;
    return { ...part, key: at };
  });
}
