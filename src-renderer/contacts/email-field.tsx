// The customer's e-mail address, with a way to write to it at once (E-70).
import { Link, makeStyles } from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import { emailProblem } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { TextField } from '../ui/text-field.tsx';
import type { MaskState } from './mask-state.ts';
import { useProblemText } from './problem-text.ts';

const useStyles = makeStyles({
  line: { display: 'flex', gap: '6px', alignItems: 'start' },
  field: { flexGrow: 1 },
  write: { marginTop: '16px', lineHeight: '28px', width: '26px', textAlign: 'center', flexShrink: 0 },
});

export function EmailField({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).master;
  const { form } = mask;
  const typed = useWatch({ control: form.control, name: 'email' }).trim();
  // Not while it is being typed: Tab goes on to the next field then.
  const canWrite = typed !== '' && typed === mask.record?.form.email;
  return (
    <div className={styles.line}>
      <TextField
        form={form}
        problemText={useProblemText('natural')}
        name="email"
        label={t.email}
        maxLength={254}
        keyboard="email"
        className={styles.field}
        tidy={(text) => text.trim()}
        rule={emailProblem}
      />
      {canWrite && (
        <Link
          href={`mailto:${encodeURIComponent(typed).replaceAll('%40', '@')}`}
          className={styles.write}
          aria-label={t.writeEmail(typed)}
          title={t.writeEmail(typed)}
        >
          @
        </Link>
      )}
    </div>
  );
}
