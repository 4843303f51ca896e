import { uuidv7 } from '../../../cloud/src/platform/uuid.ts'
import { startHouse, type TestHouse } from '../../testing/house/in-process.ts'
import { type Company, fingerprint, makeCompany, PASSWORD } from '../../testing/walls/house.ts'
import { createJudge, type Judge } from './judge.ts'

/** Of `infra/testing/house/in-process.ts`: what a house of tests keeps secret. */
const SECRETS = [
  'only of tests, and long enough for that',
  'sandbox-evolution-key',
  'sk_test_sandbox',
  'whsec_sandbox',
]

/** A house with two companies in it: the attacker's own, and the one that nothing may happen to. */
export type Ground = {
  test: TestHouse
  mine: Company
  other: Company
  /** Access tokens of the attacker's people: many, so that no one's limit hides the rest. */
  owners: string[]
  attendants: string[]
  judge: Judge
  /** Everything the other company has, as one number. */
  untouched(): Promise<string>
  /** Resolves once no job waits that could run now. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** @param people how many owners, and as many attendants, the attacker has */
export async function startGround({
  databaseUrl,
  people,
}: {
  databaseUrl?: string
  people: number
}): Promise<Ground> {
  const test = await startHouse(databaseUrl ? { databaseUrl } : {})
  const { house } = test
  const mine = await makeCompany(house, 'mine')
  const other = await makeCompany(house, 'other')
  const tokens = await signInMany(test, mine, people)
  const foreign = [other.canary, other.tenantId, other.secret, ...Object.values(other.ids), ...SECRETS]
  const waiting = async () => {
    const rows = await house.db.lookup<{ waiting: number }>('select waiting from queue_figures($1)', [
      new Date(),
    ])
    return rows.reduce((sum, row) => sum + Number(row.waiting), 0)
  }
  const settled = async () => {
    while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await settled()
  return {
    test,
    mine,
    other,
    ...tokens,
    judge: createJudge(foreign),
    untouched: () => fingerprint(house, other),
    settled,
    stop: () => test.stop(),
  }
}

async function signInMany({ house }: TestHouse, { tenantId }: Company, people: number) {
  const owners: string[] = []
  const attendants: string[] = []
  for (let i = 0; i < people * 2; i++) {
    const role = i < people ? 'owner' : 'attendant'
    const email = `${role}-${i}@mine.example`
    await house.db.tenant(tenantId, (tx) =>
      tx.query(
        `insert into member select (jsonb_populate_record(m, jsonb_build_object('id', $2::uuid, 'email', $3::text, 'role', $4::text))).*
         from member m where m.tenant_id = $1 and m.email = 'owner@mine.example'`,
        [tenantId, uuidv7(), email, role],
      ),
    )
    const answer = await house.web.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      remoteAddress: `198.18.0.${(i % 250) + 1}`,
      payload: { email, password: PASSWORD, client: 'desktop' },
    })
    const { accessToken } = answer.json() as { accessToken?: string }
    if (!accessToken) throw new Error(`${email} could not sign in: ${answer.body}`)
    ;(role === 'owner' ? owners : attendants).push(accessToken)
  }
  return { owners, attendants }
}
