import { join } from 'node:path'
import { buildHouse } from '../../cloud/src/house.ts'
import { readEnvironment } from '../../cloud/src/platform/environment.ts'
import { openCompany } from './company.ts'
import { livelyStories } from './conversations/lively.ts'
import { fillConversations } from './fill.ts'

const password = 'confeitaria-demo'
const person = (email: string, name: string) => ({
  email: `${email}@confeitaria.example`,
  name,
  password,
  mustChange: false,
})

/** A company with two hundred conversations; its sign-ins are printed by `npm run dev -- --lively`. */
const CONFEITARIA = {
  name: 'Confeitaria Estrela',
  slug: 'confeitaria',
  subscription: { state: 'active' as const, periodEndsAt: null, answersGranted: 1_000_000 },
  owner: person('dona', 'Helena Prates'),
  attendants: [
    person('atendente', 'Davi Fonseca'),
    person('rosa', 'Rosa Andrade'),
    person('luiz', 'Luiz Amaral'),
  ],
}

const [sandbox] = process.argv.slice(2)
if (!sandbox) throw new Error('lively.ts <address of the sandbox>')

// With the cloud's environment, beside a running cloud. A second run changes nothing.
const environment = readEnvironment()
const house = await buildHouse({ ...environment, services: new Set() })
try {
  const { webhookUrl, dataDir } = environment
  const tenantId = await openCompany(house, { company: CONFEITARIA, webhookUrl, sandbox })
  const begun = performance.now()
  const filled = await fillConversations(house.db, tenantId, join(dataDir, 'media'), livelyStories())
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(
    filled > 0 ? `${filled} conversations (${seconds} s)` : 'the company has its conversations already',
  )
} finally {
  await house.stop()
}
process.exit(0)
