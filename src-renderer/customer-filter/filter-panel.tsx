// The filters of the search, opened and closed with F4. Enter in any of them goes on to the search box, whose arrows and Enter act
// on the list. What they begin with, the settings say.
import { Checkbox, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { readDay } from '../../src-shared/calendar/day.ts';
import type { Channel } from '../../src-shared/consent/rules.ts';
import { CONSENT_WORDS, type ConsentWord, FILTER_PURPOSES } from '../../src-shared/search/filter.ts';
import type { Seat } from '../../src-shared/sign-in/contract.ts';
import { calls } from '../client.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerFilterTexts } from '../texts/customer-filter.ts';
import { ChoiceBox, SeveralBox, TextBox } from '../ui/filter-boxes.tsx';
import { FilterFields } from '../ui/filter-fields.tsx';
import { chooseFilter, type Filters, isYears } from './filters.ts';
import { SavedFilters } from './saved-filters.tsx';
import { useStatusOptions } from './status-options.ts';

const useStyles = makeStyles({
  panel: { paddingLeft: '16px', paddingRight: '16px' },
  wide: { width: '210px' },
  middle: { width: '150px' },
  several: { width: '185px' },
  small: { width: '76px' },
  pair: { display: 'flex', gap: '6px' },
  check: { alignSelf: 'flex-end' },
  whole: { flexBasis: '100%' },
});

const KINDS = ['natural', 'legal'] as const;
const CHANNELS = ['letter', 'email', 'phone', 'sms'] as const satisfies readonly Channel[];

export function FilterPanel({
  id,
  filters,
  seat,
  leave,
}: {
  id: string;
  filters: Filters;
  seat: Seat;
  leave: () => void;
}) {
  const styles = useStyles();
  const t = useTexts(customerFilterTexts);
  const { typed } = filters;
  const { data: choices } = useQuery(calls.customerList.choices.queryOptions());
  const statuses = useStatusOptions();
  const any = { value: '', label: t.any };
  const words = CONSENT_WORDS.map((word) => ({ value: word, label: t.consentWords[word] }));
  const named = (list: readonly { id: string; name: string }[] = []) =>
    list.map(({ id: value, name: label }) => ({ value, label }));
  const years = (text: string) => (isYears(text) ? null : t.notYears);
  const day = (text: string) => (text.trim() === '' || readDay(text) ? null : t.notADay);
  return (
    <FilterFields id={id} name={t.title} className={styles.panel} leave={leave}>
      <ChoiceBox
        label={t.parts.branch}
        className={styles.wide}
        value={filters.span}
        disabled={filters.locked || filters.alone}
        hint={filters.locked && !filters.alone ? t.locked : undefined}
        options={[
          { value: 'own', label: t.ownBranch(seat.branch.name) },
          ...(filters.locked || filters.alone ? [] : [{ value: 'all', label: t.allBranches }]),
        ]}
        choose={(value) => chooseFilter({ span: value === 'all' ? 'all' : 'own' })}
      />
      <SeveralBox
        label={t.parts.statuses}
        hint={t.several}
        className={styles.several}
        value={filters.filter.statuses}
        options={statuses}
        choose={(value) => chooseFilter({ statuses: value })}
      />
      {choices && choices.properties.length > 0 && (
        <SeveralBox
          label={t.parts.properties}
          hint={t.several}
          className={styles.several}
          value={typed.propertyIds}
          options={named(choices.properties)}
          choose={(propertyIds) => chooseFilter({ propertyIds })}
        />
      )}
      <ChoiceBox
        label={t.parts.kind}
        className={styles.middle}
        value={typed.kind ?? ''}
        options={[any, ...KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))]}
        choose={(value) => chooseFilter({ kind: KINDS.find((one) => one === value) ?? null })}
      />
      <span className={styles.pair}>
        {(['ageFrom', 'ageTo'] as const).map((which) => (
          <TextBox
            key={which}
            label={(which === 'ageFrom' ? t.from : t.to)(t.parts.age)}
            className={styles.small}
            value={typed[which]}
            problem={years(typed[which])}
            type={(text) => chooseFilter({ [which]: text })}
          />
        ))}
      </span>
      <span className={styles.pair}>
        {(['postcodeFrom', 'postcodeTo'] as const).map((which) => (
          <TextBox
            key={which}
            label={(which === 'postcodeFrom' ? t.from : t.to)(t.parts.postcode)}
            className={styles.small}
            value={typed[which]}
            type={(text) => chooseFilter({ [which]: text })}
          />
        ))}
      </span>
      <TextBox
        label={t.parts.town}
        className={styles.middle}
        value={typed.town}
        type={(town) => chooseFilter({ town })}
      />
      {FILTER_PURPOSES.map((purpose) => (
        <ChoiceBox
          key={purpose}
          label={t.consentOf[purpose]}
          className={styles.wide}
          value={typed.consents[purpose] ?? ''}
          options={[any, ...words]}
          choose={(value) =>
            chooseFilter({ consents: { ...typed.consents, [purpose]: (value || null) as ConsentWord | null } })
          }
        />
      ))}
      <ChoiceBox
        label={t.parts.app}
        className={styles.middle}
        value={typed.app === null ? '' : typed.app ? 'yes' : 'no'}
        options={[any, { value: 'yes', label: t.appWords.yes }, { value: 'no', label: t.appWords.no }]}
        choose={(value) => chooseFilter({ app: value === '' ? null : value === 'yes' })}
      />
      <ChoiceBox
        label={t.parts.advertising}
        className={styles.middle}
        value={typed.advertising ?? ''}
        options={[any, ...CHANNELS.map((channel) => ({ value: channel, label: t.channels[channel] }))]}
        choose={(value) => chooseFilter({ advertising: CHANNELS.find((one) => one === value) ?? null })}
      />
      <ChoiceBox
        label={t.parts.responsible}
        className={styles.middle}
        value={typed.responsibleId ?? ''}
        options={[any, ...named(choices?.employees)]}
        choose={(value) => chooseFilter({ responsibleId: value || null })}
      />
      <span className={styles.pair}>
        {(['visitFrom', 'visitTo'] as const).map((which) => (
          <TextBox
            key={which}
            label={(which === 'visitFrom' ? t.from : t.to)(t.parts.visit)}
            className={styles.middle}
            value={typed[which]}
            problem={day(typed[which])}
            type={(text) => chooseFilter({ [which]: text })}
          />
        ))}
      </span>
      <Checkbox
        className={styles.check}
        label={t.deletedShown}
        checked={typed.deleted}
        onChange={(_event, { checked }) => chooseFilter({ deleted: checked === true })}
      />
      <div className={styles.whole}>
        <SavedFilters filters={filters} />
      </div>
    </FilterFields>
  );
}
