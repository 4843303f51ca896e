import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleEngine, startEngineHost } from '../../testing/desktop/engine-host.ts'
import { fillCache, MESSAGES, searches } from '../../testing/desktop/filled-cache.ts'
import { percentile, type Report } from '../report.ts'
import { openPage } from './page.ts'

/** Nobody answers here: the console must open from what it has. */
const NO_CLOUD = 'http://127.0.0.1:9'
const STARTS = 5
const MB = 1024 * 1024

/**
 * The desktop over 100,000 cached messages and no cloud. The engine runs as its own process on SQLite, the real page in
 * Chromium behind the same bridge as in Electron. Electron's own start is not in the figure; the browser runs already.
 */
export async function run(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plantao-bench-'))
  const page = await openPage()
  try {
    await fillCache(folder, NO_CLOUD)
    await bundleEngine()
    report({ metric: 'cached_messages', value: MESSAGES, unit: 'count' })
    const opened: number[] = []
    const painted: number[] = []
    for (let start = 0; start < STARTS; start++) {
      const begun = performance.timeOrigin + performance.now()
      // As in the application: the window is made while the engine opens its file.
      const starting = startEngineHost(NO_CLOUD, folder)
      const paint = page.paint(starting)
      const engine = await starting
      void engine.call('start')
      opened.push((await engine.opened) - begun)
      painted.push((await paint) - begun)
      if (start === STARTS - 1) {
        const took: number[] = []
        for (const query of searches(400)) {
          const asked = performance.now()
          await engine.call('search', query)
          took.push(performance.now() - asked)
        }
        report({ metric: 'search_p50_ms', value: percentile(took, 0.5), unit: 'ms' })
        report({ metric: 'search_p95_ms', value: percentile(took, 0.95), unit: 'ms' })
        report({ metric: 'memory_mb', value: ((await engine.ask<number>('rss')) ?? 0) / MB, unit: 'MB' })
        report({ metric: 'page_heap_mb', value: (await page.heapBytes()) / MB, unit: 'MB' })
      }
      if (process.env.PICTURE && start === 0) await page.picture(process.env.PICTURE)
      await engine.kill()
    }
    report({ metric: 'start_to_engine_ms', value: percentile(opened, 0.5), unit: 'ms' })
    report({ metric: 'start_to_first_paint_ms', value: percentile(painted, 0.5), unit: 'ms' })
    report({ metric: 'start_to_first_paint_worst_ms', value: Math.max(...painted), unit: 'ms' })
  } finally {
    await page.close()
    await rm(folder, { recursive: true, force: true })
  }
}
