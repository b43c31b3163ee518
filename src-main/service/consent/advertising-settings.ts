// The chain's settings about advertising, as the rules want them.
import {
  type AdvertisingSettings,
  keptPreset,
  type PresetSettings,
  presetChannels,
} from '../../../src-shared/consent/advertising.ts';
import type { House } from '../house.ts';
import { setting } from '../settings.ts';

export function advertisingSettings(house: House): AdvertisingSettings {
  return {
    advertisingAfterStorage: setting(house, 'advertisingAfterStorage'),
    advertisingByChannel: setting(house, 'advertisingByChannel'),
  };
}

/** What `customer.advertisingPreset` begins with on a customer that is made now. No consent, and no entry in the ledger. */
export function presetOfNewCustomer(house: House): string | null {
  const advertisingPreset = setting(house, 'advertisingPreset');
  if (!advertisingPreset) return null;
  const settings: PresetSettings = {
    ...{ advertisingPreset, advertisingByChannel: setting(house, 'advertisingByChannel') },
    ...{ presetLetter: setting(house, 'presetLetter'), presetEmail: setting(house, 'presetEmail') },
    ...{ presetPhone: setting(house, 'presetPhone'), presetSms: setting(house, 'presetSms') },
  };
  return keptPreset(presetChannels(settings));
}
