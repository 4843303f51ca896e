import { join } from 'node:path'
import { buildHouse } from '../../cloud/src/house.ts'
import { readEnvironment } from '../../cloud/src/platform/environment.ts'
import { openCompany } from './company.ts'
import { DOZEN } from './conversations/dozen.ts'
import { fillConversations } from './fill.ts'

/** The tenant that `npm start` brings along; its sign-ins are printed at every start. */
const PADARIA = {
  name: 'Padaria Pão Quente',
  slug: 'padaria',
  // Whoever tries the product out must not meet the end of a month's answers.
  subscription: { state: 'active' as const, periodEndsAt: null, answersGranted: 1_000_000 },
  owner: { email: 'dona@padaria.example', name: 'Renata Moura', password: 'padaria-demo', mustChange: false },
  attendants: [
    { email: 'atendente@padaria.example', name: 'Bia Lopes', password: 'padaria-demo', mustChange: false },
  ],
}

/** Address of the sandbox, whose phone scans the QR; and whether the company gets its conversations of the last days. */
const [sandbox, conversations] = process.argv.slice(2)
if (!sandbox) throw new Error('seed.ts <address of the sandbox> [--with-conversations]')

// Started once by `npm start`, with the cloud's environment, before the cloud itself. Safe to repeat.
const environment = readEnvironment()
const house = await buildHouse({ ...environment, services: new Set() })
try {
  const { webhookUrl, dataDir } = environment
  const tenantId = await openCompany(house, { company: PADARIA, webhookUrl, sandbox })
  if (conversations === '--with-conversations') {
    await fillConversations(house.db, tenantId, join(dataDir, 'media'), DOZEN)
  }
} finally {
  await house.stop()
}
process.exit(0)
