import { readFileSync, writeFileSync } from 'node:fs'
import { confidence } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import { logit } from '../../../cloud/src/knowledge/confidence/joint.ts'
import { judgementOf } from '../../../cloud/src/knowledge/confidence/judgement.ts'
import { LEXICAL_MODEL } from '../../../cloud/src/knowledge/confidence/models.ts'
import { openAiModels } from '../../../cloud/src/models/adapters/openai.models.ts'
import { mulberry32 } from '../../sandbox/src/random.ts'
import { fitModel, gatherTraining } from '../retrieval/fit-model.ts'
import { type Example, fitLogistic } from '../retrieval/logistic.ts'

// `node infra/bench/quality/fit-judge.ts` fits what a judging model's word is worth beside the words' own probability and
// writes judges-1.json. Without OPENAI_API_KEY: the weights for a judge nobody measured, from played judges of several error
// rates. With one: also the weights of that model, by asking it about every question of the six companies.
const target = new URL('../../../cloud/src/knowledge/confidence/judges-1.json', import.meta.url)
/** An unknown judge may be any of these. */
const ERROR_RATES = [0.04, 0.08, 0.12]
const PENALTY = 0.003
const NAMES = ['lexical', 'answers', 'sure']

const training = gatherTraining()
const cases = training.companies.flatMap((company) => {
  // Each company by words that were fitted without it, as they will meet an unknown company.
  const model = { ...LEXICAL_MODEL, ...fitModel(training, company) }
  return training.own
    .filter((one) => one.case.tenant === company)
    .map((one) => ({ one, lexical: logit(confidence(one.features, model)) }))
})
const file = JSON.parse(readFileSync(target, 'utf8'))
file.fitted = {
  on: process.argv[2] ?? new Date().toISOString().slice(0, 10),
  cases: cases.length,
  note: `otherwise: played judges that err at ${ERROR_RATES.join(', ')}, lexical probabilities of companies left out`,
}
file.otherwise = weights(ERROR_RATES.flatMap((rate, seed) => played(rate, seed + 1)))
if (process.env.OPENAI_API_KEY) {
  const { model, examples } = await asked()
  file.models[model] = weights(examples)
}
writeFileSync(target, `${JSON.stringify(file, null, 2)}\n`)
console.log(JSON.stringify(file))

function played(rate: number, seed: number): Example[] {
  const dice = mulberry32(seed)
  return cases.map(({ one, lexical }) => {
    const answers = dice() < rate ? !one.truth : one.truth
    const doubt = dice() * 0.4
    return {
      features: { lexical, answers: answers ? 1 : -1, sure: logit(answers ? 1 - doubt : doubt) },
      truth: one.truth,
      weight: 1,
    }
  })
}

async function asked(): Promise<{ model: string; examples: Example[] }> {
  const models = openAiModels({
    apiKey: process.env.OPENAI_API_KEY!,
    baseUrl: process.env.OPENAI_BASE_URL || undefined,
    chatModel: process.env.OPENAI_CHAT_MODEL || undefined,
  })
  const examples: Example[] = []
  let named = ''
  for (const { one, lexical } of cases) {
    const chunks = one.result.hits.map(({ chunk }) => ({ ...chunk, id: String(chunk.position) }))
    const word = await judgementOf(models, one.case.question.text, chunks, { timeoutMs: 20_000 })
    if (!word) continue
    named = word.model.replace(/-\d{4}-\d{2}-\d{2}$/, '')
    const features = { lexical, answers: word.answers ? 1 : -1, sure: logit(word.probability) }
    examples.push({ features, truth: one.truth, weight: 1 })
  }
  if (examples.length < cases.length / 2) throw new Error('the model judged too few questions')
  return { model: named, examples }
}

/** Logistic regression, written for raw values instead of standardised ones. */
function weights(examples: readonly Example[]): Record<string, number> {
  const { intercept, features } = fitLogistic(examples, NAMES, PENALTY)
  const raw = Object.entries(features).map(([name, { mean, scale, coefficient }]) => ({
    name,
    weight: coefficient / scale,
    shift: (coefficient * mean) / scale,
  }))
  const round = (value: number) => Number(value.toPrecision(4))
  return {
    intercept: round(intercept - raw.reduce((sum, { shift }) => sum + shift, 0)),
    ...Object.fromEntries(raw.map(({ name, weight }) => [name, round(weight)])),
  }
}
