import pg from 'pg'
import { migrate } from '../../../cloud/src/platform/migrate.ts'
import { createAsking } from '../asking.ts'
import { type Company, fillCompanies } from '../fill/companies.ts'
import { tokenFor } from '../fill/people.ts'
import { instantVendors } from '../pipeline/vendors.ts'
import { residentMb } from '../processes.ts'
import { percentile, type Report } from '../report.ts'
import { reportLoad, type WebHouse, webHouse } from '../web-process.ts'
import { reportVectors } from './vectors.ts'

/** Numbers each vector has: those of OpenAI's `text-embedding-3-small`, the product's default. */
const WIDTH = 1_536
const SIZES = [10, 1_000, 10_000]
const WARM_UP = 200
const ASKED = 1_500

/**
 * Search and inbox through the real HTTP routes, asked of companies chosen evenly among 10, 1,000 and 10,000: the worst
 * there is for what is kept in memory. Each was asked before, as after a day with a release. The models answer at once. The three numbers take turns, so that all feel the same machine.
 */
export async function run(report: Report): Promise<void> {
  const vendors = await instantVendors(WIDTH)
  const house = await webHouse({ OPENAI_API_KEY: 'bench', OPENAI_BASE_URL: `${vendors.url}/v1` })
  const client = new pg.Client({ connectionString: house.postgres.superuserUrl })
  try {
    await migrate(house.env.DATABASE_URL!)
    await client.connect()
    await client.query(`set session_replication_role = 'replica'`)
    const begun = performance.now()
    const companies = await fillCompanies(client, SIZES.at(-1)!, WIDTH)
    await client.query('vacuum (analyze)')
    report({ metric: 'fill_s', value: (performance.now() - begun) / 1000, unit: 's' })
    reportLoad(report)
    await measure(report, house, companies)
    await reportVectors(report, house, companies)
    reportLoad(report)
  } finally {
    vendors.close()
    await client.end().catch(() => undefined)
    await house.stop()
  }
}

async function measure(report: Report, house: WebHouse, companies: Company[]): Promise<void> {
  const web = await house.start()
  const asking = createAsking(house.url, 2)
  const pages = {
    search: ({ questions }: Company, at: number) =>
      `/knowledge/search?q=${encodeURIComponent(questions[at % questions.length]!)}`,
    inbox: () => '/conversations?limit=50',
  }
  for (const [name, path] of Object.entries(pages)) {
    const samples = SIZES.map(() => [] as number[])
    for (let at = 0; at < WARM_UP + ASKED; at++)
      for (const [side, size] of SIZES.entries()) {
        // A step that shares no factor with the size visits all of them evenly, in no order that memory could like.
        const company = companies[(at * 7_919) % size]!
        const { ms } = await asking.get(path(company, at), await tokenFor(company))
        if (at >= WARM_UP) samples[side]!.push(ms)
      }
    for (const [side, size] of SIZES.entries())
      for (const share of [0.5, 0.95, 0.99])
        report({
          metric: `${name}_p${share * 100}_ms_${size}`,
          value: percentile(samples[side]!, share),
          unit: 'ms',
          ...(side > 0 ? { baseline: percentile(samples[0]!, share) } : {}),
        })
    report({
      metric: `${name}_p99_ratio_10000_to_10`,
      value: percentile(samples.at(-1)!, 0.99) / percentile(samples[0]!, 0.99),
      unit: 'ratio',
    })
  }
  report({ metric: 'memory_web', value: residentMb(web), unit: 'MB' })
  await asking.close()
}
