import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Seconds. Fine where our targets are (15 ms webhook, 60 ms pipeline), coarse where only trouble lives. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export type Metrics = ReturnType<typeof createMetrics>

/** The process's registry and the ways to add to it. Labels are closed lists: no ids, no telephone numbers. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const common = { registers: [registry] }
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'plantao_http_seconds',
      help: 'Time to answer an HTTP request',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      ...common,
    }),
    /** Runs before these gauges are read by a scrape. */
    onScrape: (gauges: Gauge<string>[], refresh: () => Promise<void>): void => {
      for (const gauge of gauges) Object.assign(gauge, { collect: refresh })
    },
    counter: <L extends string>(name: string, help: string, labelNames: L[] = []) =>
      new Counter<L>({ name: `plantao_${name}`, help, labelNames, ...common }),
    gauge: <L extends string>(name: string, help: string, labelNames: L[] = []) =>
      new Gauge<L>({ name: `plantao_${name}`, help, labelNames, ...common }),
    histogram: <L extends string>(name: string, help: string, labelNames: L[] = []) =>
      new Histogram<L>({ name: `plantao_${name}`, help, labelNames, buckets: SECONDS, ...common }),
  }
}
