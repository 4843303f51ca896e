import { ChromaVectorStore } from '../../../cloud/src/knowledge/adapters/chroma.vector-store.ts'
import { ExactVectorStore } from '../../../cloud/src/knowledge/adapters/exact.vector-store.ts'
import { createVectorLoader, publishedRevision } from '../../../cloud/src/knowledge/index.ts'
import { readVectors } from '../../../cloud/src/knowledge/kept.repo.ts'
import { systemClock } from '../../../cloud/src/platform/clock.ts'
import { openDatabase } from '../../../cloud/src/platform/database.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import { startChroma } from '../../testing/parts/chroma.ts'
import type { Company } from '../fill/companies.ts'
import { residentMb } from '../processes.ts'
import { percentile, type Report } from '../report.ts'
import type { WebHouse } from '../web-process.ts'

/** Chroma holds a collection for each company; more than this takes gigabytes. */
const SIZES = [10, 500]
const ASKED = 500

/** The same vectors searched in PostgreSQL's exact scan, read cold and kept, and in a real Chroma where its binary runs. */
export async function reportVectors(report: Report, house: WebHouse, companies: Company[]): Promise<void> {
  const db = openDatabase({ url: roleUrl(house.env.DATABASE_URL!, 'plantao_app'), clock: systemClock })
  const revisionOf = async ({ tenantId }: Company) =>
    (await db.tenant(tenantId, publishedRevision)).revisionId!
  const load = createVectorLoader(db)
  const itemsOf = (tenantId: string, revisionId: string) =>
    db.tenant(tenantId, (tx) => readVectors(tx, revisionId))
  const some = companies.slice(0, SIZES.at(-1)!)
  const known = await Promise.all(
    some.map(async (company) => ({ tenantId: company.tenantId, revisionId: await revisionOf(company) })),
  )
  const chroma = await startChroma().catch((error: Error) => {
    report({ metric: `chroma_absent_${error.message.slice(0, 60)}`, value: 0, unit: '' })
    return null
  })
  try {
    const beside = chroma && new ChromaVectorStore({ url: chroma.url })
    let published = 0
    for (const size of SIZES) {
      const kept = new ExactVectorStore(load)
      const cold = new ExactVectorStore(load, 1)
      while (beside && published < size) {
        const { tenantId, revisionId } = known[published++]!
        await beside.publish(tenantId, revisionId, await itemsOf(tenantId, revisionId))
      }
      const times = { kept: [] as number[], cold: [] as number[], chroma: [] as number[] }
      const question = (await itemsOf(known[0]!.tenantId, known[0]!.revisionId))[0]!.vector
      for (let at = 0; at < size + ASKED; at++) {
        const { tenantId, revisionId } = known[(at * 7_919) % size]!
        for (const [name, store] of [
          ['kept', kept],
          ['cold', cold],
          ['chroma', beside],
        ] as const) {
          if (!store) continue
          const begun = performance.now()
          await store.search(tenantId, revisionId, question, 5)
          if (at >= size) times[name].push(performance.now() - begun)
        }
      }
      for (const [name, samples] of Object.entries(times))
        for (const share of samples.length > 0 ? [0.5, 0.99] : [])
          report({
            metric: `vectors_${name}_p${share * 100}_ms_${size}`,
            value: percentile(samples, share),
            unit: 'ms',
          })
      if (chroma) report({ metric: `memory_chroma_${size}`, value: residentMb(chroma.pid()), unit: 'MB' })
    }
  } finally {
    await chroma?.stop()
    await db.close()
  }
}
