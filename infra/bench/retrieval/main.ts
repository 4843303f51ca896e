import { pathToFileURL } from 'node:url'
import { type ConfidenceModel, confidence } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import { LEXICAL_MODEL } from '../../../cloud/src/knowledge/confidence/models.ts'
import { type Baseline, baselineOf } from './baseline.ts'
import { type Case, casesOf } from './cases.ts'
import { type DataSet, isDevelopment, loadTenants } from './data.ts'
import { fitModel, gatherTraining } from './fit-model.ts'
import { type Judged, judge, TOP_K } from './judged.ts'
import { auroc, ece, mean, percentile } from './measures.ts'
import { withNoise } from './noise.ts'

/** One measured number; `baseline` is plain stemmed BM25, and word coverage where a confidence is judged. */
export type Line = { bench: 'retrieval'; metric: string; value: number; unit: string; baseline?: number }
type Measured = Judged & { probability: number; baseline: Baseline }

/** Frozen; each tenant may set its own. */
const THRESHOLD = 0.5
const KINDS = ['near', 'far', 'human', 'smalltalk', 'injection'] as const

/**
 * Measures retrieval and confidence. The reading sets: only tenants nothing was fitted on, with the committed model.
 * `companies`: each company by a model fitted without it; `companies-fitted`: by the committed model, which has seen them.
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
}

function* measure(
  set: DataSet | 'companies-fitted',
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
  const line = (metric: string, value: number, unit: string, baseline?: number): Line => ({
    bench: 'retrieval',
    metric: `${prefix}.${metric}`,
    value: Number(value.toFixed(4)),
    unit,
    ...(baseline === undefined ? {} : { baseline: Number(baseline.toFixed(4)) }),
  })
  const answerable = measured.filter((one) => one.case.kind === 'answerable')
  const share = (of: readonly Measured[], test: (one: Measured) => boolean) =>
    mean(of.map((one) => (test(one) ? 1 : 0)))
  const within = (k: number) => (rank: number) => rank >= 0 && rank < k
  for (const k of [1, 3, 5]) {
    const hit = within(k)
    yield line(
      `recall@${k}`,
      share(answerable, (one) => hit(one.rank)),
      'share',
      share(answerable, (one) => hit(one.baseline.rank)),
    )
  }
  const reciprocal = (rank: number) => (rank < 0 ? 0 : 1 / (rank + 1))
  yield line(
    'mrr',
    mean(answerable.map((one) => reciprocal(one.rank))),
    'mrr',
    mean(answerable.map((one) => reciprocal(one.baseline.rank))),
  )

  const scores = (of: readonly Measured[]) => of.map((one) => one.probability)
  const words = (of: readonly Measured[]) => of.map((one) => one.baseline.coverage)
  for (const kind of ['near', 'far'] as const) {
    const wrong = measured.filter((one) => one.case.kind === kind)
    yield line(
      `auroc_${kind}`,
      auroc(scores(answerable), scores(wrong)),
      'auroc',
      auroc(words(answerable), words(wrong)),
    )
  }
  const answers = (one: Measured) => one.probability >= THRESHOLD
  const naive = (one: Measured) => one.baseline.coverage >= THRESHOLD
  yield line('answer_rate', share(answerable, answers), 'share', share(answerable, naive))
  yield line(
    'right_answer_rate',
    share(answerable, (one) => answers(one) && one.truth),
    'share',
    share(answerable, (one) => naive(one) && within(TOP_K)(one.baseline.rank)),
  )
  for (const kind of KINDS) {
    const wrong = measured.filter((one) => one.case.kind === kind)
    if (wrong.length > 0)
      yield line(`false_answer_rate.${kind}`, share(wrong, answers), 'share', share(wrong, naive))
  }
  yield line(
    'ece',
    ece(measured.map(({ probability, truth }) => ({ probability, truth, weight: 1 }))),
    'probability',
    ece(measured.map(({ baseline, truth }) => ({ probability: baseline.coverage, truth, weight: 1 }))),
  )
  yield line(
    'p95_ms',
    percentile(
      measured.map((one) => one.ms),
      0.95,
    ),
    'ms',
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for await (const line of run()) console.log(JSON.stringify(line))
}
