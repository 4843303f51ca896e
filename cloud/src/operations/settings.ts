import { modelsWithoutPrice } from '../models/index.ts'
import { settingFaults } from '../platform/environment.ts'
import { readModelPrices } from '../platform/settings/model-prices.ts'
import { isPublicAddress } from '../platform/settings/public-faults.ts'
import type { Finding } from './report.ts'

export type Variables = Record<string, string | undefined>

/** Looks at the variables alone, as the cloud does before it starts. Asks nobody. */
export function checkSettings(variables: Variables): Finding[] {
  const faults = settingFaults(variables).map(
    ({ setting, ...fault }): Finding => ({ name: setting, state: 'fault', ...fault }),
  )
  const complete: Finding = { name: 'settings', state: 'ok', said: 'complete' }
  return [
    ...(faults.length > 0 ? faults : [complete]),
    ...testShop(variables),
    ...models(variables),
    ...prices(variables),
    backups(variables),
  ]
}

function testShop({ STRIPE_TEST_SHOP }: Variables): Finding[] {
  if (!STRIPE_TEST_SHOP) return []
  const advice = 'Remove STRIPE_TEST_SHOP and set the live key when customers are to pay.'
  return [{ name: 'payments', state: 'warning', said: 'are only tried: no money moves', advice }]
}

/** In public it is a fault, told with the others. */
function models({ OPENAI_API_KEY, OPENAI_BASE_URL, PUBLIC_URL }: Variables): Finding[] {
  if (OPENAI_API_KEY || OPENAI_BASE_URL || isPublicAddress(PUBLIC_URL)) return []
  const advice = 'Set OPENAI_API_KEY, or OPENAI_BASE_URL to another server that speaks its API.'
  return [{ name: 'models', state: 'warning', said: 'not set up: every question goes to a person', advice }]
}

/** A price that nobody knows is no free call. What MODEL_PRICES says wrong is a fault, told with the others. */
function prices(variables: Variables): Finding[] {
  const { MODEL_PRICES, OPENAI_CHAT_MODEL, OPENAI_EMBEDDING_MODEL, OPENAI_TRANSCRIPTION_MODEL } = variables
  const asked = {
    chatModel: OPENAI_CHAT_MODEL || undefined,
    embeddingModel: OPENAI_EMBEDDING_MODEL || undefined,
    transcriptionModel: OPENAI_TRANSCRIPTION_MODEL || undefined,
  }
  const { prices: given } = readModelPrices(MODEL_PRICES ?? '')
  return modelsWithoutPrice(asked, given).map((model) => ({
    name: 'model price',
    state: 'warning',
    said: `none is known for ${model}: its calls count at the ceiling price`,
    advice: `Set MODEL_PRICES, e.g. ${model}=0.50/1.50 (dollars for a million tokens read and written).`,
  }))
}

function backups({ BACKUP_RECIPIENT }: Variables): Finding {
  if (BACKUP_RECIPIENT?.startsWith('age1'))
    return { name: 'backups', state: 'ok', said: 'encrypted for a key' }
  return {
    name: 'backups',
    state: 'warning',
    said: BACKUP_RECIPIENT ? 'BACKUP_RECIPIENT is no age recipient' : 'not set up',
    advice:
      'Run `plantao backup-key`, keep the key away from this machine, set BACKUP_RECIPIENT to the public half.',
  }
}
