// What can be done with the list of hits as a whole: its columns and the way out of the program under 'Mehr - F11', paper under
// 'Drucken - F9'. Whoever may not take it along sees why.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import type { Channel } from '../../src-shared/consent/rules.ts';
import type { Column } from '../../src-shared/customer-list/rules.ts';
import type { CustomerFilter } from '../../src-shared/search/filter.ts';
import type { Person } from '../../src-shared/sign-in/contract.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { saveFile } from '../frame/save-file.ts';
import { useCommands } from '../keys/commands.ts';
import { openPreview } from '../printing/open-preview.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerFilterTexts } from '../texts/customer-filter.ts';
import { keyTexts } from '../texts/keys.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { ColumnsDialog } from './columns-dialog.tsx';
import { sent } from './filters.ts';

type Listed = { text: string; filter: CustomerFilter; columns: readonly Column[] };

export function ListCommands({ listed, isEmpty, person }: { listed: Listed; isEmpty: boolean; person: Person }) {
  const t = useTexts(customerFilterTexts);
  const keys = useTexts(keyTexts).names;
  const [open, setOpen] = useState<'columns' | 'export' | null>(null);
  const blocked = person.role === 'employee' ? t.notYours : isEmpty ? t.emptyList : undefined;
  const asked = { text: listed.text, filter: sent(listed.filter), columns: [...listed.columns] };
  const print = async () => {
    const { data, error } = await safe(client.customerList.printList(asked));
    if (isDefinedError(error) && error.code === 'TOO_MANY') return tellTooMany(t.tooMany(error.data.most));
    if (error) return showFailure(error);
    await openPreview(data);
  };
  useCommands('page', [
    {
      key: 'F11',
      name: keys.F11,
      entries: [
        { label: t.columns, run: () => setOpen('columns') },
        { label: t.export, run: () => setOpen('export'), blocked },
      ],
    },
    { key: 'F9', name: keys.F9, entries: [{ label: t.print, run: print, blocked }] },
  ]);
  if (open === 'columns') return <ColumnsDialog shown={listed.columns} close={() => setOpen(null)} />;
  return open === 'export' ? <ExportDialog asked={asked} close={() => setOpen(null)} /> : null;
}

function tellTooMany(text: string): void {
  useMessages.getState().show({ tone: 'problem', text });
}

const useStyles = makeStyles({ surface: { maxWidth: '520px', boxShadow: 'none', padding: '16px 20px' } });

const CHANNELS = ['letter', 'email', 'phone', 'sms'] as const satisfies readonly Channel[];

type Asked = { text: string; filter: ReturnType<typeof sent>; columns: Column[] };

function ExportDialog({ asked, close }: { asked: Asked; close: () => void }) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const t = useTexts(customerFilterTexts);
  const [purpose, setPurpose] = useState('');
  const advertising = CHANNELS.find((one) => one === purpose) ?? null;
  const take = async (event: FormEvent) => {
    event.preventDefault();
    const { data, error } = await safe(client.customerList.exportList({ ...asked, advertising }));
    close();
    if (isDefinedError(error) && error.code === 'TOO_MANY') return tellTooMany(t.tooMany(error.data.most));
    if (error) return showFailure(error);
    await saveFile(data.file, { tone: 'done', text: t.exported(data.customers) });
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <form onSubmit={(event) => void take(event).catch(showFailure)}>
          <DialogBody>
            <DialogTitle>{t.exportTitle}</DialogTitle>
            <DialogContent>
              <RadioGroup aria-label={t.exportFor} value={purpose} onChange={(_event, { value }) => setPurpose(value)}>
                <Radio value="" label={t.exportPlain} />
                {CHANNELS.map((channel) => (
                  <Radio key={channel} value={channel} label={t.exportChannel(t.channels[channel])} />
                ))}
              </RadioGroup>
              <p>{advertising === null ? t.exportLogged : t.exportOnlyConsent}</p>
            </DialogContent>
            <DialogActions fluid>
              <Button type="submit" appearance="primary">
                {t.exportDo}
              </Button>
              <Button onClick={close}>{t.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
