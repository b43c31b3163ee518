// Reads a vCard into the mask of a new customer (E-62): dropped anywhere on it, or chosen by 'Mehr - F11'. Nothing typed is
// overwritten, and nothing is saved by it.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { listName } from '../../src-shared/customers/rules.ts';
import type { MaskForm } from '../contacts/mask-form.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { vcardTexts } from '../texts/vcard.ts';
import { layVCard } from './lay-vcard.ts';
import { LARGEST_VCARD_BYTES, readVCard } from './read-vcard.ts';

const useStyles = makeStyles({
  over: {
    position: 'absolute',
    inset: 0,
    zIndex: 1,
    pointerEvents: 'none',
    outline: `2px dashed ${tokens.colorCompoundBrandStroke}`,
    outlineOffset: '-4px',
  },
});

export function VCardCompanion({ mask }: { mask: MaskState }) {
  return mask.customerId === null ? <VCardDoor mask={mask} /> : null;
}

function VCardDoor({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(vcardTexts);
  const keys = useTexts(keyTexts).names;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef(mask);
  latest.current = mask;
  useCommands('page', [
    { key: 'F11', name: keys.F11, entries: [{ label: t.menu, run: () => input.current?.click() }] },
  ]);

  useEffect(() => {
    const listening = new AbortController();
    const listen = (kind: 'dragover' | 'dragleave' | 'drop', heard: (event: DragEvent) => void) =>
      document.addEventListener(kind, heard, { signal: listening.signal });
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    listen('dragover', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const [file, ...more] = event.dataTransfer?.files ?? [];
      if (more.length > 0) say('hint', textsNow(vcardTexts).oneAtATime);
      else if (file) void take(latest.current, file).catch(showFailure);
    });
    return () => listening.abort();
  }, []);

  return (
    <>
      {over && <div className={styles.over} />}
      <input
        ref={input}
        type="file"
        hidden
        accept=".vcf,text/vcard"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void take(mask, file).catch(showFailure);
        }}
      />
    </>
  );
}

async function take({ form }: MaskState, file: File): Promise<void> {
  const t = textsNow(vcardTexts);
  if (file.size > LARGEST_VCARD_BYTES) return say('problem', t.refused.tooLarge);
  const reading = readVCard(new Uint8Array(await file.arrayBuffer()));
  if (!reading.ok) return say('problem', t.refused[reading.reason]);
  const laid = layVCard(form.getValues(), reading.card);
  const fields = Object.keys(laid) as (keyof MaskForm)[];
  for (const field of fields) form.setValue(field, laid[field] as never);
  if (fields.length === 0) return say('hint', t.nothingNew);
  say('done', t.taken(listName(reading.card)));
}

function say(tone: 'done' | 'hint' | 'problem', text: string): void {
  useMessages.getState().show({ tone, text });
}
