import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { buildSandbox } from './app.ts'

let folder: string
let stateFile: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantao-kept-'))
  stateFile = join(folder, 'sandbox.state')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const KEY = { apikey: 'sandbox-evolution-key' }

async function sandbox(file: string | undefined) {
  const app = buildSandbox({ times: { bootMs: 0 }, stateFile: file })
  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await app.inject({ method, url, headers: KEY, ...(payload ? { payload } : {}) })
    return answer.json()
  }
  await app.ready()
  return { app, call }
}

/** A paired number to which a customer has written. */
async function paired(file: string | undefined) {
  const { app, call } = await sandbox(file)
  await call('POST', '/evolution/instance/create', {
    instanceName: 'loja',
    integration: 'WHATSAPP-BAILEYS',
    qrcode: true,
  })
  await call('POST', '/phone/pair', { instance: 'loja' })
  await call('POST', '/phone/messages', { from: '5531900001111', to: 'loja', text: 'bom dia' })
  return { app, call }
}

const chat = '/phone/messages?contact=5531900001111&instance=loja'
const state = '/evolution/instance/connectionState/loja'

it('a number stays paired and keeps its chats over a restart', async () => {
  const before = await paired(stateFile)
  const [said, was] = [await before.call('GET', chat), await before.call('GET', state)]
  expect(was.instance.state).toBe('open')
  await before.app.close()

  const after = await sandbox(stateFile)
  expect(await after.call('GET', state)).toEqual(was)
  expect(await after.call('GET', chat)).toEqual(said)
  expect(JSON.stringify(said)).toContain('bom dia')
  await after.app.close()
})

it('keeps nothing without a file', async () => {
  await (await paired(undefined)).app.close()
  const after = await sandbox(undefined)
  expect((await after.call('GET', state)).status).toBe(404)
  await after.app.close()
})

it('sets a file aside that it cannot read, and overwrites it never', async () => {
  await writeFile(stateFile, 'no such thing')
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { app } = await sandbox(stateFile)
  await app.close()
  expect(await readFile(`${stateFile}.unreadable`, 'utf8')).toBe('no such thing')
  expect(told.mock.calls.flat().join()).toContain(stateFile)
  told.mockRestore()
})
