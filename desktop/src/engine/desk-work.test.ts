import { beforeEach, describe, expect, it } from 'vitest'
import { playedConsole } from '../../test/played-console.ts'
import type { Console } from './console.ts'

let { clock, house, cache, open: openPlayed } = playedConsole()
/** Every share of an upload the screen was shown. */
let shares: number[]

async function open(): Promise<Console> {
  const screen = openPlayed({
    api: (_token, uploading) => {
      const api = house.api()
      const sendMedia: typeof api.sendMedia = (call) => {
        uploading(String(call.form.get('clientId')), 0.4)
        return api.sendMedia(call)
      }
      return { ...api, sendMedia }
    },
  })
  screen.onChange(({ set }) => shares.push(...(set?.uploads ?? []).map(({ share }) => share)))
  await screen.start()
  await clock.turn(100)
  return screen
}

beforeEach(() => {
  ;({ clock, house, cache, open: openPlayed } = playedConsole())
  shares = []
})

describe('notes', () => {
  it('wait without a line and are written once, whatever answers get lost', async () => {
    const id = house.addConversation(1)
    const screen = await open()
    house.fault = 'lost-answer'
    await screen.setDraft(id, 'resposta ainda não pronta')
    await screen.setDraft(id, 'ligar para o fornecedor', 'note')
    expect(await screen.note(id, 'ligar para o fornecedor')).toEqual({ ok: true })
    await clock.turn(10)
    expect((await screen.snapshot()).outbox).toMatchObject([{ kind: 'note', state: 'queued' }])
    house.fault = 'none'
    await clock.turn(60_000)
    expect(house.messages.get(id)).toMatchObject([{ kind: 'note', text: 'ligar para o fornecedor' }])
    expect(house.conversations.get(id)?.state).toBe('ai_active')
    const { outbox, drafts } = await screen.snapshot()
    expect(outbox).toEqual([])
    // The note is done; the words meant for the customer stay where they are.
    expect(drafts).toEqual({ [id]: 'resposta ainda não pronta' })
    await screen.stop()
  })
})

describe('files', () => {
  const file = (name: string) => ({
    kind: 'document' as const,
    name,
    mime: 'application/pdf',
    caption: '',
    bytes: new TextEncoder().encode('%PDF-1.4').buffer as ArrayBuffer,
  })

  it('leave one after another, once, and show how far they are', async () => {
    const id = house.addConversation(1)
    const screen = await open()
    house.fault = 'lost-answer'
    await screen.sendFile(id, file('cardapio.pdf'))
    await screen.sendFile(id, file('precos.pdf'))
    await clock.turn(10)
    expect(shares).toContain(0.4)
    expect((await screen.snapshot()).uploads).toMatchObject([
      { name: 'cardapio.pdf', state: 'queued', attempts: 1, bytes: 8 },
      { name: 'precos.pdf', state: 'queued', attempts: 0 },
    ])
    house.fault = 'none'
    await clock.turn(60_000)
    expect((await screen.snapshot()).uploads).toEqual([])
    expect(house.messages.get(id)?.map(({ media }) => media?.fileName)).toEqual([
      'cardapio.pdf',
      'precos.pdf',
    ])
    await screen.stop()
  })

  it('can be thrown away while they wait', async () => {
    const id = house.addConversation(1)
    const screen = await open()
    house.fault = 'down'
    await screen.sendFile(id, file('errado.pdf'))
    await clock.turn(10)
    const [waiting] = (await screen.snapshot()).uploads
    expect(waiting).toMatchObject({ state: 'queued', failure: { code: 'network' } })
    await screen.discardFile(waiting!.clientId)
    house.fault = 'none'
    await clock.turn(60_000)
    expect(house.messages.get(id)).toEqual([])
    await screen.stop()
  })
})

describe('quick replies', () => {
  it('are there without a line after the next start', async () => {
    const first = await open()
    expect(await first.saveQuickReply(null, { shortcut: 'pix', text: 'A chave é {empresa}.' })).toEqual({
      ok: true,
    })
    await first.stop()
    house.fault = 'down'
    expect((await cache.load()).quickReplies).toMatchObject([{ shortcut: 'pix' }])
  })
})
