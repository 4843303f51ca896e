import type { ConfidenceModel } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import { type Case, casesOf, strayCases } from './cases.ts'
import { isDevelopment, loadTenants, type Tenant } from './data.ts'
import { type Judged, judge } from './judged.ts'
import { fitLogistic } from './logistic.ts'

/** L2 penalty; chosen among 0.001 to 0.03 by leaving one company out. */
const PENALTY = 0.003
/** What all strays together weigh against the companies' own questions; more makes it answer less and err less. */
const STRAY_WEIGHT = 0.2

export type Training = {
  companies: Tenant[]
  reading: Judged[]
  own: Judged[]
  strays: Judged[]
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
  return { companies, reading, own, strays, all: reading.length + own.length + strays.length }
}

/**
 * Fits the judge. Each data set weighs the same; so one company does not decide, `without` leaves one out wholly,
 * its questions to others too.
 */
export function fitModel(
  training: Training,
  without?: Tenant,
): Pick<ConfidenceModel, 'intercept' | 'features'> {
  const foreign = new Set(without?.questions.map((question) => question.id))
  const own = training.own.filter((one) => one.case.tenant !== without)
  const strays = training.strays.filter(
    (one) => one.case.tenant !== without && !foreign.has(one.case.question.id),
  )
  const reading = training.reading
  const size = (set: string) => reading.filter((one) => one.case.tenant.set === set).length
  const each = { faquad: size('faquad'), 'squad-pt': size('squad-pt'), companies: own.length }
  const examples = [...reading, ...own].map((one) => ({
    features: one.features!,
    truth: one.truth,
    weight: 1 / each[one.case.tenant.set],
  }))
  for (const one of strays) {
    examples.push({ features: one.features!, truth: false, weight: STRAY_WEIGHT / strays.length })
  }
  const names = Object.keys(examples[0]!.features).filter((name) => name !== 'dense')
  return fitLogistic(examples, names, PENALTY)
}
