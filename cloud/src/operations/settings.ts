import { settingFaults } from '../platform/environment.ts'
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
