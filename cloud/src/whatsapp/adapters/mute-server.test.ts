import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock.ts'
import { evolutionGateway } from './evolution.gateway.ts'

/** Takes what it is told, and hangs up without a word. */
let mute: Server

beforeEach(async () => {
  mute = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.destroy())
  })
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
})
afterEach(() => void mute.close())

it('leaves the send unclear when the server goes away', async () => {
  const url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`
  const gateway = evolutionGateway({ url, apiKey: 'key', clock: systemClock })
  const send = { instance: 'padaria', jid: '5511988887777@s.whatsapp.net', text: 'Olá!' }
  expect(await gateway.sendText(send)).toMatchObject({ kind: 'unclear' })
  await gateway.close()
})
