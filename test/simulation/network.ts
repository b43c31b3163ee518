// The wire of a storm: by chance it loses a request or its answer, cuts the answer in the middle, delivers twice, or holds a
// request back and lets it arrive late, behind others. It knows of each message which change sets it carries, so that the
// run can say what met what.
import { gunzipSync } from 'node:zlib';
import type { ServerRoad } from '../../src-main/service/ports.ts';
import type { RunningServer } from '../../src-server/server.ts';
import { type Chance, weighed } from './chance.ts';

export const WIRE_FAULTS = ['lost', 'answerLost', 'answerCut', 'doubled', 'delayed', 'overtaken'] as const;
export type WireFault = (typeof WIRE_FAULTS)[number];

const CALM = { pass: 1, lost: 0, answerLost: 0, answerCut: 0, doubled: 0, delayed: 0 };
const STORM = { pass: 55, lost: 9, answerLost: 10, answerCut: 8, doubled: 9, delayed: 9 };

type Held = { request: Carried; text: string; behind: number };
type Carried = { method: string; url: string; headers: Record<string, string>; body: Buffer };

export class Network {
  readonly #chance: Chance;
  readonly #met: (fault: WireFault, text: string) => void;
  readonly #between: (() => Promise<void>)[] = [];
  readonly #late: Held[] = [];
  #delivered = 0;
  calm = false;
  /** Faults so far: a round that fails without one has failed by itself. */
  faults = 0;
  /** Answers of the server that no fault of the wire explains. */
  readonly serverTroubles: string[] = [];

  /** @param met told of each fault with the texts of the message, in which the ids of its change sets stand */
  constructor(chance: Chance, met: (fault: WireFault, text: string) => void) {
    this.#chance = chance;
    this.#met = met;
  }

  /** Runs once, when the server has done the next request and its answer is still on the way. */
  beforeNextAnswer(work: () => Promise<void>): void {
    this.#between.push(work);
  }

  roadTo(running: () => RunningServer): ServerRoad {
    return {
      listen: () => () => undefined,
      fetch: async (request) => {
        const carried = await carry(request);
        const fate = weighed(this.#chance, this.calm ? CALM : STORM);
        if (fate !== 'pass') this.faults += 1;
        if (fate === 'lost') return this.#broken('lost', textOf(carried));
        if (fate === 'delayed') {
          this.#late.push({ request: carried, text: textOf(carried), behind: this.#delivered });
          return this.#broken('delayed', textOf(carried));
        }
        if (fate === 'doubled') await this.#deliver(running(), carried);
        const answer = await this.#deliver(running(), carried);
        const text = textOf(carried) + answer.body.toString('utf8');
        if (fate === 'doubled') this.#met('doubled', text);
        await this.#between.shift()?.();
        if (fate === 'answerLost') return this.#broken('answerLost', text);
        if (fate === 'answerCut') {
          this.#met('answerCut', text);
          return cut(answer, this.#chance());
        }
        return respond(answer);
      },
    };
  }

  /** Lets requests arrive that were held back: one of them, or all. */
  async release(running: () => RunningServer, all: boolean): Promise<void> {
    while (this.#late.length > 0) {
      const [held] = this.#late.splice(Math.floor(this.#chance() * this.#late.length), 1);
      if (!held) return;
      if (this.#delivered > held.behind) this.#met('overtaken', held.text);
      await this.#deliver(running(), held.request);
      if (!all) return;
    }
  }

  async #deliver(running: RunningServer, { method, url, headers, body }: Carried) {
    this.#delivered += 1;
    const answer = await running.http.inject({ method: method as 'POST', url, headers, payload: body });
    const whole = { status: answer.statusCode, headers: answer.headers, body: Buffer.from(answer.rawPayload) };
    if (whole.status >= 400)
      this.serverTroubles.push(`${whole.status} ${url} ${whole.body.toString('utf8').slice(0, 300)}`);
    return whole;
  }

  #broken(fault: WireFault, text: string): never {
    this.#met(fault, text);
    throw new TypeError('fetch failed');
  }
}

// --- details

type Answer = { status: number; headers: Record<string, unknown>; body: Buffer };

async function carry(request: Request): Promise<Carried> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    url: pathname + search,
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(await request.arrayBuffer()),
  };
}

function textOf({ headers, body }: Carried): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}

function respond({ status, headers, body }: Answer): Response {
  const shown = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
  return new Response(status === 204 || status === 304 ? null : new Uint8Array(body), { status, headers: shown });
}

/** The connection ends somewhere in the body. */
function cut(answer: Answer, where: number): Response {
  const sent = answer.body.subarray(0, Math.floor(answer.body.length * where));
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      if (sent.length > 0) controller.enqueue(new Uint8Array(sent));
      controller.error(new TypeError('terminated'));
    },
  });
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  return new Response(stream, { status: answer.status, headers });
}
