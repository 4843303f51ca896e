import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Plantao, startPlantao } from '../../infra/launcher/plantao.ts'
import { freePort } from '../../infra/postgres/free-port.ts'
import { LATE_STRIPE_ENV } from '../../infra/sandbox/src/testing/late-stripe.ts'
import { copyCluster } from '../../infra/testing/database/cluster-template.ts'
import { keepHouse } from '../../infra/testing/suite-log/suite-log.ts'

export type TestHouse = {
  url: string
  sandboxUrl: string
  /** Asks the sandbox, as the outside world would. */
  sandbox: <Reply>(path: string, body?: object) => Promise<Reply>
  stop: () => Promise<void>
}

/** The whole product as `npm start` brings it up, on free ports and with data of its own. */
export async function startHouse(): Promise<TestHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-owner-'))
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const vendors = /^(OPENAI|EVOLUTION|STRIPE|SMTP|DATABASE|REDIS|CHROMA|PUBLIC|DEMO|WEBHOOK|JWT)_/
  // Whatever this machine has set: the journey is with the sandbox.
  const given = Object.fromEntries(
    Object.entries(process.env).filter(([name, value]) => value && !vendors.test(name)),
  ) as Record<string, string>
  const publicUrl = `http://127.0.0.1:${port}`
  await copyCluster(inject('clusterTemplate'), dataDir)
  const lines: string[] = []
  let plantao: Plantao
  try {
    plantao = await startPlantao(
      {
        port,
        host: '127.0.0.1',
        sandboxPort,
        dataDir,
        publicUrl,
        given: { ...given, ...LATE_STRIPE_ENV, LOG_LEVEL: 'debug' },
      },
      (line) => lines.push(line),
    )
  } catch (error) {
    throw new Error(`the house did not start after: ${lines.join(' ')}`, { cause: error })
  }
  const sandboxUrl = plantao.sandboxUrl!
  return {
    url: plantao.cloudUrl,
    sandboxUrl,
    async sandbox(path, body) {
      const response = await fetch(`${sandboxUrl}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}`)
      return response.json() as never
    },
    async stop() {
      await keepHouse(dataDir, plantao.databaseUrl).finally(() => plantao.stop())
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
