// The branch's logo: shown as it is, chosen from a file, or removed. Whether a letter can draw it, the service says at F1.
import { Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { type UseFormReturn, useController } from 'react-hook-form';
import { LOGO_LARGEST_BYTES } from '../../src-shared/branches/rules.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import type { BranchEntries, NewLogo } from './branch-form.ts';

const TYPES = ['image/png', 'image/jpeg', 'image/svg+xml'];

const useStyles = makeStyles({
  // White in the dark theme too: it is printed on paper.
  paper: {
    boxSizing: 'border-box',
    display: 'grid',
    placeItems: 'center start',
    height: '84px',
    padding: '8px',
    marginLeft: '6px',
    color: tokens.colorNeutralForeground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  white: { backgroundColor: '#ffffff' },
  picture: { maxWidth: '100%', maxHeight: '66px', objectFit: 'contain' },
  actions: { display: 'flex', alignItems: 'center', gap: '8px', margin: '6px 0 0 6px' },
});

export function LogoField({ form, saved }: { form: UseFormReturn<BranchEntries>; saved: NewLogo | null }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts).branch;
  const { field, fieldState } = useController({ control: form.control, name: 'logo' });
  const file = useRef<HTMLInputElement>(null);
  const shown = field.value === 'keep' ? saved : field.value === 'remove' ? null : field.value;

  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    form.clearErrors('logo');
    const refuse = (problem: string) => form.setError('logo', { type: 'problem', message: problem });
    if (chosen.size > LOGO_LARGEST_BYTES) return refuse(t.logoProblems.tooLarge);
    if (!TYPES.includes(chosen.type)) return refuse(t.logoProblems.notAPicture);
    field.onChange({ name: chosen.name, mediaType: chosen.type, base64: await base64Of(chosen) });
  };

  return (
    <FieldFrame label={t.logo} changed={fieldState.isDirty} problem={fieldState.error?.message ?? null}>
      {(wears) => (
        <>
          {shown ? (
            <div className={`${styles.paper} ${styles.white}`}>
              <img
                src={`data:${shown.mediaType};base64,${shown.base64}`}
                alt={t.logoPicture}
                className={styles.picture}
              />
            </div>
          ) : (
            <div className={styles.paper}>
              <Text size={200}>{t.noLogo}</Text>
            </div>
          )}
          <div className={styles.actions}>
            <Button
              {...wears}
              ref={field.ref}
              size="small"
              aria-label={t.chooseLogo}
              onClick={() => file.current?.click()}
            >
              {t.chooseLogo}
            </Button>
            {shown && (
              <Button size="small" onClick={() => field.onChange(saved ? 'remove' : 'keep')}>
                {t.removeLogo}
              </Button>
            )}
            {shown && <Caption1>{shown.name}</Caption1>}
            <input
              ref={file}
              type="file"
              hidden
              accept={TYPES.join()}
              onChange={(event) => {
                void take(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
          </div>
        </>
      )}
    </FieldFrame>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
