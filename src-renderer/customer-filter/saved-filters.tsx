// Filters kept under a name: chosen, they apply at once; saved under a name that is there already, they take its place.
import { Button, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerFilterTexts } from '../texts/customer-filter.ts';
import { ChoiceBox, TextBox } from '../ui/filter-boxes.tsx';
import { applyFilter, type Filters, sent } from './filters.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: '6px 10px',
    margin: 0,
    padding: 0,
    border: 0,
  },
  box: { width: '210px' },
});

export function SavedFilters({ filters }: { filters: Filters }) {
  const styles = useStyles();
  const t = useTexts(customerFilterTexts);
  const { data: saved = [] } = useQuery(calls.customerList.savedFilters.queryOptions());
  const [chosenId, setChosenId] = useState('');
  const [name, setName] = useState('');
  const chosen = saved.find(({ id }) => id === chosenId);
  const renew = () => queries.invalidateQueries({ queryKey: calls.customerList.savedFilters.key() });
  const tell = (text: string) => useMessages.getState().show({ tone: 'done', text });

  const choose = (id: string) => {
    setChosenId(id);
    const one = saved.find((each) => each.id === id);
    if (!one) return;
    setName(one.name);
    applyFilter(one.filter, one.span);
  };
  const keep = async () => {
    const { filter, span } = filters;
    const { id, replaced } = await client.customerList.keepFilter({ name, filter: sent(filter), span });
    await renew();
    setChosenId(id);
    tell((replaced ? t.overwritten : t.kept)(name.trim()));
  };
  const drop = async () => {
    if (!chosen) return;
    await client.customerList.dropFilter({ id: chosen.id });
    await renew();
    setChosenId('');
    setName('');
    tell(t.dropped(chosen.name));
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || name.trim() === '') return;
    event.preventDefault();
    event.stopPropagation();
    void keep().catch(showFailure);
  };

  return (
    <fieldset className={styles.line} aria-label={t.saved} onKeyDown={pressed}>
      <ChoiceBox
        label={t.apply}
        className={styles.box}
        value={chosen ? chosenId : ''}
        options={[
          { value: '', label: saved.length === 0 ? t.noneSaved : '–' },
          ...saved.map((one) => ({ value: one.id, label: one.name })),
        ]}
        choose={choose}
      />
      <TextBox label={t.name} className={styles.box} value={name} type={setName} />
      <Button size="small" disabledFocusable={name.trim() === ''} onClick={() => void keep().catch(showFailure)}>
        {t.keep}
      </Button>
      {chosen && (
        <Button size="small" onClick={() => void drop().catch(showFailure)}>
          {t.drop(chosen.name)}
        </Button>
      )}
    </fieldset>
  );
}
