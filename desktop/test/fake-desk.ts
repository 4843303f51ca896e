import type { Conversation, Message } from '@plantao/shared/conversations'
import type { ErrorCode } from '@plantao/shared/errors'
import type { QuickReply, WriteQuickReply } from '@plantao/shared/quick-replies'
import { idOf } from './fake-house.ts'

/** A small picture: 16 × 12 pixels of a warm gradient, as PNG. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAMCAIAAADkharWAAABwElEQVR42gXBqw6AIBQAUD9b8XHxdS00GolGIxHcMDgMshncDAaDm8FAcOMTPCeJPv18Fjx5ff744vbl5avTw+Hp7uvNN6tvF9/Nvp88jn5Ioss+lwaXv448rrxdcTk4XXW4end0c+3qmsX1s+smN4wOk2jJZ/Ng09dmj61uC5ctTlsettltu1m62nqxONthst1o+ySa/DMkmOw16WPgNtVlytMUh2l302ymXg1dzDAbnEw/mi6Juvh0GXT1anh0euvs0uTU+aG7XfebxlUPi6azrifdjLpNoio/VQQFr6oeld0qvVR+KnKoflfdpoZV4aLqWdFJtaNqkiirT0KQxSvLR5Jb5pdMT5kdEnc5bLJbZb/IZpbtJOko6yQK+EQVRPmK4hH5LcglslOkhxh2gZvoV9Etop1FM4l6FDSJnH68Drx5efvw7ub9xfHkw8HTnWcbJyvPF17MvJx4NXJIIqs/RgNrX9Y8rL9Zd7HhZHiwbGfpxvKVkYWVMysmBiOrkojNh21A+mL9IN44XNid2B9Idsw3TFfMFqxmhAmLEcskQvtBE6B+gT4w3IAX9Cd0B+Q7kA2yFdIFYIZqgnKE4gf+93mg/2Lu2gAAAABJRU5ErkJggg=='

type Person = { id: string; name: string }
type Given = {
  params: Record<string, string>
  query: { messageId?: string }
  body: WriteQuickReply & { clientId: string; question: string; answer: string } & {
    conversationIds: string[]
    texts?: Record<string, string>
  }
  me: Person
  form: FormData
}
type Deps = {
  say: (id: string, part: Partial<Message>) => Message
  known: (id: string, clientId: string) => Message | undefined
  textOf: (id: string, messageId: string) => string | undefined
  instant: () => string
  refused: (code: ErrorCode, details?: Record<string, unknown>) => Error
  tick: (message: Message, status: Message['status']) => void
  /** Two others who wait. */
  waiting: (besides: string) => Conversation[]
  free: (id: string, me: Person) => void
}

/** What the cloud does for the desk itself: notes, files, quick replies, drafts of the AI. */
export function fakeDesk({ say, known, textOf, instant, refused, tick, waiting, free }: Deps) {
  let made = 0
  const quickReplies: QuickReply[] = [
    {
      id: idOf(10, ++made),
      shortcut: 'pix',
      text: 'Oi, {nome}! A chave pix da {empresa} é o CNPJ 12.345.678/0001-90.',
      updatedAt: instant(),
    },
    {
      id: idOf(10, ++made),
      shortcut: 'horario',
      text: 'De segunda a sábado, das 6h às 20h. No domingo, das 7h às 13h.',
      updatedAt: instant(),
    },
  ]
  const files = new Map<string, { mime: string; bytes: Uint8Array }>()
  const state = {
    proposals: [] as { question: string; answer: string }[],
    quickReplies,
    files,
    suggestion: 'No domingo de Páscoa abrimos das 7h às 13h.' as string | null,
  }

  const serve = {
    writeNote: ({ params, body, me }: Given) => {
      const id = params.id ?? ''
      const part = { author: 'member', direction: 'out', kind: 'note', name: me.name } as const
      const note = { ...part, text: body.text, clientId: body.clientId, status: 'received' } as const
      return known(id, body.clientId) ?? say(id, note)
    },
    quickReplies: () => ({ items: [...quickReplies].sort((a, b) => (a.shortcut < b.shortcut ? -1 : 1)) }),
    createQuickReply: ({ body }: Given) => {
      if (quickReplies.some(({ shortcut }) => shortcut === body.shortcut))
        throw refused('quick_reply.taken', { shortcut: body.shortcut })
      const reply = { ...body, id: idOf(10, ++made), updatedAt: instant() }
      quickReplies.push(reply)
      return reply
    },
    changeQuickReply: ({ params, body }: Given) => {
      const reply = quickReplies.find(({ id }) => id === params.id)
      if (!reply) throw refused('quick_reply.not_found')
      return Object.assign(reply, body)
    },
    deleteQuickReply: ({ params }: Given) => {
      const at = quickReplies.findIndex(({ id }) => id === params.id)
      if (at >= 0) quickReplies.splice(at, 1)
      return { ok: true }
    },
    suggestion: () => ({
      question: 'Vocês abrem no domingo de Páscoa?',
      confidence: 0.46,
      chunks: [{ id: idOf(6, 1), heading: 'Horário', text: 'Domingo: 7h às 13h', score: 9.1 }],
      ...(state.suggestion ? { text: state.suggestion } : { reason: 'low_confidence' }),
    }),
    sameQuestion: ({ params, query }: Given) => ({
      question: 'Vocês abrem no domingo de Páscoa?',
      messageId: query.messageId,
      answer: textOf(params.id ?? '', query.messageId ?? '') ?? 'Abrimos das 7h às 13h.',
      items: waiting(params.id ?? '').map(({ id, contact, waitingSince }) => ({
        conversationId: id,
        contact,
        question: 'abre na páscoa?',
        waitingSince: waitingSince ?? instant(),
        likeness: 0.9,
      })),
    }),
    answerSame: ({ body, me }: Given) => ({
      items: body.conversationIds.map((conversationId) => {
        const part = { direction: 'out', author: 'member', name: me.name, status: 'sent' } as const
        const text = body.texts?.[conversationId] ?? 'Abrimos das 7h às 13h.'
        const { id } = say(conversationId, { ...part, text })
        free(conversationId, me)
        return { conversationId, outcome: 'sent', messageId: id }
      }),
    }),
    propose: ({ body, me }: Given) => {
      const { question, answer } = body
      state.proposals.push({ question, answer })
      return {
        id: idOf(12, state.proposals.length),
        status: 'pending',
        question,
        answer,
        text: answer,
        asked: 1,
        contradictions: [],
        proposedBy: { id: me.id, name: me.name },
        createdAt: instant(),
      }
    },
    sendMedia: async ({ params, form, me }: Given) => {
      const id = params.id ?? ''
      const clientId = String(form.get('clientId'))
      const before = known(id, clientId)
      if (before) return before
      const file = form.get('file') as File
      const kind = form.get('kind') as Message['kind']
      const caption = form.get('caption')
      const message = say(id, {
        author: 'member',
        direction: 'out',
        name: me.name,
        status: 'queued',
        kind,
        clientId,
        media: {
          fileName: file.name,
          mime: file.type,
          bytes: file.size,
          state: 'ready',
          voice: kind === 'audio',
        },
        ...(caption ? { text: String(caption) } : {}),
      })
      files.set(message.id, { mime: file.type, bytes: new Uint8Array(await file.arrayBuffer()) })
      setTimeout(() => tick(message, 'sent'), 150)
      return { ...message }
    },
    media: ({ params }: Given) =>
      files.get(params.messageId ?? '') ?? {
        mime: 'image/png',
        bytes: Uint8Array.from(Buffer.from(PICTURE, 'base64')),
      },
  }
  return { serve, state }
}
