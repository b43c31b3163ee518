// A declaration as customers will read it, with sample values in the places of the placeholders, each marked. A placeholder
// that does not exist stays as it is written, so that it is seen.
import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import { fillText, PLACEHOLDERS, type PlaceholderValues } from '../../src-shared/consent/text-block.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { calls } from '../client.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { scrollable } from '../ui/scrollable.ts';

/** Declarations and letters are German whatever the screen speaks. */
const PRINTED = 'de';

const useStyles = makeStyles({
  title: { fontSize: tokens.fontSizeBase200, lineHeight: '16px', color: tokens.colorNeutralForeground3 },
  paper: {
    marginTop: '6px',
    padding: '14px 18px',
    height: 'calc(100vh - 346px)',
    minHeight: '260px',
    boxSizing: 'border-box',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    lineHeight: '20px',
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
    '& > :first-child': { marginTop: 0 },
    '& p': { margin: '0 0 10px' },
    '& h3': { margin: '12px 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  },
  value: { backgroundColor: tokens.colorNeutralBackground3 },
  unknown: {
    color: tokens.colorStatusDangerForeground1,
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
  },
});

export function TextBlockPreview({ body }: { body: string }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts).textBlocks;
  const values = useSampleValues();
  return (
    <section aria-label={t.preview}>
      <Subtitle2 as="h2" className={styles.title}>
        {t.preview}
      </Subtitle2>
      <div className={styles.paper} {...scrollable} role="document" aria-label={t.preview}>
        {blocksOf(body).map(({ key, heading, text }) =>
          heading ? (
            <h3 key={key} lang={PRINTED}>
              <Filled text={text} values={values} />
            </h3>
          ) : (
            <p key={key} lang={PRINTED}>
              <Filled text={text} values={values} />
            </p>
          ),
        )}
      </div>
    </section>
  );
}

function Filled({ text, values }: { text: string; values: PlaceholderValues }): ReactNode {
  const styles = useStyles();
  const known = (name: string) => (PLACEHOLDERS as readonly string[]).includes(name.trim());
  let at = 0;
  return text.split(/(\{\{[^{}\n]*\}\})/).map((part) => {
    at += part.length;
    const name = /^\{\{(.*)\}\}$/.exec(part)?.[1];
    if (name === undefined) return <Fragment key={at}>{part}</Fragment>;
    return (
      <span key={at} className={mergeClasses(known(name) ? styles.value : styles.unknown)}>
        {known(name) ? fillText(part, values).text : part}
      </span>
    );
  });
}

/** Paragraphs and headings, as the form prints them. */
function blocksOf(body: string): { key: number; heading: boolean; text: string }[] {
  let key = 0;
  return body.split('\n\n').flatMap((paragraph) =>
    paragraph.split(/\n(?=# )|(?<=^# [^\n]*)\n/).map((text) => {
      key += text.length + 1;
      const heading = text.startsWith('# ');
      return { key, heading, text: heading ? text.slice(2) : text };
    }),
  );
}

function useSampleValues(): PlaceholderValues {
  const { data: branch } = useQuery(calls.branches.own.queryOptions());
  const { data: settings } = useQuery(calls.settings.all.queryOptions());
  const form = branch?.form;
  const address = form && [
    [form.street, form.houseNumber],
    [form.postcode, form.town],
  ];
  return {
    Anrede: 'Frau',
    Titel: 'Dr.',
    Vorname: 'Erika',
    Nachname: 'Beispiel',
    Name: 'Dr. Erika Beispiel',
    Geburtsdatum: '03.04.1961',
    Anschrift: 'Sonnenstr. 4, 80331 München',
    Telefon: '030 23125 100',
    'E-Mail': 'erika@example.com',
    Kundennummer: '10001',
    Filiale: form?.name ?? null,
    Filialanschrift:
      address
        ?.map((line) => line.filter(Boolean).join(' '))
        .filter(Boolean)
        .join(', ') ?? null,
    Filialtelefon: form?.phone ?? null,
    'Filial-E-Mail': form?.email ?? null,
    Filialen: form?.name ?? null,
    App: settings?.values.appName ?? null,
    Datum: showDay(localDay(Date.now())),
  };
}
