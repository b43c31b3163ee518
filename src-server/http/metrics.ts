// What the server counts about itself, in the text form of Prometheus: calls, durations, live wires, delay, memory. No label
// carries anything about a person, a shop or an address.
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** More names than there are calls: a stranger cannot fill the memory with made-up ones. */
const MOST_CALLS = 500;

type Durations = { counts: number[]; sum: number; count: number };

export class Metrics {
  readonly #requests = new Map<string, { call: string; status: number; count: number }>();
  readonly #durations = new Map<string, Durations>();
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>;
  #incidents = 0;

  constructor() {
    this.#delay = monitorEventLoopDelay({ resolution: 20 });
    this.#delay.enable();
  }

  /** @param ms duration */
  finished(call: string, status: number, ms: number): void {
    const name = this.#durations.has(call) || this.#durations.size < MOST_CALLS ? call : 'other';
    const key = `${name} ${status}`;
    const counted = this.#requests.get(key) ?? { call: name, status, count: 0 };
    counted.count += 1;
    this.#requests.set(key, counted);
    const taken = this.#durations.get(name) ?? { counts: BUCKETS.map(() => 0), sum: 0, count: 0 };
    const seconds = ms / 1000;
    BUCKETS.forEach((bound, at) => {
      if (seconds <= bound) taken.counts[at] = (taken.counts[at] ?? 0) + 1;
    });
    taken.sum += seconds;
    taken.count += 1;
    this.#durations.set(name, taken);
    if (status === 500) this.#incidents += 1;
  }

  /** Delays are those since the text was last asked for. */
  text({ version, liveWires }: { version: string; liveWires: number }): string {
    const memory = process.memoryUsage();
    const lines = [
      ...family('tresen_info', 'gauge', 'The running version.', [[`{version="${escaped(version)}"}`, 1]]),
      ...family(
        'tresen_requests_total',
        'counter',
        'Requests answered, by call and status.',
        [...this.#requests.values()].map(({ call, status, count }) => [
          `{call="${escaped(call)}",status="${status}"}`,
          count,
        ]),
      ),
      ...this.#durationLines(),
      ...family('tresen_incidents_total', 'counter', 'Failures that nobody foresaw.', [['', this.#incidents]]),
      ...family('tresen_live_wires', 'gauge', 'Counters that are connected live.', [['', liveWires]]),
      ...family('tresen_event_loop_delay_seconds', 'gauge', 'Delay of the event loop since the last scrape.', [
        ['{quantile="0.5"}', this.#delay.percentile(50) / 1e9],
        ['{quantile="0.99"}', this.#delay.percentile(99) / 1e9],
        ['{quantile="1"}', this.#delay.max / 1e9],
      ]),
      ...family('process_resident_memory_bytes', 'gauge', 'Resident memory.', [['', memory.rss]]),
      ...family('nodejs_heap_used_bytes', 'gauge', 'Used memory of the heap.', [['', memory.heapUsed]]),
      ...family('process_cpu_seconds_total', 'counter', 'Time of the processors.', [['', cpuSeconds()]]),
      ...family('process_uptime_seconds', 'gauge', 'Since the start.', [['', process.uptime()]]),
    ];
    this.#delay.reset();
    return `${lines.join('\n')}\n`;
  }

  close(): void {
    this.#delay.disable();
  }

  #durationLines(): string[] {
    const name = 'tresen_request_duration_seconds';
    const lines = [`# HELP ${name} How long answers took, by call.`, `# TYPE ${name} histogram`];
    for (const [call, { counts, sum, count }] of this.#durations) {
      const label = `call="${escaped(call)}"`;
      BUCKETS.forEach((bound, at) => {
        lines.push(`${name}_bucket{${label},le="${bound}"} ${counts[at]}`);
      });
      lines.push(`${name}_bucket{${label},le="+Inf"} ${count}`);
      lines.push(`${name}_sum{${label}} ${sum}`, `${name}_count{${label}} ${count}`);
    }
    return lines;
  }
}

// --- details

function family(name: string, type: 'counter' | 'gauge', help: string, values: [string, number][]): string[] {
  const lines = values.map(([labels, value]) => `${name}${labels} ${Number.isFinite(value) ? value : 0}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function escaped(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
