import type { TryAnswer } from '@plantao/shared/conversations'
import { LEXICAL_MODEL } from '../../../cloud/src/knowledge/confidence/models.ts'
import type { Report } from '../report.ts'
import { loadTenants, type Question, type Tenant } from '../retrieval/data.ts'
import { fitModel, gatherTraining } from '../retrieval/fit-model.ts'
import { auroc } from '../retrieval/measures.ts'
import { loadPlain } from '../retrieval/plain.ts'
import { type Grade, gradeOf } from './grade.ts'
import { openQualityHouse, type QualityHouse } from './house.ts'
import { heldAgainst, loadReplies, refusedThoughRight } from './replies.ts'

/** Error rates of the judges the sandbox plays, to show the road with a model that checks. */
const PLAYED = [0.05, 0.1]
const SEED = 7

type Graded = { company: Tenant; question: Question; reaction: TryAnswer; grade: Grade }
type Ask = (company: Tenant, question: string) => Promise<TryAnswer>

/**
 * Drives the whole pipeline over the companies. `offline`: each company judged by a model of confidence that was fitted without it;
 * `plain`: the plain questions put to houses that nothing was fitted on; `judge@x`: the companies with a judging model that errs at x; `real`: the models of `OPENAI_API_KEY`. `QUALITY_SHOW=1` prints every miss.
 */
export async function run(report: Report): Promise<void> {
  check(report)
  const house = await openQualityHouse()
  try {
    const companies = loadTenants('companies')
    const asking = await heldOut(house, companies)
    if (house.real) return await measure(report, 'real', companies, asking)
    await measure(report, 'offline', companies, asking)
    const plain = loadPlain('test').flatMap(({ tenant, split }) => (split === 'test' ? [tenant] : []))
    await measure(report, 'plain', plain, await strangers(house, plain))
    for (const errorRate of PLAYED) {
      const truth = Object.fromEntries(
        companies.flatMap(({ questions }) =>
          questions.map(({ text, kind }) => [text, kind === 'answerable']),
        ),
      )
      house.faults.set({ openai: { judge: { truth, errorRate, seed: SEED } } })
      await measure(report, `judge@${errorRate}`, companies, asking)
    }
  } finally {
    await house.close()
  }
}

/** The check of drafts alone: right replies it refuses, wrong ones it lets through. */
function check(report: Report): void {
  const { right, wrong } = loadReplies()
  const figure = (metric: string, value: number) =>
    report({ metric: `check.${metric}`, value, unit: 'replies' })
  const said = [...refusedThoughRight(loadTenants('companies'))]
  figure('companies.all', said.length)
  figure('companies.refused_though_right', said.filter(({ why }) => why !== null).length)
  figure('right.all', right.length)
  figure('right.refused', right.filter((one) => heldAgainst(one) !== null).length)
  figure('wrong.all', wrong.length)
  figure('wrong.passed', wrong.filter((one) => heldAgainst(one) === null).length)
}

/** Houses that nothing was fitted on, judged the way every tenant is. */
async function strangers(house: QualityHouse, tenants: readonly Tenant[]): Promise<Ask> {
  const residents = new Map(
    await Promise.all(
      tenants.map(async (tenant) => [tenant.id, await house.moveIn(tenant.name, tenant.text)] as const),
    ),
  )
  return (tenant, question) => residents.get(tenant.id)!.ask(question)
}

async function heldOut(house: QualityHouse, companies: readonly Tenant[]): Promise<Ask> {
  const training = gatherTraining()
  // All before the first moves in: fitting lets no connection be opened meanwhile, and on a busy machine one gives up.
  const fitted = companies.map((company) => {
    const left = training.companies.find(({ id }) => id === company.id)
    return { company, model: { ...LEXICAL_MODEL, ...fitModel(training, left) } }
  })
  const residents = new Map(
    await Promise.all(
      fitted.map(async ({ company, model }) => {
        return [company.id, { model, resident: await house.moveIn(company.name, company.text) }] as const
      }),
    ),
  )
  return (company, question) => {
    const { model, resident } = residents.get(company.id)!
    return resident.askWith(model, question)
  }
}

async function measure(report: Report, road: string, companies: readonly Tenant[], ask: Ask): Promise<void> {
  const graded: Graded[] = []
  const waited: number[] = []
  for (const company of companies) {
    for (const question of company.questions) {
      const started = performance.now()
      const reaction = await ask(company, question.text)
      waited.push(performance.now() - started)
      const spans = question.spans.map(([start, end]) => company.text.slice(start, end))
      const grade = gradeOf(reaction, spans, question.answer)
      graded.push({ company, question, reaction, grade })
    }
  }
  const answerable = graded.filter(({ question }) => question.kind === 'answerable')
  const near = graded.filter(({ question }) => question.kind === 'near')
  const count = (of: Graded[], ...grades: Grade[]) => of.filter(({ grade }) => grades.includes(grade)).length
  const figure = (metric: string, value: number, unit = 'questions') =>
    report({ metric: `${road}.${metric}`, value, unit })
  for (const kind of ['answerable', 'near', 'far', 'human', 'smalltalk', 'injection'] as const) {
    const of = graded.filter(({ question }) => question.kind === kind)
    figure(`${kind}.all`, of.length)
    for (const grade of ['right', 'wrong', 'handed_over', 'asked', 'talk'] as const)
      figure(`${kind}.${grade}`, count(of, grade))
  }
  figure('right_rate', count(answerable, 'right') / answerable.length, 'share')
  figure('wrong_of_answered', share(graded, answerable), 'share')
  figure('never_covered_answered', count(near, 'right', 'wrong') / near.length, 'share')
  const confidence = (of: Graded[]) => of.map(({ reaction }) => reaction.confidence)
  figure('auroc_near', auroc(confidence(answerable), confidence(near)), 'auroc')
  figure('mean_ms', waited.reduce((sum, ms) => sum + ms, 0) / waited.length, 'ms')
  if (process.env.QUALITY_SHOW) for (const one of graded) show(road, one)
}

/** Of everything answered, the part that was wrong. */
function share(graded: Graded[], answerable: Graded[]): number {
  const answered = graded.filter(({ grade }) => grade === 'right' || grade === 'wrong').length
  return answered === 0 ? 0 : 1 - answerable.filter(({ grade }) => grade === 'right').length / answered
}

function show(road: string, { company, question, reaction, grade }: Graded): void {
  console.error(
    JSON.stringify({
      road,
      company: company.id,
      kind: question.kind,
      grade,
      confidence: Number(reaction.confidence.toFixed(3)),
      reason: reaction.reason,
      question: question.text,
      reply: grade === 'handed_over' ? undefined : reaction.reply,
      wanted: question.answer,
    }),
  )
}
