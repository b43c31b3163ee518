// 'Kunden anonymisieren' (E-82): what would happen, field by field; what stands against it; then the number, typed, and an
// administrator's PIN. It cannot be undone, so nothing in it is the default of Enter until all is there.
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
  Text,
  tokens,
} from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { DocumentChoice } from '../../src-shared/erasure/report.ts';
import { confirmationOf, ERASURE_REASONS, type ErasureReason } from '../../src-shared/erasure/rules.ts';
import { useProofText } from '../administration/pin-dialog.tsx';
import { PinField } from '../administration/pin-field.tsx';
import { calls, client, queries } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { erasureTexts } from '../texts/erasure.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { focusField } from '../ui/focus-field.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { scrollable } from '../ui/scrollable.ts';
import { TextField } from '../ui/text-field.tsx';
import { DocumentQuestions } from './document-questions.tsx';
import { Refusals } from './refusals.tsx';
import { ReportLines } from './report-lines.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '860px', width: 'calc(100vw - 48px)', boxShadow: 'none', padding: '16px 20px' },
  content: { display: 'flex', flexDirection: 'column', gap: '8px' },
  lines: {
    maxHeight: 'calc(100vh - 470px)',
    minHeight: '120px',
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  entries: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: '10px',
    alignItems: 'end',
  },
  problem: { color: tokens.colorStatusDangerForeground1 },
  actions: { marginTop: '14px' },
  button: { whiteSpace: 'nowrap' },
});

/** `name` null: he was anonymised in part, and only his number is left. */
export type ToErase = { readonly id: string; readonly number: string; readonly name: string | null };
type Documents = Readonly<Record<string, Readonly<Record<string, DocumentChoice>>>>;

export function EraseDialog(props: {
  customers: readonly ToErase[];
  personId: string;
  close: () => void;
  erased: (erasureIds: readonly string[]) => void;
}) {
  const { customers, personId, close, erased } = props;
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const t = useTexts(erasureTexts);
  const { nameOf } = usePersonNames();
  const [documents, setDocuments] = useState<Documents>({});
  const chosen = customers.map(({ id }) => ({ customerId: id, documents: { ...documents[id] } }));
  const { data, error } = useQuery(
    calls.erasure.preview.queryOptions({
      ...{ input: { customers: chosen }, staleTime: 0, gcTime: 0, placeholderData: keepPreviousData },
    }),
  );
  const [only] = customers;
  const refused = data?.some(({ refusals }) => refusals.length > 0) ?? false;
  const files = data?.flatMap((one) => one.documents.map((file) => ({ ...file, customerId: one.customerId }))) ?? [];
  const lockedUntil = data
    ?.map((one) => one.lockedUntil ?? '')
    .sort()
    .at(-1);
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>
            {customers.length === 1 && only
              ? t.title(only.name === null ? `${t.page.number} ${only.number}` : nameOf(only.id, only.name))
              : t.titleMany(customers.length)}
          </DialogTitle>
          <DialogContent className={styles.content}>
            {error && (
              <Text role="alert" className={styles.problem}>
                {previewProblem(error, t)}
              </Text>
            )}
            {!data && !error && <Spinner size="tiny" label={t.loading} labelPosition="after" />}
            {data && refused && <Refusals previews={data} />}
            {files.length > 0 && (
              <DocumentQuestions
                files={files}
                chosen={documents}
                choose={(customerId, id, choice) =>
                  setDocuments((before) => ({ ...before, [customerId]: { ...before[customerId], [id]: choice } }))
                }
              />
            )}
            {data && !refused && (
              <>
                <Text>{t.means}</Text>
                {lockedUntil && <Text>{t.locks(showDay(lockedUntil))}</Text>}
                {data.some(({ endsAccess }) => endsAccess) && <Text>{t.endsAccess}</Text>}
                <section className={styles.lines} aria-label={t.wouldBe} {...scrollable}>
                  <ReportLines lines={data.flatMap(({ lines }) => lines)} />
                </section>
                <Confirming numbers={data.map(({ number }) => number)} {...{ chosen, personId, close, erased }} />
              </>
            )}
          </DialogContent>
          {(!data || refused) && (
            <DialogActions>
              <Button appearance="primary" onClick={close}>
                {t.close}
              </Button>
            </DialogActions>
          )}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

type ConfirmingProps = {
  numbers: readonly string[];
  chosen: { customerId: string; documents: Record<string, DocumentChoice> }[];
  personId: string;
  close: () => void;
  erased: (erasureIds: readonly string[]) => void;
};

function Confirming({ numbers, chosen, personId, close, erased }: ConfirmingProps) {
  const styles = useStyles();
  const t = useTexts(erasureTexts);
  const proofText = useProofText();
  const { data: administrators = [] } = useQuery(calls.erasure.administrators.queryOptions());
  const own = administrators.find(({ id }) => id === personId);
  const form = useForm({
    defaultValues: { reason: 'requested', confirmation: '', administrator: own?.id ?? '', pin: '' },
  });
  const [problem, setProblem] = useState<string | null>(null);
  const busy = useRef(false);
  useEffect(() => {
    // 'Schließen', which had the focus while the server was asked, is gone: nothing would hear Esc.
    if (document.activeElement === document.body) focusField('reason');
  }, []);
  const wanted = confirmationOf(numbers);

  const submit = async () => {
    if (busy.current) return;
    const { reason, confirmation, administrator, pin } = form.getValues();
    if (confirmation.trim() !== wanted) {
      form.setError('confirmation', { message: t.notConfirmed }, { shouldFocus: true });
      return;
    }
    if (pin === '') {
      form.setError('pin', { message: t.pinMissing }, { shouldFocus: true });
      return;
    }
    busy.current = true;
    setProblem(null);
    const employeeId = administrator || own?.id || administrators[0]?.id || '';
    const { data, error } = await safe(
      client.erasure.erase({
        ...{ customers: chosen, reason: reason as ErasureReason, confirmation, proof: { employeeId, pin } },
      }),
    );
    busy.current = false;
    if (!error) {
      // The mask is left before it is read again, and finds nobody.
      erased(data.map(({ erasureId }) => erasureId));
      await queries.invalidateQueries();
      return;
    }
    form.setValue('pin', '');
    if (isDefinedError(error) && error.code === 'REFUSED') {
      // What stands against it now is in the preview.
      await queries.invalidateQueries({ queryKey: calls.erasure.key() });
      return;
    }
    setProblem((isDefinedError(error) && (ownProblem(error.code, t) ?? proofText(error))) || failureText(error));
  };

  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={styles.entries}>
        <ChoiceField
          {...{ form, name: 'reason', label: t.reason, problemText: String }}
          options={ERASURE_REASONS.map((value) => ({ value, label: t.reasons[value] }))}
        />
        <TextField
          {...{ form, name: 'confirmation', maxLength: 40, required: true, problemText: String, keyboard: 'numeric' }}
          label={numbers.length === 1 ? t.typeNumber(wanted) : t.typeCount(numbers.length)}
        />
        {!own && (
          <ChoiceField
            {...{ form, name: 'administrator', label: t.administrator, problemText: String }}
            options={administrators.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <PinField {...{ form, name: 'pin', label: t.pin, required: true, problemText: String }} />
      </div>
      {problem && (
        <Text role="alert" className={styles.problem}>
          {problem}
        </Text>
      )}
      <DialogActions className={styles.actions}>
        <Button type="submit" appearance="primary" className={styles.button}>
          {t.erase}
        </Button>
        <Button onClick={close}>{t.cancel}</Button>
      </DialogActions>
    </form>
  );
}

// --- details

type Words = (typeof erasureTexts)['de'];

function ownProblem(code: string, t: Words): string | null {
  switch (code) {
    case 'NO_SERVER':
      return t.noServer;
    case 'OFFLINE':
      return t.offline;
    case 'GONE':
      return t.gone;
    case 'NOT_CONFIRMED':
      return t.notConfirmed;
    case 'ADMINISTRATORS_ONLY':
      return t.administratorsOnly;
    default:
      return null;
  }
}

function previewProblem(error: unknown, t: Words): string {
  const { code = '' } = error as { code?: string };
  return ownProblem(code, t) ?? failureText(error);
}
