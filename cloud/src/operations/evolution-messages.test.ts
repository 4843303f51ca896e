import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../../../infra/testing/database/database.ts'
import { trimEvolution } from './evolution-messages.ts'

const NOW = new Date('2026-11-24T06:00:00Z')
let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await emptyDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})

it('does nothing before Evolution made its tables', async () => {
  expect(await trimEvolution(database.url, NOW)).toBe(0)
})

it('deletes what is older than thirty days, with its ticks, and nothing younger', async () => {
  await client.query(`create schema evolution_api;
    create table evolution_api."Message" (id text primary key, "messageTimestamp" integer not null);
    create table evolution_api."MessageUpdate" (id text primary key,
      "messageId" text not null references evolution_api."Message" (id) on delete cascade)`)
  const edge = NOW.getTime() / 1000 - 30 * 86_400
  await client.query('insert into evolution_api."Message" values ($1, $2), ($3, $4)', [
    'old',
    edge - 1,
    'young',
    edge,
  ])
  await client.query(`insert into evolution_api."MessageUpdate" values ('a', 'old'), ('b', 'young')`)
  expect(await trimEvolution(`${database.url}?schema=evolution_api`, NOW)).toBe(1)
  expect((await client.query('select id from evolution_api."Message"')).rows).toEqual([{ id: 'young' }])
  expect((await client.query('select id from evolution_api."MessageUpdate"')).rows).toEqual([{ id: 'b' }])
  expect(await trimEvolution(database.url, NOW)).toBe(0)
})
