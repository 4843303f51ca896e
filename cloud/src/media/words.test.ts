import { describe, expect, it } from 'vitest'
import { ModelUnavailable, type Picture, type Recording } from '../models/index.ts'
import { cutOgg } from './cut-ogg.ts'
import { wordsOf } from './words.ts'

/** Models that answer what the test says and remember what they were given. */
function models(answer: string | Error) {
  const heard: Recording[] = []
  const seen: Picture[] = []
  const say = () => {
    if (answer instanceof Error) throw answer
    return { text: answer, ms: 1 }
  }
  return {
    heard,
    seen,
    transcribe: async (recording: Recording) => {
      heard.push(recording)
      return say()
    },
    look: async (picture: Picture) => {
      seen.push(picture)
      return say()
    },
  }
}
const voice = (bytes: Buffer, mime: string) => ({
  kind: 'audio' as const,
  bytes,
  mime,
  caption: null,
  media: {},
})

/** One page of an Ogg stream whose last packet ends at `seconds`. */
function page(seconds: number, body = 100): Buffer {
  const head = Buffer.alloc(28)
  head.write('OggS', 0, 'latin1')
  head.writeBigInt64LE(BigInt(seconds * 48_000), 6)
  head[26] = 1
  head[27] = body
  return Buffer.concat([head, Buffer.alloc(body, seconds % 251)])
}
const ogg = (seconds: number) => Buffer.concat(Array.from({ length: seconds + 1 }, (_, at) => page(at)))

describe('wordsOf', () => {
  it.each([
    ['audio/ogg', 'audio.ogg'],
    ['audio/mp4', 'audio.m4a'],
    ['video/mp4', 'audio.m4a'],
    ['audio/mpeg', 'audio.mp3'],
    ['video/webm', 'audio.webm'],
    ['audio/wav', 'audio.wav'],
  ])('gives %s under a name that the API takes', async (mime, fileName) => {
    const asked = models('oi')
    expect(await wordsOf(asked, voice(Buffer.from('x'), mime))).toEqual({ words: 'ready', text: 'oi' })
    expect(asked.heard[0]!.fileName).toBe(fileName)
  })

  it('does not ask about a sound that no model takes, nor repeats what it refuses', async () => {
    const asked = models('oi')
    expect(await wordsOf(asked, voice(Buffer.from('x'), 'audio/amr'))).toEqual({ words: 'empty' })
    expect(asked.heard).toHaveLength(0)
    const unreadable = models(new ModelUnavailable('refused', 'HTTP 400', 400))
    expect(await wordsOf(unreadable, voice(Buffer.from('x'), 'audio/ogg'))).toEqual({ words: 'empty' })
    const silent = models('')
    expect(await wordsOf(silent, voice(Buffer.from('x'), 'audio/ogg'))).toEqual({ words: 'empty' })
  })

  it.each([
    ['down', true],
    ['timeout', true],
    ['rate_limited', true],
    ['refused', false],
    ['bad_output', false],
  ] as const)('names a model that is %s, and whether it may come back', async (kind, later) => {
    const away = models(new ModelUnavailable(kind, 'x', kind === 'refused' ? 401 : undefined))
    expect(await wordsOf(away, voice(Buffer.from('x'), 'audio/ogg'))).toEqual({ words: 'failed', later })
  })

  it('listens to ten minutes of a long one, and says that there was more', async () => {
    const asked = models('era uma vez')
    const found = await wordsOf(asked, voice(ogg(900), 'audio/ogg'))
    expect(found).toEqual({ words: 'ready', text: 'era uma vez […]' })
    expect(asked.heard[0]!.audio).toEqual(ogg(600))
  })

  it('shows an image with what the customer asks about it', async () => {
    const asked = models('um bolo de morango')
    const image = {
      ...voice(Buffer.from('x'), 'image/jpeg'),
      kind: 'image' as const,
      caption: 'quanto custa?',
    }
    expect(await wordsOf(asked, image)).toEqual({ words: 'ready', description: 'um bolo de morango' })
    expect(asked.seen[0]).toMatchObject({ mime: 'image/jpeg', question: 'quanto custa?' })
  })
})

describe('cutOgg', () => {
  it('leaves a short one and what is no Ogg as they are', () => {
    expect(cutOgg(ogg(5), 10)).toEqual(ogg(5))
    expect(cutOgg(Buffer.from('RIFF....'), 10)).toEqual(Buffer.from('RIFF....'))
    expect(cutOgg(Buffer.alloc(0), 10)).toHaveLength(0)
  })

  it('never ends inside a page', () => {
    const torn = ogg(5).subarray(0, 300)
    expect(cutOgg(torn, 10)).toEqual(torn.subarray(0, 256))
  })
})
