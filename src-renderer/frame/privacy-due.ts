// The customer who is at the counter and is to be asked for consent: said by the service, until the question was shown. It
// does not know how it is shown.
import { create } from 'zustand';
import type { News } from '../../src-shared/shell/contract.ts';

export type PrivacyDue = Extract<News, { kind: 'privacyDue' }>;

export const usePrivacyDue = create<{ due: PrivacyDue | null }>(() => ({ due: null }));
