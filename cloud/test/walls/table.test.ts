import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Endpoint } from '@plantao/shared/http/endpoint'
import { endpoints } from '@plantao/shared/http/endpoints'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { quietHouse } from '../../../infra/testing/walls/quiet-house.ts'
import type { House } from '../../src/house.ts'

// One table of routes: whatever the server answers stands in it, and whatever stands in it is served, guarded and told.

type Operation = {
  operationId: string
  security?: unknown[]
  'x-role'?: string
  parameters: { name: string; in: string; required: boolean }[]
  requestBody?: unknown
  responses: Record<string, { content: unknown }>
}

/** What is served beside the table: it names no one and asks for nobody, or has a guard of its own. */
const OUTSIDE = [
  'GET /api/v1/openapi.json',
  'GET /health',
  'GET /metrics',
  'GET /ready',
  'POST /webhook/billing',
  'POST /webhook/whatsapp',
  'POST /webhook/whatsapp/*',
]
const table = Object.entries(endpoints as Record<string, Endpoint>)
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`

let database: TestDatabase
let house: House
beforeAll(async () => {
  database = await testDatabase()
  subscribe('fastify.initialization', watchRoutes)
  house = await quietHouse(database.url)
  await house.web.ready()
}, 120_000)
afterAll(async () => {
  unsubscribe('fastify.initialization', watchRoutes)
  await house?.stop()
  await database?.drop()
})

/** Every route of the running server, as it was entered: `GET /api/v1/me`. */
const served: string[] = []
/** Fastify tells of each instance before its first route. */
function watchRoutes(message: unknown): void {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) served.push(`${each} ${url}`)
  })
}

describe('the endpoint table', () => {
  it('is served whole, so that no row of the matrix is skipped', () => {
    const missing = table.filter(([, { method, path }]) => !house.web.hasRoute({ method, url: path }))
    expect(missing.map(([name]) => name)).toEqual([])
    expect(table.length).toBeGreaterThan(70)
  })

  it('has every route of the API: none is served beside it', () => {
    const known = new Set([...table.map(([, endpoint]) => nameOf(endpoint)), ...OUTSIDE])
    const own = served.filter((route) => !/^(HEAD|OPTIONS) /.test(route))
    // The eyes see: what stands in the table is found in the server's tree.
    expect(own).toEqual(expect.arrayContaining(table.map(([, endpoint]) => nameOf(endpoint))))
    const beside = own.filter((route) => !known.has(route) && / \/(api|webhook)\b/.test(route))
    expect(beside).toEqual([])
  })
})

describe('the OpenAPI description', () => {
  it('tells every endpoint once, with its guard, its parameters and its failures', async () => {
    const { paths } = (await house.web.inject('/api/v1/openapi.json')).json() as {
      paths: Record<string, Record<string, Operation>>
    }
    const told = Object.values(paths).flatMap((methods) => Object.values(methods))
    expect(told.map(({ operationId }) => operationId).sort()).toEqual(table.map(([name]) => name).sort())
    for (const [name, endpoint] of table) {
      const operation =
        paths[endpoint.path.replace(/:(\w+)/g, '{$1}')]![endpoint.method.toLowerCase() as 'get']!
      const names = endpoint.access !== 'public' && endpoint.access !== 'vendor'
      expect([name, operation.security !== undefined, operation['x-role']]).toEqual([
        name,
        names,
        endpoint.access === 'owner' ? 'owner' : undefined,
      ])
      const inPath = operation.parameters.filter((one) => one.in === 'path').map((one) => one.name)
      expect([name, inPath]).toEqual([name, [...endpoint.path.matchAll(/:(\w+)/g)].map((found) => found[1])])
      expect([name, operation.requestBody !== undefined]).toEqual([
        name,
        endpoint.body !== undefined || endpoint.form !== undefined,
      ])
      expect(Object.keys(operation.responses)).toEqual(['200', 'default'])
    }
  })
})
