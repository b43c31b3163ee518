// 'Drucker je Formular' of page 'Geräte': what the print preview takes beforehand, printer and tray, on this workstation alone.
import { useWatch } from 'react-hook-form';
import { FORM_KINDS, type FormKind } from '../../src-shared/printing/rules.ts';
import { usePageForm } from '../administration/page-form.ts';
import { Section, SettingRow } from '../administration/page-sheet.tsx';
import { calls, client, queries } from '../client.ts';
import { useTexts } from '../texts/catalogue.ts';
import { deviceTexts } from '../texts/devices.ts';
import { printingTexts } from '../texts/printing.ts';
import { ChoiceField } from '../ui/choice-field.tsx';

type Printing = Awaited<ReturnType<typeof client.printing.printers>>;

/** '' = the standard printer; '' = whatever tray it takes by itself. */
type Entries = { printers: Record<FormKind, string>; trays: Record<FormKind, string> };

export function FormPrinters({ printing, personId }: { printing: Printing; personId: string }) {
  const t = useTexts(deviceTexts).printers;
  const kinds = useTexts(printingTexts).kinds;
  const form = usePageForm<Entries>({
    owner: `devices ${personId}`,
    kept: entriesOf(printing),
    reload: readPrinters,
    save: (entries) => saveEntries(entries, printing),
  });
  const chosen = useWatch({ control: form.control, name: 'printers' });
  const problemText = () => '';
  return (
    <Section title={t.perForm} lead={t.perFormMeans}>
      {FORM_KINDS.map((kind) => {
        const trays = printing.printers.find(({ id }) => id === chosen[kind])?.trays ?? [];
        return (
          <SettingRow key={kind} words={`${t.perForm} ${kinds[kind]}`}>
            <ChoiceField
              form={form}
              name={`printers.${kind}`}
              label={kinds[kind]}
              options={printerOptions(printing, kind, t)}
              problemText={problemText}
              // Trays are the printer's own.
              onPick={() => form.setValue(`trays.${kind}`, '', { shouldDirty: true })}
            />
            {trays.length > 0 && (
              <ChoiceField
                form={form}
                name={`trays.${kind}`}
                label={t.trayOf(kinds[kind])}
                options={[{ value: '', label: t.usualTray }, ...trays.map((tray) => ({ value: tray, label: tray }))]}
                problemText={problemText}
              />
            )}
          </SettingRow>
        );
      })}
    </Section>
  );
}

function printerOptions(
  { printers, chosen }: Printing,
  kind: FormKind,
  t: { standardPrinter: string; missing: (id: string) => string },
) {
  const kept = chosen[kind]?.printerId;
  const gone = kept && !printers.some((one) => one.id === kept) ? [{ value: kept, label: t.missing(kept) }] : [];
  const there = printers.map(({ id, name }) => ({ value: id, label: name }));
  return [{ value: '', label: t.standardPrinter }, ...there, ...gone];
}

function entriesOf({ chosen }: Printing): Entries {
  const each = (pick: (kind: FormKind) => string | null | undefined) =>
    Object.fromEntries(FORM_KINDS.map((kind) => [kind, pick(kind) ?? ''])) as Record<FormKind, string>;
  return { printers: each((kind) => chosen[kind]?.printerId), trays: each((kind) => chosen[kind]?.tray) };
}

async function saveEntries(entries: Entries, before: Printing) {
  const kept = entriesOf(before);
  for (const kind of FORM_KINDS) {
    const [printerId, tray] = [entries.printers[kind], entries.trays[kind]];
    if (printerId === kept.printers[kind] && tray === kept.trays[kind]) continue;
    await client.printing.choose({ kind, choice: printerId === '' ? null : { printerId, tray: tray || null } });
  }
  return { kept: entriesOf(await readPrinters()) };
}

const readPrinters = () => queries.fetchQuery({ ...calls.printing.printers.queryOptions(), staleTime: 0 });
