// One kept-alive HTTP connection that weighs almost nothing, one request at a time: what asks shares the machine with what
// answers, and is not what is measured. It understands answers of a said length only.
import { connect, type Socket } from 'node:net';

export type PlainAnswer = { status: number; text: string };

export class PlainLine {
  readonly #socket: Socket;
  readonly #host: string;
  #held: Buffer = Buffer.alloc(0);
  #waiting: { done: (answer: PlainAnswer) => void; failed: (error: Error) => void } | null = null;

  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`;
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.#socket.on('data', (part) => this.#take(part as Buffer));
    this.#socket.on('error', (error) => this.#waiting?.failed(error));
    this.#socket.on('close', () => this.#waiting?.failed(new Error('the server hung up')));
  }

  ask(method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): Promise<PlainAnswer> {
    const length = Buffer.byteLength(body);
    const lines = [`${method} ${path} HTTP/1.1`, `host: ${this.#host}`];
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    if (length > 0) lines.push('content-type: application/json', `content-length: ${length}`);
    return new Promise((done, failed) => {
      this.#waiting = { done, failed };
      this.#socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    });
  }

  end(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #take(part: Buffer): void {
    this.#held = this.#held.length === 0 ? part : Buffer.concat([this.#held, part]);
    const head = this.#held.indexOf('\r\n\r\n');
    if (head < 0) return;
    const lines = this.#held.toString('latin1', 0, head);
    const length = Number(/^content-length: (\d+)/im.exec(lines)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) this.#waiting?.failed(new Error(`an answer without a length: ${lines}`));
    if (this.#held.length < head + 4 + length) return;
    const answer = {
      status: Number(lines.slice(9, 12)),
      text: this.#held.toString('utf8', head + 4, head + 4 + length),
    };
    this.#held = this.#held.subarray(head + 4 + length);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.done(answer);
  }
}
