import type { Media } from '@plantao/shared/conversations'
import type { InboundContent } from './inbound.ts'
import { type Loose, numberOf, objectOf, textOf } from './loose.ts'

/** What a message holds, or the named reason why it is nothing for a conversation. */
export type Content = InboundContent | 'reaction' | 'protocol' | 'empty'

const WRAPPERS = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'deviceSentMessage',
  'lottieStickerMessage',
  'groupMentionedMessage',
]
// WhatsApp nests two at most (a disappearing view-once); more is somebody's experiment.
const DEEPEST_WRAP = 8

/** Keys that travel beside the content and are none themselves. */
const BESIDE = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'contextInfo',
  'base64',
  'mediaUrl',
  'speechToText',
  'quoted',
])
const REACTIONS = ['reactionMessage', 'encReactionMessage']
const PROTOCOL = [
  'protocolMessage',
  'pollUpdateMessage',
  'pinInChatMessage',
  'keepInChatMessage',
  'encCommentMessage',
  'callLogMesssage',
  'secretEncryptedMessage',
]

type Reader = (part: Loose) => InboundContent

/** Content by WhatsApp's key for it. */
const READERS: [string, Reader][] = [
  ['extendedTextMessage', (part) => text(part.text)],
  ['buttonsResponseMessage', (part) => text(part.selectedDisplayText, part.selectedButtonId)],
  ['templateButtonReplyMessage', (part) => text(part.selectedDisplayText, part.selectedId)],
  ['listResponseMessage', (part) => text(part.title, objectOf(part.singleSelectReply)?.selectedRowId)],
  ['interactiveResponseMessage', (part) => text(objectOf(part.body)?.text)],
  ['imageMessage', (part) => file('image', part)],
  ['videoMessage', (part) => file('video', part)],
  ['ptvMessage', (part) => file('video', part)],
  ['audioMessage', (part) => file('audio', part)],
  ['documentMessage', (part) => file('document', part)],
  ['stickerMessage', (part) => file('sticker', part)],
  ['locationMessage', place],
  ['liveLocationMessage', place],
  ['contactMessage', (part) => card([part])],
  ['contactsArrayMessage', (part) => card(Array.isArray(part.contacts) ? part.contacts : [])],
  ['pollCreationMessage', poll],
  ['pollCreationMessageV2', poll],
  ['pollCreationMessageV3', poll],
]

/** Reads the `message` of an event. Keys of encryption and thumbnails, index-keyed byte by byte, stay behind. */
export function contentOf(message: unknown): Content {
  const bare = unwrap(message)
  if (!bare) return 'empty'
  if (typeof bare.conversation === 'string') return orEmpty(text(bare.conversation))
  for (const [key, read] of READERS) {
    const part = objectOf(bare[key])
    if (part) return orEmpty(read(part))
  }
  if (REACTIONS.some((key) => objectOf(bare[key]))) return 'reaction'
  if (PROTOCOL.some((key) => objectOf(bare[key]))) return 'protocol'
  const rest = Object.keys(bare).filter((key) => bare[key] !== null && !BESIDE.has(key))
  if (rest.length > 0) return { kind: 'unsupported', text: null, media: null }
  return 'senderKeyDistributionMessage' in bare ? 'protocol' : 'empty'
}

function unwrap(message: unknown): Loose | null {
  let bare = objectOf(message)
  for (let depth = 0; bare && depth < DEEPEST_WRAP; depth++) {
    const outer: Loose = bare
    const inner = WRAPPERS.map((key) => objectOf(objectOf(outer[key])?.message)).find((found) => found)
    if (!inner) return bare
    bare = inner
  }
  return bare
}

/** A text message without text tells nobody anything. */
function orEmpty(content: InboundContent): Content {
  return content.kind === 'text' && content.text === null ? 'empty' : content
}

function text(...candidates: unknown[]): InboundContent {
  const found = candidates.map((candidate) => textOf(candidate)).find((candidate) => candidate !== null)
  return { kind: 'text', text: found ?? null, media: null }
}

function file(kind: 'image' | 'video' | 'audio' | 'document' | 'sticker', part: Loose): InboundContent {
  const media: Media = {}
  const mime = textOf(part.mimetype, 200) ?? textOf(part.mime_type, 200)
  const fileName = textOf(part.fileName, 300) ?? textOf(part.title, 300)
  const seconds = numberOf(part.seconds)
  const bytes = numberOf(part.fileLength)
  if (mime) media.mime = mime
  if (fileName && kind === 'document') media.fileName = fileName
  if (seconds !== null && seconds >= 0) media.seconds = seconds
  if (bytes !== null && bytes >= 0) media.bytes = bytes
  return { kind, text: textOf(part.caption), media }
}

function place(part: Loose): InboundContent {
  const latitude = numberOf(part.degreesLatitude)
  const longitude = numberOf(part.degreesLongitude)
  const words = [part.name, part.address, part.caption, part.comment].map((word) => textOf(word, 1000))
  return {
    kind: 'location',
    text: words.filter((word) => word !== null).join(', ') || null,
    media: latitude !== null && longitude !== null ? { latitude, longitude } : null,
  }
}

/** Contacts the customer passed on: one line each, name and phone as its card spells them. */
function card(parts: unknown[]): InboundContent {
  const lines = parts.slice(0, 20).map((part) => {
    const one = objectOf(part)
    const phone = /^(?:item\d+\.)?TEL[^:\r\n]*:([^\r\n]+)/im.exec(textOf(one?.vcard, 10_000) ?? '')?.[1]
    return [textOf(one?.displayName, 200), textOf(phone, 50)].filter((word) => word).join(' ')
  })
  return { kind: 'contact', text: lines.filter((line) => line).join('\n') || null, media: null }
}

/** A poll cannot be voted on from here; its question is kept so that a person can read it. */
function poll(part: Loose): InboundContent {
  return { kind: 'unsupported', text: textOf(part.name, 1000), media: null }
}
