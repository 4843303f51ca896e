import { badRequest } from './errors.ts'
import type { Media } from './message.ts'
import { bytes, hash, long } from './protobuf.ts'
import type { Outgoing } from './send.ts'

interface Given {
  media?: string | undefined
  mimetype?: string | undefined
  fileName?: string | undefined
  caption?: string | undefined
}

const types: Record<string, { messageType: string; mimetype: string; kind: string }> = {
  image: { messageType: 'imageMessage', mimetype: 'image/png', kind: 'image' },
  video: { messageType: 'videoMessage', mimetype: 'video/mp4', kind: 'video' },
  document: { messageType: 'documentMessage', mimetype: 'application/octet-stream', kind: 'document' },
  audio: { messageType: 'audioMessage', mimetype: 'audio/mpeg', kind: 'audio' },
  voice: { messageType: 'audioMessage', mimetype: 'audio/ogg; codecs=opus', kind: 'audio' },
}

/** class-validator's isURL wants a dot in the host: `http://app:3000` and `localhost` are refused. */
const isUrl = (media: string): boolean => /^https?:\/\/[^/]+\.[^/]+/.test(media)
const isBase64 = (media: string): boolean => media.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(media)

/**
 * A picture, file, video or voice note ready to be sent.
 * @param mediatype image, video, document, audio, or voice for `sendWhatsAppAudio`
 * @throws EvolutionError 400 when the media is neither a URL with a dotted host nor bare base64
 */
export function mediaToSend(mediatype: string, given: Given): Omit<Outgoing, 'jid'> {
  const type = types[mediatype]
  if (!type) throw badRequest(['mediatype is not one of enum values: image,document,video,audio'])
  const source = given.media ?? ''
  if (!isUrl(source) && !isBase64(source)) throw badRequest('Owned media must be a url or base64')
  const mimetype = given.mimetype ?? type.mimetype
  const media: Media = {
    base64: isBase64(source) ? source : '',
    mimetype,
    ...(given.fileName ? { fileName: given.fileName } : {}),
  }
  const seconds = Math.floor(Date.now() / 1000)
  const content = {
    url: 'https://mmg.whatsapp.net/v/sandbox',
    mimetype,
    fileSha256: hash(source),
    fileLength: long(Math.floor((media.base64.length * 3) / 4)),
    mediaKey: hash('mediaKey'),
    fileEncSha256: hash('fileEncSha256'),
    directPath: '/v/sandbox',
    mediaKeyTimestamp: long(seconds, false),
    ...extra(mediatype, given),
    ...(given.caption ? { caption: given.caption } : {}),
    contextInfo: {
      mentionedJid: [],
      groupMentions: [],
      ephemeralSettingTimestamp: long(seconds - 172_800, false),
      disappearingMode: { initiator: 0 },
    },
  }
  const message = { [type.messageType]: content }
  const text = given.caption ?? ''
  return { kind: type.kind, text, messageType: type.messageType, message, context: true, media }
}

function extra(mediatype: string, given: Given): Record<string, unknown> {
  switch (mediatype) {
    case 'image':
      return {
        interactiveAnnotations: [],
        scanLengths: [],
        annotations: [],
        height: 1,
        width: 1,
        jpegThumbnail: bytes(new Uint8Array(32).fill(106)),
      }
    case 'document':
      return { fileName: given.fileName ?? 'documento' }
    case 'audio':
    case 'voice':
      return { seconds: 0, ptt: mediatype === 'voice' }
    default:
      return {}
  }
}
