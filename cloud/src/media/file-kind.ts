import type { MessageKind, SentKind } from '@plantao/shared/conversations'
import { fileTypeFromBuffer } from 'file-type'
import { readableEnd } from '../platform/readable.ts'

/** Types that a browser may show or play in the page; anything else is only ever downloaded. No HTML, no SVG. */
const INLINE =
  /^(?:image\/(?:jpeg|png|webp|gif)|audio\/(?:ogg|mpeg|mp4|x-m4a|aac|wav|webm|amr)|video\/(?:mp4|webm|3gpp|quicktime)|application\/pdf)$/
/** Texts have no mark of their own: these words of the sender's are believed, since none of them is ever shown inline. */
const PLAIN = /^(?:text\/(?:plain|csv)|application\/json)$/
const PROGRAM =
  /^application\/(?:x-msdownload|x-elf|x-mach-binary|x-executable|java-archive|vnd\.android\.package-archive|x-msi|x-apple-diskimage)$/
const PROGRAM_NAME =
  /\.(?:exe|dll|bat|cmd|com|scr|msi|ps1|vbs|js|jse|wsf|hta|jar|apk|app|dmg|sh|lnk|html?|svg|xhtml)$/i

const IMAGE = /^image\/(?!svg)/
const SOUND = /^(?:audio\/|application\/ogg|video\/(?:mp4|webm|3gpp|ogg))/
const MOVING = /^video\//

/** Whether the content is of the kind a message says it is. A document may be anything. */
export function fitsKind(kind: MessageKind, mime: string): boolean {
  switch (kind) {
    case 'image':
      return IMAGE.test(mime)
    case 'audio':
      return SOUND.test(mime)
    case 'video':
      return MOVING.test(mime)
    case 'sticker':
      // An animated sticker of the newest kind is a packed Lottie.
      return IMAGE.test(mime) || mime === 'application/zip'
    default:
      return kind === 'document'
  }
}

/** Whether a person may send it: WhatsApp takes fewer types than it delivers, and programs are never passed on. */
export function maySend(kind: SentKind, mime: string, fileName: string | null): boolean {
  if (kind === 'image') return mime === 'image/jpeg' || mime === 'image/png'
  if (kind === 'video') return mime === 'video/mp4' || mime === 'video/3gpp'
  if (kind === 'audio') return SOUND.test(mime)
  return !PROGRAM.test(mime) && !PROGRAM_NAME.test(fileName ?? '')
}

/** The type by content, without parameters; what the sender said counts only for plain texts. */
export async function typeOf(bytes: Buffer, said: string | null): Promise<string> {
  const found = await fileTypeFromBuffer(bytes)
  if (found) return bare(found.mime)
  const claim = bare(said ?? '')
  return PLAIN.test(claim) ? claim : 'application/octet-stream'
}

export function isInline(mime: string): boolean {
  return INLINE.test(mime)
}

/** The ending OpenAI's transcription knows a type by, or null for one it does not take. */
export function soundEnding(mime: string): string | null {
  const endings: [RegExp, string][] = [
    [/ogg|opus/, 'ogg'],
    [/mp4|m4a|x-m4a|3gpp/, 'm4a'],
    [/mpeg|mp3/, 'mp3'],
    [/wav/, 'wav'],
    [/webm/, 'webm'],
    [/flac/, 'flac'],
  ]
  return endings.find(([type]) => type.test(mime))?.[1] ?? null
}

/** A file's name as it may be kept and shown: no path, no control characters, its end where it is too long. */
export function cleanName(name: string | null | undefined): string | null {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? ''
  const clean = readableEnd(last, 'fileName')
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to go, bidirectional overrides too
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069"]/g, '')
    .trim()
  return clean && !/^\.+$/.test(clean) ? clean : null
}

function bare(mime: string): string {
  return mime.split(';')[0]!.trim().toLowerCase()
}
