import { writeFileSync } from 'node:fs'
import { type ConfidenceModel, confidence } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import { fitModel, gatherTraining } from './fit-model.ts'
import { ece } from './measures.ts'

// `node infra/bench/retrieval/fit.ts [date]` fits the lexical judge again and writes it where the product reads it.
const target = new URL('../../../cloud/src/knowledge/confidence/lexical-2.json', import.meta.url)
const date = process.argv[2] ?? new Date().toISOString().slice(0, 10)
const training = gatherTraining()

const heldOut = training.companies.flatMap((company) => {
  const without = { ...emptyModel(), ...fitModel(training, company) }
  return training.own
    .filter((one) => one.case.tenant === company)
    .map((one) => ({ probability: confidence(one.features, without), truth: one.truth, weight: 1 }))
})
const { intercept, features } = fitModel(training)
const model: ConfidenceModel = {
  ...emptyModel(),
  fitted: {
    on: date,
    dataSets: ['faquad 0-1', 'squad-pt 0-3', 'companies 01-06', 'plain 11-15'],
    cases: training.all,
    ece: round(ece(heldOut)),
    note: 'ece: the companies, each judged by a model fitted without it',
  },
  intercept: round(intercept),
  features: Object.fromEntries(
    Object.entries(features).map(([name, { mean, scale, coefficient }]) => [
      name,
      { mean: round(mean), scale: round(scale), coefficient: round(coefficient) },
    ]),
  ),
}
writeFileSync(target, `${JSON.stringify(model, null, 2)}\n`)
console.log(`${model.version}: ${model.fitted.cases} cases, ece ${model.fitted.ece} on companies left out`)

function emptyModel(): ConfidenceModel {
  return {
    version: 'lexical-2',
    embedder: 'none',
    fitted: { on: date, dataSets: [], cases: 0, ece: 0 },
    intercept: 0,
    features: {},
  }
}

function round(value: number): number {
  return Number(value.toPrecision(6))
}
