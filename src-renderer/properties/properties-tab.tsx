// Tab 'Eigenschaften' (E-76): what the chain tells its customers apart by, ticked by keyboard; and 'Nicht mahnen' where the
// chain wants it here.
import { Button, Checkbox, makeStyles, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { fold } from '../../src-shared/search/fold.ts';
import { DunningBlock } from '../contacts/dunning-block.tsx';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { propertyTexts } from '../texts/properties.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { useLinesLook } from '../ui/lines.ts';
import { usePaper } from '../ui/paper.ts';
import { useReadOnly } from '../ui/read-only.tsx';
import { PropertySign } from './property-sign.tsx';
import { useProperties } from './use-properties.ts';

/** Beyond so many nobody reads them all. */
const SEARCHED_FROM = 12;

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
    columnGap: '24px',
    paddingLeft: '3px',
  },
  one: { display: 'flex', alignItems: 'center' },
  label: { display: 'inline-flex', alignItems: 'center', gap: '8px' },
  filter: { width: '260px' },
});

export const PropertiesTab: MaskPart = ({ mask }) => {
  const look = useLinesLook();
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(propertyTexts);
  const { go } = usePlace();
  const readOnly = useReadOnly();
  const { form, person } = mask;
  const { all, chosen } = useProperties(mask);
  const [filter, setFilter] = useState('');
  if (!all) return null;
  const offered = all.filter((one) => one.endedAt === null || chosen.includes(one));
  const fitting = offered.filter(({ name, abbreviation }) => fold(`${name} ${abbreviation}`).includes(fold(filter)));
  const tick = (id: string, on: boolean) => {
    const others = form.getValues('properties').filter((one) => one !== id);
    form.setValue('properties', on ? [...others, id] : others);
  };
  return (
    <div className={look.page}>
      <fieldset className={look.group}>
        <Text as="h2" size={300} weight="semibold" className={look.title}>
          {t.title}
        </Text>
        {offered.length === 0 && <Text className={look.hint}>{t.emptyList}</Text>}
        {offered.length === 0 && person.role === 'administrator' && (
          <Button
            size="small"
            className={look.toList}
            onClick={() => void go({ module: 'administration', page: 'properties' })}
          >
            {t.toList}
          </Button>
        )}
        {offered.length > SEARCHED_FROM && (
          <FieldFrame label={t.filter} className={styles.filter}>
            {(wears) => (
              <input
                {...wears}
                type="text"
                autoComplete="off"
                className={paper.control}
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
              />
            )}
          </FieldFrame>
        )}
        {offered.length > 0 && fitting.length === 0 && <Text className={look.hint}>{t.noneFits}</Text>}
        <div className={styles.list}>
          {fitting.map((one) => (
            <Checkbox
              key={one.id}
              className={styles.one}
              disabled={readOnly}
              checked={chosen.includes(one)}
              onChange={(_event, { checked }) => tick(one.id, checked === true)}
              label={{
                className: styles.label,
                children: (
                  <>
                    <PropertySign property={one} />
                    {one.endedAt === null ? one.name : t.ended(one.name)}
                  </>
                ),
              }}
            />
          ))}
        </div>
      </fieldset>
      <DunningBlock mask={mask} on="properties" />
    </div>
  );
};
