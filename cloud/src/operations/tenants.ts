import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Email } from '@plantao/shared/email'
import { GivenName } from '@plantao/shared/names'
import { createTenant } from '../accounts/index.ts'
import { buildHouse, type House } from '../house.ts'
import { readEnvironment } from '../platform/environment.ts'
import { ensureInstance } from '../whatsapp/index.ts'
import type { Variables } from './settings.ts'

type Say = (line: string) => void

/** `create-tenant`: safe to repeat; a company of that slug is left as it is. */
export function makeTenant(args: string[], variables: Variables, say: Say): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: 'string' },
      slug: { type: 'string' },
      email: { type: 'string' },
      owner: { type: 'string' },
    },
  })
  const { name, slug, email, owner } = values
  if (!name || !slug || !email || !owner) {
    say('create-tenant needs --name, --slug, --email and --owner.')
    return Promise.resolve(2)
  }
  const unfit = [name, owner].find((given) => !GivenName.safeParse(given).success)
  if (unfit !== undefined) {
    say(`This cannot be a name: ${JSON.stringify(unfit)}. No addresses, line breaks or invisible characters.`)
    return Promise.resolve(2)
  }
  const known = Email.safeParse(email)
  if (!known.success) {
    say(`This is no e-mail address: ${JSON.stringify(email)}.`)
    return Promise.resolve(2)
  }
  return withHouse(variables, async ({ db }) => {
    const password = randomBytes(12).toString('base64url')
    const person = { email: known.data, name: owner, password, mustChange: true }
    const { created } = await createTenant(db, { name, slug, owner: person })
    if (created) say(`${name} is there. ${known.data} signs in with: ${password}`)
    else say(`A company called ${slug} is there already; nothing was changed.`)
    return created ? 0 : 1
  })
}

/** `rotate-secret`: the new secret is committed, then given to Evolution; the one before stays good for what is on its way. */
export function rotateSecret(args: string[], variables: Variables, say: Say): Promise<number> {
  const [slug] = args
  if (!slug) {
    say('rotate-secret needs the slug of a company.')
    return Promise.resolve(2)
  }
  return withHouse(variables, async ({ db, gateway }, webhookUrl) => {
    const [row] = await db.lookup<{ tenantId: string | null }>('select tenant_of_slug($1) as "tenantId"', [
      slug,
    ])
    if (!row?.tenantId) {
      say(`There is no company called ${slug}.`)
      return 1
    }
    const { name, status } = await ensureInstance(db, gateway, { tenantId: row.tenantId, webhookUrl })
    say(`${name} has a new webhook secret (${status}).`)
    return 0
  })
}

async function withHouse(
  variables: Variables,
  work: (house: House, webhookUrl: string) => Promise<number>,
): Promise<number> {
  const environment = readEnvironment(variables)
  const house = await buildHouse({ ...environment, services: new Set() })
  try {
    return await work(house, environment.webhookUrl)
  } finally {
    await house.stop()
  }
}
