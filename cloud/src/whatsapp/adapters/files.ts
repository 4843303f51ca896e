import type { SentKind } from '@plantao/shared/conversations'
import { type FetchedFile, type FileToSend, GatewayError, type Template } from '../gateway.port.ts'
import { type Loose, objectOf, textOf } from '../loose.ts'

const MEDIATYPES: Record<Exclude<SentKind, 'audio'>, string> = {
  image: 'image',
  video: 'video',
  document: 'document',
}

/** Route and body that send a file. As base64: Evolution refuses addresses without a dotted host. */
export function fileCall(jid: string, file: FileToSend, caption: string): { route: string; body: Loose } {
  const base64 = file.bytes.toString('base64')
  // Its own encoder makes Ogg/Opus of any recording, as phones send them.
  if (file.kind === 'audio') return { route: 'sendWhatsAppAudio', body: { number: jid, audio: base64 } }
  return {
    route: 'sendMedia',
    body: {
      number: jid,
      mediatype: MEDIATYPES[file.kind],
      mimetype: file.mime,
      media: base64,
      ...(file.fileName ? { fileName: file.fileName } : {}),
      ...(caption ? { caption } : {}),
    },
  }
}

/** The body of `sendTemplate`: Graph's components, the words in the body's one placeholder. */
export function templateBody(jid: string, { name, language }: Template, text: string): Loose {
  return {
    number: jid,
    name,
    language,
    // Meta refuses line breaks and long blanks inside a parameter.
    components: [{ type: 'body', parameters: [{ type: 'text', text: text.replace(/\s+/g, ' ').trim() }] }],
  }
}

/** @throws GatewayError when the answer holds no bytes */
export function readFile(body: unknown, mostBytes: number): FetchedFile {
  const answer = objectOf(body)
  const base64 = typeof answer?.base64 === 'string' ? answer.base64 : ''
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length === 0) throw new GatewayError('not_found', 'an answer without bytes')
  if (bytes.length > mostBytes) throw new GatewayError('too_large', `${bytes.length} bytes`)
  return { bytes, mime: textOf(answer?.mimetype, 200), fileName: textOf(answer?.fileName, 300) }
}
