// 'Spalten wählen …': which columns the list of hits shows to whoever is signed in.
import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { ALWAYS_SHOWN, COLUMNS, type Column, shownColumns } from '../../src-shared/customer-list/rules.ts';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerFilterTexts } from '../texts/customer-filter.ts';
import { useFocusBack } from '../ui/focus-back.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '420px', boxShadow: 'none', padding: '16px 20px' },
  boxes: { display: 'flex', flexDirection: 'column' },
});

export function ColumnsDialog({ shown, close }: { shown: readonly Column[]; close: () => void }) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const t = useTexts(customerFilterTexts);
  const [chosen, setChosen] = useState<readonly Column[]>(shown);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    await client.customerList.keepColumns({ columns: shownColumns(chosen) });
    await queries.invalidateQueries({ queryKey: calls.customerList.columns.key() });
    close();
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <form onSubmit={(event) => void keep(event).catch(showFailure)}>
          <DialogBody>
            <DialogTitle>{t.columnsTitle}</DialogTitle>
            <DialogContent>
              {t.alwaysShown}
              <div className={styles.boxes}>
                {COLUMNS.filter((one) => !ALWAYS_SHOWN.includes(one)).map((one) => (
                  <Checkbox
                    key={one}
                    label={t.columnNames[one]}
                    checked={chosen.includes(one)}
                    onChange={(_event, { checked }) =>
                      setChosen(checked ? [...chosen, one] : chosen.filter((each) => each !== one))
                    }
                  />
                ))}
              </div>
            </DialogContent>
            <DialogActions fluid>
              <Button type="submit" appearance="primary">
                {t.ok}
              </Button>
              <Button onClick={close}>{t.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
