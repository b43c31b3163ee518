// The filters that are measured: each part of 'Filtern - F4', from what hardly anybody fits to what nearly everybody fits, and
// several parts at once as a shop asks for them. Shares are those of shop-facts.ts.
import { type CustomerFilter, NO_FILTER } from '../../src-shared/search/filter.ts';
import { EMPLOYEES, OWN_STATUS, propertyOf } from './shop-facts.ts';

const storage = (word: 'granted' | 'withdrawn' | 'none') => ({ consents: { ...NO_FILTER.consents, storage: word } });
const LAST_MONTH = { visitFrom: '2026-10-21', visitTo: '2026-11-21' };
const TWO_YEARS = { visitFrom: '2024-11-21' };
const [MOST_BUSY, , THIRD] = EMPLOYEES;

const FILTERS: Readonly<Record<string, Partial<CustomerFilter>>> = {
  'status active': { statuses: ['active'] },
  'status inactive': { statuses: ['inactive'] },
  'status blocked': { statuses: ['blocked'] },
  'status deceased': { statuses: ['deceased'] },
  'status of its own': { statuses: [OWN_STATUS] },
  'two rare statuses': { statuses: ['blocked', 'deceased'] },
  'two frequent statuses': { statuses: ['active', OWN_STATUS] },
  'kind natural': { kind: 'natural' },
  'kind legal': { kind: 'legal' },
  age: { ageFrom: 30, ageTo: 35 },
  postcode: { postcodeFrom: '80', postcodeTo: '81' },
  town: { town: 'Mün' },
  'property of 0.2 %': { propertyIds: [propertyOf(0.002)] },
  'property of 1 %': { propertyIds: [propertyOf(0.01)] },
  'property of 3 %': { propertyIds: [propertyOf(0.03)] },
  'property of 25 %': { propertyIds: [propertyOf(0.25)] },
  'two properties': { propertyIds: [propertyOf(0.006), propertyOf(0.05)] },
  'property that nobody has': { propertyIds: ['nobody-has-this'] },
  'storage granted': storage('granted'),
  'storage withdrawn': storage('withdrawn'),
  'storage not asked': storage('none'),
  'advertising by letter': { advertising: 'letter' },
  'advertising by e-mail': { advertising: 'email' },
  'advertising by telephone': { advertising: 'phone' },
  'advertising by SMS': { advertising: 'sms' },
  'app yes': { app: true },
  'app no': { app: false },
  responsible: { responsibleId: THIRD ?? '' },
  'visit in the last month': LAST_MONTH,
  'visit in two years': TWO_YEARS,
  'few of large parts': { propertyIds: [propertyOf(0.03)], responsibleId: THIRD ?? '', ...LAST_MONTH },
  'letter to regulars over 60': { statuses: ['active'], ageFrom: 60, advertising: 'letter', ...TWO_YEARS },
  'supplies nearby': { postcodeFrom: '80', postcodeTo: '82', propertyIds: [propertyOf(0.03)], ageFrom: 50 },
  'consents to ask for': {
    ...{ statuses: ['active', OWN_STATUS], kind: 'natural', app: false, responsibleId: MOST_BUSY ?? '' },
    ...storage('none'),
  },
};

/** By their names, in the order of the screen. */
export const MEASURED_FILTERS: readonly { name: string; filter: CustomerFilter }[] = Object.entries(FILTERS).map(
  ([name, more]) => ({ name, filter: { ...NO_FILTER, ...more } }),
);
