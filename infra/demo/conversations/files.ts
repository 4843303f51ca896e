import type { Media, MessageKind } from '@plantao/shared/conversations'
import type { FileKind } from './acts.ts'
import { type Colour, png } from './png.ts'

export interface DrawnFile {
  kind: MessageKind
  mime: string
  fileName: string | null
  /** What is said of the file in the message. */
  media: Media
  /** Undefined: it could not be fetched, as `media` tells. */
  bytes: Buffer | undefined
}

const [WIDTH, HEIGHT] = [640, 480]
const TABLE: Colour = [196, 154, 108]
const WALL: Colour = [236, 226, 211]
const DOUGH: Colour = [150, 92, 52]
const CREAM: Colour = [250, 240, 222]
const CANDLE: Colour = [214, 72, 84]

/**
 * The bytes of a file in a demo conversation, drawn here, so that nothing of anybody's has to be kept in the repository.
 * @param words said in a voice note, printed in a document
 */
export function drawFile(kind: FileKind, words = ''): DrawnFile {
  switch (kind) {
    case 'cake':
    case 'broken': {
      const bytes = png(WIDTH, HEIGHT, kind === 'cake' ? cake : broken)
      return file('image', 'image/png', null, bytes, { width: WIDTH, height: HEIGHT })
    }
    case 'sticker':
      return file('sticker', 'image/png', null, png(256, 256, heart), { width: 256, height: 256 })
    case 'voice': {
      // As long as one needs to say it: some fifteen letters a second.
      const seconds = Math.max(2, Math.round(words.length / 15))
      return file('audio', 'audio/wav', null, silence(seconds), { seconds, voice: true, words: 'ready' })
    }
    case 'pdf':
      return file(
        'document',
        'application/pdf',
        'lista de convidados.pdf',
        pdf('Lista de convidados: 45 pessoas'),
        {
          fileName: 'lista de convidados.pdf',
        },
      )
    case 'video': {
      const media: Media = { mime: 'video/mp4', seconds: 94, state: 'failed', failure: 'too_large' }
      return { kind: 'video', mime: 'video/mp4', fileName: null, media, bytes: undefined }
    }
  }
}

function file(
  kind: MessageKind,
  mime: string,
  fileName: string | null,
  bytes: Buffer,
  more: Media,
): DrawnFile {
  return { kind, mime, fileName, bytes, media: { mime, bytes: bytes.length, state: 'ready', ...more } }
}

/** Two layers with cream between them, three candles on top. */
function cake(x: number, y: number): Colour {
  if (y > 380) return TABLE
  if (x > 150 && x < 490 && y > 220) return y < 245 || (y > 290 && y < 310) ? CREAM : DOUGH
  const isCandle = [240, 320, 400].some((middle) => Math.abs(x - middle) < 6)
  return isCandle && y > 160 && y <= 220 ? CANDLE : WALL
}

/** The same, fallen to one side. */
function broken(x: number, y: number): Colour {
  const sunk = y - (x - 150) * 0.28
  if (y > 380) return TABLE
  if (x > 150 && x < 520 && sunk > 190) return sunk < 222 ? CREAM : DOUGH
  return WALL
}

function heart(x: number, y: number): Colour {
  const [across, up] = [(x - 128) / 90, (116 - y) / 90]
  const inside = (across ** 2 + up ** 2 - 1) ** 3 - across ** 2 * up ** 3 < 0
  return inside ? CANDLE : [255, 255, 255]
}

/** A WAV of nothing, one byte a sample. */
function silence(seconds: number): Buffer {
  const rate = 4_000
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + rate * seconds, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  // PCM, one channel.
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(rate * seconds, 40)
  return Buffer.concat([head, Buffer.alloc(rate * seconds, 0x80)])
}

/** One page with one line, and a table of where each object begins. */
function pdf(line: string): Buffer {
  const text = `BT /F1 18 Tf 60 760 Td (${line}) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${text.length}>>stream\n${text}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let body = '%PDF-1.4\n'
  const starts = objects.map((object, i) => {
    const start = body.length
    body += `${i + 1} 0 obj${object}endobj\n`
    return `${String(start).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}`
  return Buffer.from(
    `${body}${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
  )
}
