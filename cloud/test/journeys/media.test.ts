import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'

let test: TestHouse
beforeAll(async () => {
  test = await startHouse()
})
afterAll(() => test.stop())

let people = 0
/** A customer nobody has heard of yet. */
const somebody = () => `55119${String(70_000_000 + ++people)}`
const patience = { timeout: 20_000, interval: 200 }

/** What the company said to a customer, as their phone shows it. */
const replies = async (contact: string) =>
  (await test.onPhone(contact)).filter(({ direction, author }) => direction === 'out' && author === 'api')
const first = async (contact: string, kind: string) =>
  (await test.messages(contact)).find((message) => message.kind === kind)

/** Waits for the first message of a kind whose file has come to rest. */
async function settled(contact: string, kind: string) {
  await expect.poll(async () => (await first(contact, kind))?.media?.state, patience).toMatch(/ready|failed/)
  return (await first(contact, kind))!
}
const pathOf = (message: { id: string; conversationId: string }) =>
  `/conversations/${message.conversationId}/messages/${message.id}/media`

describe('a voice note', () => {
  it('is heard, answered in writing, shown with its words and played', async () => {
    const contact = somebody()
    await test.phone(contact, { kind: 'audio', text: 'que horas abre no domingo?' })
    await expect.poll(async () => (await replies(contact)).length, patience).toBe(1)
    expect((await replies(contact))[0]!.text).toMatch(/6h30/)
    const voice = (await first(contact, 'audio'))!
    expect(voice).toMatchObject({
      text: 'que horas abre no domingo?',
      media: { state: 'ready', words: 'ready', voice: true },
    })
    const { status, headers, body } = await test.bytes(pathOf(voice))
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('audio/wav')
    expect(headers.get('content-disposition')).toBe('inline')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(body.length).toBe(voice.media!.bytes)
    const part = await test.bytes(pathOf(voice), { range: 'bytes=4-11' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 4-11/${body.length}`)
    expect(part.body).toEqual(body.subarray(4, 12))
    expect((await test.bytes(pathOf(voice), { range: `bytes=${body.length}-` })).status).toBe(416)
  })

  it('without words calls a person, once', async () => {
    const contact = somebody()
    await test.phone(contact, { kind: 'audio' })
    await expect.poll(async () => (await test.conversation(contact))?.state, patience).toBe('awaiting_human')
    expect((await test.conversation(contact))!.handoff).toMatchObject({ reason: 'unsupported_media' })
    await expect.poll(async () => (await replies(contact)).length, patience).toBe(1)
    expect((await first(contact, 'audio'))!.media).toMatchObject({ words: 'empty', state: 'ready' })
  })

  it('beside text is one turn with it', async () => {
    const contact = somebody()
    await test.phone(contact, { text: 'oi' })
    await test.phone(contact, { kind: 'audio', text: 'vocês aceitam pix?' })
    await expect.poll(async () => (await replies(contact)).length, patience).toBeGreaterThan(0)
    await expect.poll(async () => (await first(contact, 'audio'))?.media?.words, patience).toBe('ready')
    await expect
      .poll(async () => (await replies(contact)).map(({ text }) => text).join('\n'), patience)
      .toMatch(/pix/i)
  })
})

describe('what else people send', () => {
  it.each(['image', 'video', 'document', 'sticker'])(
    '%s: kept, shown, and a person is called',
    async (kind) => {
      const contact = somebody()
      await test.phone(contact, { kind, ...(kind === 'sticker' ? {} : { text: 'olha isso' }) })
      const message = await settled(contact, kind)
      expect(message.media).toMatchObject({ state: 'ready' })
      const file = await test.bytes(pathOf(message))
      expect(file.status).toBe(200)
      expect(file.body.length).toBe(message.media!.bytes)
      await expect
        .poll(async () => (await test.conversation(contact))?.handoff?.reason, patience)
        .toBe('unsupported_media')
      await expect.poll(async () => (await replies(contact)).length, patience).toBe(1)
    },
  )

  it('an image whose caption asks is answered by its caption', async () => {
    const contact = somebody()
    await test.phone(contact, { kind: 'image', text: 'vocês aceitam pix?' })
    await expect
      .poll(async () => (await replies(contact)).map(({ text }) => text)[0], patience)
      .toMatch(/pix/i)
    expect((await test.conversation(contact))!.state).toBe('ai_active')
  })

  it('an image is read for the bot only where the owner allows it', async () => {
    const picture = { kind: 'image', text: 'isso', shows: 'um cartaz que pergunta: vocês aceitam pix?' }
    const before = somebody()
    await test.phone(before, picture)
    await expect.poll(async () => (await test.conversation(before))?.state, patience).toBe('awaiting_human')
    expect((await first(before, 'image'))!.media!.description).toBeUndefined()
    await test.settings({ readsImages: true })
    const after = somebody()
    await test.phone(after, picture)
    await expect.poll(async () => (await replies(after)).map(({ text }) => text)[0], patience).toMatch(/pix/i)
    expect((await first(after, 'image'))!.media).toMatchObject({ words: 'ready', description: picture.shows })
    await test.settings({ readsImages: false })
  })

  it('a page or a drawing with code in it is only ever downloaded', async () => {
    for (const [name, mimetype, text] of [
      ['a.html', 'text/html', '<script>alert(1)</script>'],
      ['a.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ] as const) {
      const contact = somebody()
      const media = Buffer.from(text).toString('base64')
      await test.phone(contact, { kind: 'document', fileName: name, mimetype, media })
      const { headers } = await test.bytes(pathOf(await settled(contact, 'document')))
      expect(headers.get('content-type')).toBe('application/octet-stream')
      expect(headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename="${name}"`))
      expect(headers.get('content-security-policy')).toMatch(/sandbox/)
      // What is erased tomorrow lies in no browser's folder.
      expect(headers.get('cache-control')).toBe('no-store')
    }
    const contact = somebody()
    const media = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')
    await test.phone(contact, { kind: 'image', mimetype: 'image/jpeg', media })
    const image = await settled(contact, 'image')
    expect(image.media).toMatchObject({ state: 'failed', failure: 'unreadable' })
    expect((await test.bytes(pathOf(image))).status).toBe(410)
  })

  it('a place is shown as a place', async () => {
    const contact = somebody()
    await test.phone(contact, { kind: 'location', latitude: -23.5, longitude: -46.6, text: 'Minha casa' })
    await expect
      .poll(async () => (await first(contact, 'location'))?.media, patience)
      .toMatchObject({
        latitude: -23.5,
        longitude: -46.6,
      })
  })

  it('an emoji sits on the message it is about and starts nothing', async () => {
    const contact = somebody()
    await test.phone(contact, { text: 'vocês aceitam pix?' })
    await expect.poll(async () => (await replies(contact)).length, patience).toBe(1)
    const reacted = async () =>
      (await test.messages(contact)).find(({ author }) => author === 'ai')?.reactions
    await test.phone(contact, { kind: 'reaction', text: '👍' })
    await expect.poll(reacted, patience).toEqual([{ by: 'contact', emoji: '👍' }])
    expect(await replies(contact)).toHaveLength(1)
  })

  it('a bubble withdrawn at once, before we read it, is withdrawn all the same', async () => {
    const contact = somebody()
    const id = await test.phone(contact, { kind: 'image', text: 'ops' })
    await test.phone(contact, { kind: 'revoked', target: id })
    await expect.poll(async () => (await first(contact, 'image'))?.deletedAt, patience).toBeTruthy()
  })

  it('a bubble the customer withdraws takes its file with it', async () => {
    const contact = somebody()
    const id = await test.phone(contact, { kind: 'image', text: 'ops' })
    const message = await settled(contact, 'image')
    await test.phone(contact, { kind: 'revoked', target: id })
    await expect.poll(async () => (await first(contact, 'image'))?.deletedAt, patience).toBeTruthy()
    expect((await test.bytes(pathOf(message))).status).toBe(404)
  })

  it('a disappearing message is read like any other', async () => {
    const contact = somebody()
    await test.phone(contact, { kind: 'ephemeral', text: 'vocês aceitam pix?' })
    await expect
      .poll(async () => (await replies(contact)).map(({ text }) => text)[0], patience)
      .toMatch(/pix/i)
  })
})

describe('what attendants send', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const form = (fields: Record<string, string>, bytes: Buffer, name: string, type: string) => {
    const made = new FormData()
    for (const [key, value] of Object.entries(fields)) made.set(key, value)
    made.set('file', new Blob([new Uint8Array(bytes)], { type }), name)
    return made
  }
  const wav = Buffer.concat([Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1'), Buffer.alloc(400)])
  async function open(contact: string) {
    await test.phone(contact, { kind: 'sticker' })
    await expect.poll(async () => (await test.conversation(contact))?.state, patience).toBe('awaiting_human')
    await expect.poll(async () => (await replies(contact)).length, patience).toBe(1)
    return (await test.conversation(contact))!.id
  }

  it('an image, a document and a voice note arrive once, whatever is repeated', async () => {
    const contact = somebody()
    const id = await open(contact)
    const send = (clientId: string, kind: string, bytes: Buffer, name: string, type: string, caption = '') =>
      test.api<{ id: string; kind: string; media: object }>(
        'POST',
        `/conversations/${id}/media`,
        form({ clientId, kind, ...(caption ? { caption } : {}) }, bytes, name, type),
      )
    const image = await send('client-image-1', 'image', png, 'foto.png', 'image/png', 'segue a foto')
    expect(image.body).toMatchObject({ kind: 'image', text: 'segue a foto', media: { state: 'ready' } })
    const again = await send('client-image-1', 'image', png, 'foto.png', 'image/png', 'segue a foto')
    expect(again.body.id).toBe(image.body.id)
    await send('client-doc-1', 'document', Buffer.from('%PDF-1.4\n'), '../../cardápio.pdf', 'application/pdf')
    await send('client-voice-1', 'audio', wav, 'voz.wav', 'audio/wav')
    await expect
      .poll(async () => (await replies(contact)).slice(1).map(({ kind, text }) => [kind, text]), patience)
      .toEqual([
        ['image', 'segue a foto'],
        ['document', ''],
        ['audio', ''],
      ])
    expect((await replies(contact))[2]!.media!.fileName).toBe('cardápio.pdf')
    expect((await test.conversation(contact))!.state).toBe('human_replied')
    await expect
      .poll(
        async () =>
          (await test.messages(contact))
            .filter(({ author }) => author === 'member')
            .map(({ status }) => status),
        patience,
      )
      .toEqual(['delivered', 'delivered', 'delivered'])
    const stored = (await test.messages(contact)).find(({ id: one }) => one === image.body.id)!
    expect((await test.bytes(pathOf(stored))).body).toEqual(png)
  })

  it('nothing that is not what it says, or too large, or of someone else’s', async () => {
    const id = await open(somebody())
    const refuse = async (kind: string, bytes: Buffer, name: string, type: string) => {
      const fields = { clientId: `client-${Math.random()}`, kind }
      const { status, body } = await test.api<{ error: { code: string } }>(
        'POST',
        `/conversations/${id}/media`,
        form(fields, bytes, name, type),
      )
      return [status, body.error.code]
    }
    expect(await refuse('image', Buffer.from('<svg/>'), 'a.png', 'image/png')).toEqual([
      415,
      'media.type_refused',
    ])
    expect(await refuse('document', Buffer.from('MZ...'), 'a.exe', 'application/pdf')).toEqual([
      415,
      'media.type_refused',
    ])
    const large = Buffer.concat([png, Buffer.alloc(16 * 1024 * 1024)])
    expect((await refuse('image', large, 'a.png', 'image/png'))[0]).toBe(413)
    expect(await refuse('poem', png, 'a.png', 'image/png')).toEqual([400, 'request.invalid'])
    const nowhere = '01890000-0000-7000-8000-000000000000'
    const lost = await test.api<{ error: { code: string } }>(
      'POST',
      `/conversations/${nowhere}/media`,
      form({ clientId: 'client-lost-1', kind: 'image' }, png, 'a.png', 'image/png'),
    )
    expect([lost.status, lost.body.error.code]).toEqual([404, 'conversation.not_found'])
    const json = await test.api<{ error: { code: string } }>('POST', `/conversations/${id}/media`, {})
    expect(json.status).toBe(415)
  })

  it('a file whose send is unclear is asked about and not sent twice', async () => {
    const contact = somebody()
    const id = await open(contact)
    await test.sandbox('POST', '/faults', { evolution: { timeoutAfterAcceptRate: 1 }, seed: 1 })
    await test.api(
      'POST',
      `/conversations/${id}/media`,
      form({ clientId: 'client-unclear', kind: 'image' }, png, 'a.png', 'image/png'),
    )
    await expect
      .poll(
        async () => (await test.messages(contact)).find(({ author }) => author === 'member')?.status,
        patience,
      )
      .toMatch(/sent|delivered/)
    await test.sandbox('DELETE', '/faults')
    expect((await replies(contact)).filter(({ kind }) => kind === 'image')).toHaveLength(1)
  })
})
