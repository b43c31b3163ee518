// Reads a health card. Placeholder until its reading is merged: it knows only whether the card is one.
import type { HealthCard } from '../../../src-shared/health-card/record.ts';
import { CardRefused } from './refused.ts';

type Transmit = (apdu: Uint8Array) => Promise<Uint8Array>;

/** @throws CardRefused */
export async function readHealthCard(transmit: Transmit): Promise<HealthCard> {
  await transmit(Uint8Array.from(Buffer.from('00A4040C07D2760001448000', 'hex')));
  const [first, second] = await transmit(Uint8Array.from(Buffer.from('00A4040C06D27600000102', 'hex')));
  if (first === 0x6a && second === 0x82) throw new CardRefused('EGK_NOT_AN_EGK');
  throw new CardRefused('EGK_EMPTY');
}
