import { type MediaKind, mediaContent } from './media-content.ts'
import type { Media, MessageKey } from './message.ts'
import { hash, long } from './protobuf.ts'

/** What the customer's phone sends, before it is dressed as a Baileys message. */
export interface Content {
  kind: string
  text: string
  media?: Media | undefined
  /** What a poll lets choose. */
  options?: string[] | undefined
  /** The phone of a person passed on. */
  phoneOf?: string | undefined
  location?: { latitude: number; longitude: number; name?: string | undefined; address?: string | undefined }
  /** The message a reaction sits on. */
  target?: MessageKey | undefined
}

interface Dressed {
  messageType: string
  message: Record<string, unknown>
  /** Evolution leaves contextInfo out for plain texts and reactions and writes null for the rest. */
  contextInfo?: null
}

const mediaKinds: Record<string, MediaKind> = {
  audio: 'audioMessage',
  image: 'imageMessage',
  video: 'videoMessage',
  document: 'documentMessage',
  sticker: 'stickerMessage',
}

const secret = hash('messageSecret')
const senderKeyHash = hash('senderKeyHash')

/** What WhatsApp's devices add beside a text from a phone-number chat. */
const deviceContext = (seconds: number) => ({
  deviceListMetadata: {
    senderKeyIndexes: [],
    recipientKeyIndexes: [],
    senderKeyHash,
    senderTimestamp: long(seconds),
  },
  deviceListMetadataVersion: 2,
  messageSecret: secret,
})

/**
 * The Baileys `message` for a content, shaped key by key like what the real server sends.
 * @param seconds when it was written, epoch seconds
 * @param plain true for a text without device context (LID chats, groups, the company's own phone)
 */
export function dress(content: Content, seconds: number, plain: boolean): Dressed {
  const media = mediaKinds[content.kind]
  if (media) {
    const message = { [media]: mediaContent(media, content.media, content.text, seconds) }
    return media === 'documentMessage'
      ? { messageType: media, message }
      : { messageType: media, message, contextInfo: null }
  }
  switch (content.kind) {
    case 'location':
      return {
        messageType: 'locationMessage',
        message: { locationMessage: place(content) },
        contextInfo: null,
      }
    case 'contact':
      return {
        messageType: 'contactMessage',
        message: { contactMessage: { displayName: content.text || 'João', vcard: vcard(content) } },
        contextInfo: null,
      }
    case 'poll':
      return {
        messageType: 'pollCreationMessageV3',
        message: { pollCreationMessageV3: poll(content) },
        contextInfo: null,
      }
    case 'view_once':
      return {
        messageType: 'viewOnceMessageV2',
        message: { viewOnceMessageV2: { message: { imageMessage: onceOnly(content, seconds) } } },
      }
    case 'button':
      return {
        messageType: 'buttonsResponseMessage',
        message: {
          buttonsResponseMessage: {
            selectedButtonId: 'id1',
            selectedDisplayText: content.text,
            type: 1,
          },
        },
        contextInfo: null,
      }
    case 'list':
      return {
        messageType: 'listResponseMessage',
        message: {
          listResponseMessage: {
            title: content.text,
            listType: 1,
            singleSelectReply: { selectedRowId: 'row1' },
          },
        },
        contextInfo: null,
      }
    case 'reaction':
      return { messageType: 'reactionMessage', message: { reactionMessage: reaction(content, seconds) } }
    case 'ephemeral':
      return {
        messageType: 'ephemeralMessage',
        message: { ephemeralMessage: { message: { extendedTextMessage: { text: content.text } } } },
      }
    default:
      return {
        messageType: 'conversation',
        message: {
          conversation: content.text,
          ...(plain ? {} : { messageContextInfo: deviceContext(seconds) }),
        },
      }
  }
}

function place({ location, text }: Content) {
  return {
    degreesLatitude: location?.latitude ?? -23.55,
    degreesLongitude: location?.longitude ?? -46.63,
    name: location?.name ?? (text || 'Av Paulista'),
    address: location?.address ?? 'São Paulo',
  }
}

function vcard({ text, phoneOf }: Content): string {
  const name = text || 'João'
  const digits = (phoneOf ?? '5511977776666').replace(/\D/g, '')
  const card = ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`]
  return [...card, `TEL;type=CELL;waid=${digits}:${phoneOf ?? '+55 11 97777-6666'}`, 'END:VCARD'].join('\n')
}

function poll({ text, options = [] }: Content) {
  const choices = options.length > 0 ? options : ['Sim', 'Não']
  return {
    options: choices.map((optionName) => ({ optionName })),
    name: text || 'Qual?',
    selectableOptionsCount: 1,
  }
}

/** A picture to be seen once comes with neither words nor a preview. */
function onceOnly({ media }: Content, seconds: number) {
  const {
    height: _h,
    width: _w,
    jpegThumbnail: _t,
    ...picture
  } = mediaContent('imageMessage', media, '', seconds)
  return { ...picture, viewOnce: true }
}

function reaction({ target, text }: Content, seconds: number) {
  const key = { remoteJid: target?.remoteJid, fromMe: target?.fromMe ?? true, id: target?.id ?? '' }
  return { key, text: text || '👍', senderTimestampMs: long(seconds * 1000, false) }
}
