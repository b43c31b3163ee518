// One virtual card on its way to a virtual reader: the card's side of vpcd's protocol. The card is the client; each message is
// a length of two bytes (big-endian) and so many bytes. What the card says to a command it asks elsewhere.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { CardMove } from './virtual-cards.ts';

/** A message of one byte is about the card's power: off, on and reset want no answer, this one wants the ATR. */
const GET_ATR = 4;
/** The reader opens its port a moment after the service has its socket. */
const TRIES = 200;

export type LyingCard = { pull(): void };

/** @param ask what the card says to this command; its move may come whenever it likes */
export async function layCard(
  port: number,
  atr: Uint8Array,
  ask: (apdu: Uint8Array, move: (move: CardMove) => void) => void,
): Promise<LyingCard> {
  const socket = await open(port);
  let waiting = Buffer.alloc(0);
  socket.on('data', (data) => {
    waiting = Buffer.concat([waiting, data]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const length = waiting.readUInt16BE(0);
      take(waiting.subarray(2, 2 + length));
      waiting = waiting.subarray(2 + length);
    }
  });
  socket.on('error', () => undefined); // the reader is gone
  const take = (message: Buffer): void => {
    if (message.length > 1) ask(Uint8Array.from(message), (move) => make(move));
    else if (message[0] === GET_ATR) socket.write(framed(atr));
  };
  const make = (move: CardMove): void => {
    if (socket.destroyed || move === 'hangs') return;
    if (move === 'pulled') socket.destroy();
    else if (move instanceof Uint8Array) socket.write(framed(move));
    else socket.end(framed(move.answer));
  };
  return { pull: () => socket.destroy() };
}

async function open(port: number): Promise<Socket> {
  for (let tries = 1; ; tries++) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (tries >= TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

function framed(message: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
