import { pathToFileURL } from 'node:url'
import { type ConfidenceModel, confidence } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import { LEXICAL_MODEL } from '../../../cloud/src/knowledge/confidence/models.ts'
import { type Baseline, baselineOf } from './baseline.ts'
import { type Case, casesOf } from './cases.ts'
import { type DataSet, isDevelopment, loadTenants } from './data.ts'
import { fitModel, gatherTraining } from './fit-model.ts'
import { clusterInterval } from './interval.ts'
import { type Judged, judge, TOP_K } from './judged.ts'
import { auroc, ece, mean, percentile } from './measures.ts'
import { withNoise } from './noise.ts'
import { loadPlain } from './plain.ts'

/** One measured number; `baseline` is plain stemmed BM25, and word coverage where a confidence is judged. */
export type Line = {
  bench: 'retrieval'
  metric: string
  value: number
  unit: string
  baseline?: number
  interval?: readonly [number, number]
}
type Measured = Judged & { probability: number; baseline: Baseline }

/** Frozen; each tenant may set its own. */
const THRESHOLD = 0.5
const KINDS = ['near', 'far', 'human', 'smalltalk', 'injection'] as const

/**
 * Measures retrieval and confidence. The reading sets: only tenants nothing was fitted on, with the committed model.
 * `companies`: each company by a model fitted without it; `companies-fitted`: by the committed model, which has seen them.
 * `plain`: the plain questions put to houses that nothing was fitted on; `plain-companies`: those put to companies left out.
 */
export async function* run(_options: { json?: boolean } = {}): AsyncGenerator<Line> {
  const faquad = loadTenants('faquad')
  const squad = loadTenants('squad-pt')
  const questionsOf = (set: typeof faquad) => set.flatMap((tenant) => tenant.questions)
  const frozen = () => LEXICAL_MODEL
  const reported = (set: typeof faquad) => set.filter((tenant) => !isDevelopment(tenant))
  yield* measure('faquad', casesOf(reported(faquad), questionsOf(squad)), frozen)
  yield* measure('squad-pt', casesOf(reported(squad), questionsOf(faquad)), frozen)

  const companies = loadTenants('companies')
  const cases = casesOf(companies, [])
  yield* measure('companies-fitted', cases, frozen)
  const training = gatherTraining()
  const left = new Map(
    training.companies.map((company) => [company.id, { ...LEXICAL_MODEL, ...fitModel(training, company) }]),
  )
  yield* measure('companies', cases, (one) => left.get(one.tenant.id)!)

  const plain = loadPlain('test')
  const strange = plain.filter(({ split }) => split === 'test').map(({ tenant }) => tenant)
  yield* measure('plain', casesOf(strange, []), frozen)
  const labelled = plain.filter(({ of }) => of !== undefined)
  const companyOf = new Map(labelled.map(({ tenant, of }) => [tenant, left.get(of!)!]))
  const tenants = labelled.map(({ tenant }) => tenant)
  yield* measure('plain-companies', casesOf(tenants, []), (one) => companyOf.get(one.tenant)!)
}

function* measure(
  set: DataSet | 'companies-fitted' | 'plain-companies',
  cases: readonly Case[],
  model: (one: Case) => ConfidenceModel,
): Generator<Line> {
  for (const noise of [false, true]) {
    const measured = cases.map((one): Measured => {
      const text = noise ? withNoise(one.question.text, one.question.id) : one.question.text
      const judged = judge(one, text)
      return {
        ...judged,
        probability: confidence(judged.features, model(one)),
        baseline: baselineOf(one, text),
      }
    })
    yield* linesOf(`${set}.${noise ? 'noise' : 'clean'}`, measured)
  }
}

function* linesOf(prefix: string, measured: readonly Measured[]): Generator<Line> {
  type Figure = (of: readonly Measured[]) => number
  const line = (metric: string, unit: string, figure: Figure, baseline?: Figure): Line => {
    const [low, high] = clusterInterval(measured, clusterOf, figure)
    return {
      bench: 'retrieval',
      metric: `${prefix}.${metric}`,
      value: Number(figure(measured).toFixed(4)),
      unit,
      ...(unit === 'ms' ? {} : { interval: [low, high] as const }),
      ...(baseline ? { baseline: Number(baseline(measured).toFixed(4)) } : {}),
    }
  }
  const only = (kind: Case['kind'], of: readonly Measured[]) => of.filter((one) => one.case.kind === kind)
  const share =
    (kind: Case['kind'], test: (one: Measured) => boolean): Figure =>
    (of) =>
      mean(only(kind, of).map((one) => (test(one) ? 1 : 0)))
  const apart =
    (kind: Case['kind'], score: (one: Measured) => number): Figure =>
    (of) =>
      auroc(only('answerable', of).map(score), only(kind, of).map(score))
  const within = (rank: number, k: number) => rank >= 0 && rank < k
  for (const k of [1, 3, 5]) {
    const own = share('answerable', (one) => within(one.rank, k))
    const plain = share('answerable', (one) => within(one.baseline.rank, k))
    yield line(`recall@${k}`, 'share', own, plain)
  }
  const reciprocal = (rank: number) => (rank < 0 ? 0 : 1 / (rank + 1))
  const mrr =
    (rankOf: (one: Measured) => number): Figure =>
    (of) =>
      mean(only('answerable', of).map((one) => reciprocal(rankOf(one))))
  yield line(
    'mrr',
    'mrr',
    mrr((one) => one.rank),
    mrr((one) => one.baseline.rank),
  )
  const probability = (one: Measured) => one.probability
  const words = (one: Measured) => one.baseline.coverage
  for (const kind of ['near', 'far'] as const) {
    if (only(kind, measured).length > 0)
      yield line(`auroc_${kind}`, 'auroc', apart(kind, probability), apart(kind, words))
  }
  const answers = (one: Measured) => one.probability >= THRESHOLD
  const naive = (one: Measured) => one.baseline.coverage >= THRESHOLD
  yield line('answer_rate', 'share', share('answerable', answers), share('answerable', naive))
  const right = share('answerable', (one) => answers(one) && one.truth)
  const naiveRight = share('answerable', (one) => naive(one) && within(one.baseline.rank, TOP_K))
  yield line('right_answer_rate', 'share', right, naiveRight)
  for (const kind of KINDS) {
    if (only(kind, measured).length > 0)
      yield line(`false_answer_rate.${kind}`, 'share', share(kind, answers), share(kind, naive))
  }
  const off =
    (score: (one: Measured) => number): Figure =>
    (of) =>
      ece(of.map((one) => ({ probability: score(one), truth: one.truth, weight: 1 })))
  yield line('ece', 'probability', off(probability), off(words))
  const slow: Figure = (of) =>
    percentile(
      of.map((one) => one.ms),
      0.95,
    )
  yield line('p95_ms', 'ms', slow)
}

/** Questions about one paragraph stand or fall together, and so do those put to one company. */
function clusterOf({ case: { tenant, question } }: Measured): string {
  return tenant.set === 'faquad' || tenant.set === 'squad-pt'
    ? `${tenant.id} ${question.paragraph?.[0] ?? 'far'}`
    : tenant.id
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for await (const line of run()) console.log(JSON.stringify(line))
}
