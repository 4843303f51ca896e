import type { ConfidenceModel } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import { type Case, casesOf, strayCases } from './cases.ts'
import { isDevelopment, loadTenants, type Tenant } from './data.ts'
import { type Judged, judge } from './judged.ts'
import { fitLogistic } from './logistic.ts'
import { loadPlain } from './plain.ts'

/** L2 penalty; chosen among 0.001 to 0.03 by leaving one company out. */
const PENALTY = 0.003
/** What all strays together weigh against the companies' own questions; more makes it answer less and err less. */
const STRAY_WEIGHT = 0.2
/** What the plain questions weigh against each of the other sets; at 1 near misses of the companies are told apart worse (.77 for .80). */
const PLAIN_WEIGHT = 0.15
/** Features that are measured but not fitted on. */
const LEFT_OUT = /^dense$/

export type Training = {
  companies: Tenant[]
  reading: Judged[]
  own: Judged[]
  strays: Judged[]
  /** plain questions, with the company whose text they are put to, if it is one of the six */
  plain: { judged: Judged; of: string | undefined }[]
  all: number
}

/** Judges everything that may be fitted on: the development tenants of the reading sets and the six companies. */
export function gatherTraining(): Training {
  const faquad = loadTenants('faquad')
  const squad = loadTenants('squad-pt')
  const companies = loadTenants('companies')
  const questionsOf = (tenants: Tenant[]) => tenants.flatMap((tenant) => tenant.questions)
  const measured = (cases: Case[]) => cases.map((one) => judge(one)).filter((one) => one.features !== null)
  const reading = measured([
    ...casesOf(faquad.filter(isDevelopment), questionsOf(squad)),
    ...casesOf(squad.filter(isDevelopment), questionsOf(faquad)),
  ])
  const own = measured(casesOf(companies, []))
  const strays = measured(strayCases(companies))
  const plain = loadPlain('fit')
    .filter(({ split }) => split === 'fit')
    .flatMap(({ tenant, of }) => measured(casesOf([tenant], [])).map((judged) => ({ judged, of })))
  const all = reading.length + own.length + strays.length + plain.length
  return { companies, reading, own, strays, plain, all }
}

/**
 * Fits the judge. Each data set weighs the same; so one company does not decide, `without` leaves one out wholly,
 * its questions to others too.
 */
export function fitModel(
  training: Training,
  without?: Tenant,
  { plainWeight = PLAIN_WEIGHT, leftOut = LEFT_OUT } = {},
): Pick<ConfidenceModel, 'intercept' | 'features'> {
  const foreign = new Set(without?.questions.map((question) => question.id))
  const own = training.own.filter((one) => one.case.tenant !== without)
  const strays = training.strays.filter(
    (one) => one.case.tenant !== without && !foreign.has(one.case.question.id),
  )
  const reading = training.reading
  const size = (set: string) => reading.filter((one) => one.case.tenant.set === set).length
  const plain = training.plain.filter(({ of }) => !without || of !== without.id).map(({ judged }) => judged)
  const each = {
    faquad: size('faquad'),
    'squad-pt': size('squad-pt'),
    companies: own.length,
    plain: plain.length / plainWeight,
  }
  const examples = [...reading, ...own, ...plain].map((one) => ({
    features: one.features!,
    truth: one.truth,
    weight: 1 / each[one.case.tenant.set],
  }))
  for (const one of strays) {
    examples.push({ features: one.features!, truth: false, weight: STRAY_WEIGHT / strays.length })
  }
  const names = [...new Set(examples.flatMap(({ features }) => Object.keys(features)))].filter(
    (name) => !leftOut.test(name),
  )
  return fitLogistic(examples, names, PENALTY)
}
