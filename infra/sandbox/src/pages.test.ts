import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, runSandbox } from './testing/running-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox({ cloudUrl: 'http://127.0.0.1:8123' })
})
afterAll(() => sandbox.stop())

test.each(['/', '/phone', '/mail', '/stripe/checkout/any', '/stripe/portal/any'])(
  '%s is a page whose parts are all here',
  async (path) => {
    const response = await fetch(sandbox.url + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('content-security-policy')).toContain("default-src '")
    const parts = [...(await response.text()).matchAll(/(?:src|href)="(\/(?:pages|ui|mail)\/[^"]+)"/g)].map(
      ([, part]) => part,
    )
    expect(parts.length).toBeGreaterThan(2)
    for (const part of new Set(parts)) expect((await fetch(sandbox.url + part)).status, part).toBe(200)
  },
)

test('the pages know where the product is', async () => {
  expect((await sandbox.call('GET', '/phone/config')).body).toEqual({ cloudUrl: 'http://127.0.0.1:8123' })
})
