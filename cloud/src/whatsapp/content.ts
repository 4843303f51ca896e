import type { Media } from '@plantao/shared/conversations'
import { readableEnd } from '../platform/readable.ts'
import type { InboundContent } from './inbound.ts'
import { idOf, type Loose, numberOf, objectOf, textOf } from './loose.ts'

/** What a message holds, or the named reason why it is nothing for a conversation. */
export type Content = InboundContent | 'reaction' | 'protocol' | 'empty'

/** Kinds whose bytes are fetched from WhatsApp. */
export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

const VIEW_ONCE = ['viewOnceMessage', 'viewOnceMessageV2', 'viewOnceMessageV2Extension']
const WRAPPERS = [
  'ephemeralMessage',
  ...VIEW_ONCE,
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
  const { bare, viewOnce } = unwrap(message)
  if (!bare) return 'empty'
  if (typeof bare.conversation === 'string') return orEmpty(text(bare.conversation))
  for (const [key, read] of READERS) {
    const part = objectOf(bare[key])
    if (part) return orEmpty(marked(read(part), viewOnce || part.viewOnce === true))
  }
  if (REACTIONS.some((key) => objectOf(bare[key]))) return 'reaction'
  if (PROTOCOL.some((key) => objectOf(bare[key]))) return 'protocol'
  const rest = Object.keys(bare).filter((key) => bare[key] !== null && !BESIDE.has(key))
  if (rest.length > 0) return { kind: 'unsupported', text: null, media: null }
  return 'senderKeyDistributionMessage' in bare ? 'protocol' : 'empty'
}

function unwrap(message: unknown): { bare: Loose | null; viewOnce: boolean } {
  let bare = objectOf(message)
  let viewOnce = false
  for (let depth = 0; bare && depth < DEEPEST_WRAP; depth++) {
    const outer: Loose = bare
    const wrapper = WRAPPERS.find((key) => objectOf(objectOf(outer[key])?.message))
    if (!wrapper) break
    viewOnce ||= VIEW_ONCE.includes(wrapper)
    bare = objectOf(objectOf(outer[wrapper])?.message)
  }
  return { bare, viewOnce }
}

/**
 * The message an event's `data` replies to, or null. WhatsApp tells it beside the message, or inside it. Only its id is
 * taken: the words beside it are the writer's, who may put any into another's mouth.
 */
export function quotedOf(data: Loose): Media['quoted'] | null {
  const { bare } = unwrap(data.message)
  const inside = Object.values(bare ?? {}).map((part) => objectOf(objectOf(part)?.contextInfo))
  const waId = [objectOf(data.contextInfo), ...inside].map((one) => idOf(one?.stanzaId)).find(Boolean)
  return waId ? { waId } : null
}

/** What a protocol message asks to be done to another message, as its sender wrote it; null when it is none. */
export function protocolOf(message: unknown): Loose | null {
  return objectOf(unwrap(message).bare?.protocolMessage)
}

function marked(content: InboundContent, viewOnce: boolean): InboundContent {
  return viewOnce && content.media ? { ...content, media: { ...content.media, viewOnce } } : content
}

/** What a reaction says and about which message; '' takes it back. Null when it is none, or names no message. */
export function reactionOf(message: unknown): { waId: string; emoji: string } | null {
  const { bare } = unwrap(message)
  const reaction = objectOf(bare?.reactionMessage)
  const waId = idOf(objectOf(reaction?.key)?.id)
  if (!reaction || !waId) return null
  // An emoji with all its joiners stays below this.
  return { waId, emoji: textOf(reaction.text, 40) ?? '' }
}

/** A text message without text tells nobody anything. */
function orEmpty(content: InboundContent): Content {
  return content.kind === 'text' && content.text === null ? 'empty' : content
}

function text(...candidates: unknown[]): InboundContent {
  const found = candidates.map((candidate) => textOf(candidate)).find((candidate) => candidate !== null)
  return { kind: 'text', text: found ?? null, media: null }
}

function file(kind: FileKind, part: Loose): InboundContent {
  const media: Media = { state: 'pending' }
  const mime = textOf(part.mimetype, 200) ?? textOf(part.mime_type, 200)
  const fileName = textOf(part.fileName) ?? textOf(part.title)
  const seconds = numberOf(part.seconds)
  const bytes = numberOf(part.fileLength)
  if (mime) media.mime = mime
  if (fileName && kind === 'document') media.fileName = readableEnd(fileName, 'fileName')
  if (seconds !== null && seconds >= 0) media.seconds = seconds
  if (bytes !== null && bytes >= 0) media.bytes = bytes
  const [width, height] = [numberOf(part.width), numberOf(part.height)]
  if (width && height && width > 0 && height > 0) Object.assign(media, { width, height })
  // The official channel says `voice` where WhatsApp's own protocol says push-to-talk.
  if (kind === 'audio' && (part.ptt === true || part.voice === true)) media.voice = true
  if (kind === 'sticker' && part.isAnimated === true) media.animated = true
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
  const contacts = parts.slice(0, 20).flatMap((part) => {
    const one = objectOf(part)
    const spelt = /^(?:item\d+\.)?TEL[^:\r\n\u2028\u2029]*:([^\r\n]+)/im.exec(
      textOf(one?.vcard, 10_000) ?? '',
    )?.[1]
    const name = textOf(one?.displayName, 200)
    const phone = textOf(spelt, 50)
    return name || phone ? [{ name: name ?? '', ...(phone ? { phone } : {}) }] : []
  })
  const lines = contacts.map(({ name, phone }) => [name, phone].filter(Boolean).join(' '))
  return {
    kind: 'contact',
    text: lines.join('\n') || null,
    media: contacts.length > 0 ? { contacts } : null,
  }
}

/** A poll cannot be voted on from here; its question and choices are kept so that a person can read them. */
function poll(part: Loose): InboundContent {
  const choices: unknown[] = Array.isArray(part.options) ? part.options : []
  const options = choices.slice(0, 12).flatMap((choice) => textOf(objectOf(choice)?.optionName, 200) ?? [])
  return { kind: 'poll', text: textOf(part.name, 1000), media: options.length > 0 ? { options } : null }
}
