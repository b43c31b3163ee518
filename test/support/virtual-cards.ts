// Cards that are none: what they answer to a reader, and what can go wrong with them. They know neither the reader nor the
// service that they are put into (card-service.ts).

/** What a card does with an APDU: answers; says nothing any more; is pulled out before it answers, or right after. */
export type CardMove = Uint8Array | 'hangs' | 'pulled' | { answer: Uint8Array; after: 'pulled' };

export type VirtualCard = {
  atr: Uint8Array;
  /** @param apdu the whole command */
  answer: (apdu: Uint8Array) => CardMove;
};

/** As pcsc-tools list them: G2 health cards speak T=1 alone, this storage card lies on an antenna. */
const ATR = {
  healthCard: '3BD097FF81B1FE451F072B',
  onAntenna: '3B8F8001804F0CA000000306030001000000006A',
  onlyT0: '3B023600',
  healthCardOnAntenna: '3B858001300101303034',
};

/** A card in a contact reader whose chip answers so, for instance one of chipOf (health-cards.ts). */
export function contactCard(chip: (apdu: Uint8Array) => Uint8Array): VirtualCard {
  return { atr: bytes(ATR.healthCard), answer: chip };
}

/** A customer card on an antenna. @param uid hexadecimal @param status what the reader says with it */
export function customerCard(uid: string, status = '9000'): VirtualCard {
  return {
    atr: bytes(ATR.onAntenna),
    answer: (apdu) => bytes(hex(apdu) === 'FFCA000000' ? `${uid}${status}` : '6D00'),
  };
}

/** A health card that is laid on an antenna: its number is another one each time, and without PACE it gives nothing away. */
export function laidOnHealthCard(): VirtualCard {
  return { ...customerCard('08112233'), atr: bytes(ATR.healthCardOnAntenna) };
}

/** A chip that speaks T=0 alone, as old telephone and bank cards do. */
export function oldCard(): VirtualCard {
  return { atr: bytes(ATR.onlyT0), answer: () => bytes('6D00') };
}

/** The same card, where its `nth` answer (from 0) is another move. */
export function atAnswer(nth: number, move: 'hangs' | 'pulled' | 'pulledAfter', card: VirtualCard): VirtualCard {
  let answered = 0;
  const answer = (apdu: Uint8Array): CardMove => {
    const usual = card.answer(apdu);
    if (answered++ !== nth) return usual;
    if (move !== 'pulledAfter') return move;
    return usual instanceof Uint8Array ? { answer: usual, after: 'pulled' } : usual;
  };
  return { atr: card.atr, answer };
}

export function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

export function hex(data: Uint8Array): string {
  return Buffer.from(data).toString('hex').toUpperCase();
}
