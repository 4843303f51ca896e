import { createHash } from 'node:crypto'
import type { Media } from './message.ts'
import { bytes, hash, long } from './protobuf.ts'

export type MediaKind =
  | 'audioMessage'
  | 'imageMessage'
  | 'videoMessage'
  | 'documentMessage'
  | 'stickerMessage'

const defaultTypes: Record<MediaKind, string> = {
  audioMessage: 'audio/ogg; codecs=opus',
  imageMessage: 'image/jpeg',
  videoMessage: 'video/mp4',
  documentMessage: 'application/pdf',
  stickerMessage: 'image/webp',
}

const key = hash('mediaKey')
const encrypted = hash('fileEncSha256')
const thumbnail = bytes(createHash('sha256').update('thumbnail').digest())
const waveform = bytes(new Uint8Array(64).map((_, i) => Math.round(40 + 35 * Math.sin(i / 3))))

/** A PNG tells its size in its head; whatever else is a portrait from a phone. */
function sizeOf(media: Media | undefined): { height: number; width: number } {
  const head = Buffer.from((media?.base64 ?? '').slice(0, 32), 'base64')
  if (head.length < 24 || head.toString('latin1', 1, 4) !== 'PNG') return { height: 1280, width: 960 }
  return { height: head.readUInt32BE(20), width: head.readUInt32BE(16) }
}

/**
 * The inside of a media message as WhatsApp sends it: where the encrypted bytes lie and how to open them.
 * @param seconds when it was sent, epoch seconds
 */
export function mediaContent(
  kind: MediaKind,
  media: Media | undefined,
  caption: string,
  seconds: number,
): Record<string, unknown> {
  const size = media ? Math.floor((media.base64.length * 3) / 4) : 0
  const common = {
    url: 'https://mmg.whatsapp.net/v/t62.7118-24/sandbox.enc?mms3=true',
    mimetype: media?.mimetype ?? defaultTypes[kind],
    fileSha256: hash(media?.base64 ?? ''),
    fileLength: long(size),
    mediaKey: key,
    fileEncSha256: encrypted,
    directPath: '/v/t62.7118-24/sandbox.enc',
    mediaKeyTimestamp: long(seconds, false),
  }
  const captioned = caption === '' ? {} : { caption }
  switch (kind) {
    case 'audioMessage':
      return { ...common, seconds: media?.seconds ?? 7, ptt: true, waveform }
    case 'imageMessage':
      return {
        ...{ interactiveAnnotations: [], scanLengths: [], annotations: [] },
        ...common,
        ...captioned,
        ...sizeOf(media),
        jpegThumbnail: thumbnail,
      }
    case 'videoMessage':
      return {
        ...{ interactiveAnnotations: [], annotations: [], processedVideos: [] },
        ...common,
        ...captioned,
        seconds: media?.seconds ?? 12,
        height: 720,
        width: 1280,
      }
    case 'documentMessage': {
      const name = media?.fileName ?? 'documento.pdf'
      return { ...common, title: name, fileName: name, pageCount: 1, ...captioned }
    }
    case 'stickerMessage':
      return { ...common, height: 512, width: 512, isAnimated: false }
  }
}
