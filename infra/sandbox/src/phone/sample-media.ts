import type { Media } from '../evolution/message.ts'
import { silence } from './silence.ts'

const onePixelPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const onePixelWebp = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'

/** The head of an MP4 and no frames: enough for whoever looks at the type. */
const emptyMp4 = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypmp42\0\0\0\0mp42isom', 'latin1'),
  Buffer.from([0, 0, 0, 8]),
  Buffer.from('mdat', 'latin1'),
])

/** Bytes for a message that came without any. */
export function sampleMedia(kind: string, text: string): Media {
  switch (kind) {
    case 'audio':
      return { base64: silence.toString('base64'), mimetype: 'audio/ogg; codecs=opus' }
    case 'image':
      return { base64: onePixelPng, mimetype: 'image/png' }
    case 'sticker':
      return { base64: onePixelWebp, mimetype: 'image/webp' }
    case 'video':
      return { base64: emptyMp4.toString('base64'), mimetype: 'video/mp4' }
    default:
      return {
        base64: Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`).toString('base64'),
        mimetype: 'application/pdf',
        fileName: 'documento.pdf',
      }
  }
}
