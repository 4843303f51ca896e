import { type Report, reporter } from './report.ts'

/** Every benchmark by name; each brings its own services up and takes them down. */
const BENCHES: Record<string, () => Promise<{ run(report: Report): Promise<void> }>> = {
  pipeline: () => import('./pipeline/main.ts'),
  realtime: () => import('./realtime/main.ts'),
  inbox: () => import('./inbox/main.ts'),
  tenants: () => import('./tenants/main.ts'),
  retrieval: async () => {
    const { run } = await import('./retrieval/main.ts')
    return {
      run: async (report) => {
        for await (const { bench: _bench, ...figure } of run()) report(figure)
      },
    }
  },
  model: () => import('./model/main.ts'),
  chaos: () => import('./chaos/main.ts'),
  quality: () => import('./quality/main.ts'),
  redteam: () => import('./redteam/main.ts'),
  fuzz: () => import('./fuzz/main.ts'),
  hostile: () => import('./hostile/main.ts'),
  traffic: () => import('./traffic/main.ts'),
  desktop: () => import('./desktop/main.ts'),
  'desktop-chaos': () => import('./desktop/chaos.ts'),
  cold: () => import('./cold/main.ts'),
}

const [name, ...flags] = process.argv.slice(2)
const bench = name ? BENCHES[name] : undefined
if (!name || !bench) {
  console.error(`npm run bench -- <${Object.keys(BENCHES).join(' | ')}> [--json]`)
  process.exit(2)
}
const { run } = await bench()
await run(reporter(name, flags.includes('--json')))
process.exit(0)
