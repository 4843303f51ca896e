import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findSql, LISTED } from './sql.ts'
import { findStrayWrites, type Owners } from './tables.ts'

const ROOT = join(import.meta.dirname, '..')

/** SQL where none may stand, and how each is named. */
const PLANTED: Record<string, [source: string, to: string]> = {
  'answer/select.ts': [
    `'select name from tenant where tenant_id = $1'`,
    'select name from tenant where tenant_id = $1',
  ],
  'answer/function.task.ts': [`'select forget_compose($1)'`, 'select forget_compose($1)'],
  'answer/one.route.ts': [`'select 1'`, 'select 1'],
  'answer/insert.ts': [
    `\`\n  insert into draft (tenant_id) values ($1)\``,
    'insert into draft (tenant_id) values ($1)',
  ],
  'answer/update.ts': [`\`update \${table} set a = 1\``, 'update ? set a = 1'],
  'answer/delete.ts': [`'delete from draft'`, 'delete from draft'],
  'answer/with.ts': [`'with a as (select 1) select * from a'`, 'with a as (select 1) select * from a'],
  'answer/piece.ts': [`\`tenant_id = $1 and id = $2\``, 'tenant_id = $1 and id = $2'],
  'answer/part.ts': [
    `\`(select m.at from message m where m.id = \${id})\``,
    '(select m.at from message m where m.id = ?)',
  ],
  'answer/make.ts': [`'create table if_any (id int)'`, 'create table if_any (id int)'],
  'knowledge/adapters/deep.ts': [`'truncate chunk'`, 'truncate chunk'],
  'knowledge/commented.ts': [`'-- the last\\n delete from chunk'`, '-- the last delete from chunk'],
  'mails.ts': [`\`select \${columns} from mail\``, 'select ? from mail'],
}

const ALLOWED: Record<string, string> = {
  'answer/a.repo.ts': `'select 1'`,
  'answer/deep/b.repo.ts': `'select 1'`,
  'answer/c.test.ts': `'select 1'`,
  'platform/d.ts': `'select 1'`,
  'operations/e.ts': `'select 1'`,
  'house.ts': `'select 1'`,
  'answer/comment.ts': '1 // select name from tenant where tenant_id = $1',
  'answer/words.ts': `['select one of these', 'Update your card', 'delete from here on', 'with care', 'begin', 'listen to them']`,
  'answer/regex.ts': `'a-b'.replace(/(a)-(b)/, '$2-$1')`,
}

const OWNERS: Owners = { mail: ['mail'], draft: ['answer', 'conversations'], tenant: ['accounts'] }
const WRITES: Record<string, string> = {
  'mail/own.repo.ts': `'insert into mail (tenant_id) values ($1) on conflict do update set a = 1'`,
  'answer/own.repo.ts': `'with a as (delete from draft where tenant_id = $1) select 1'`,
  'answer/reads.repo.ts': `'select name from tenant where tenant_id = $1'`,
  'learning/stray.repo.ts': `\`update draft d set outcome = null where d.tenant_id = $1\``,
  'learning/deep/unknown.repo.ts': `'delete from lesson where tenant_id = $1'`,
}

let root: string
let planted: string
let written: string

async function write(at: string, files: Record<string, string>): Promise<void> {
  for (const [file, source] of Object.entries(files)) {
    const path = join(at, 'cloud/src', file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, `export const here = ${source}\n`)
  }
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plantao-sql-'))
  ;[planted, written] = [join(root, 'planted'), join(root, 'written')]
  await write(planted, ALLOWED)
  await write(planted, Object.fromEntries(Object.entries(PLANTED).map(([file, [source]]) => [file, source])))
  await write(written, WRITES)
})

afterAll(() => rm(root, { recursive: true, force: true }))

it('finds each statement outside the repositories, and takes nothing else for one', async () => {
  const { read, violations } = await findSql(planted)
  const wanted = Object.entries(PLANTED).map(([file, [, to]]) => [`cloud/src/${file}`, to])
  expect(violations.map(({ from, to }) => [from, to]).sort()).toEqual(wanted.sort())
  // All but the one test.
  expect(read).toBe(Object.keys(PLANTED).length + Object.keys(ALLOWED).length - 1)
})

it('finds none in the house but in the listed places, and some in each of these', async () => {
  const { read, violations } = await findSql(ROOT, [])
  const placed = violations.map(({ from }) => LISTED.find((place) => from.startsWith(place)) ?? from)
  expect(new Set(placed)).toEqual(new Set(LISTED))
  expect(read).toBeGreaterThan(400)
})

it('finds who writes what belongs to another, and who is named and writes nothing', async () => {
  const violations = await findStrayWrites(written, OWNERS)
  expect(violations.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
    'cloud/src/learning/deep/unknown.repo.ts lesson',
    'cloud/src/learning/stray.repo.ts draft',
    'tables.json draft: conversations',
    'tables.json tenant: accounts',
  ])
})

it('holds the house to its own list', async () => {
  const owners = JSON.parse(await readFile(join(ROOT, 'tables.json'), 'utf8')) as Owners
  expect(await findStrayWrites(ROOT, owners)).toEqual([])
})
