import { MOST_SENT_BYTES, type SentKind } from '@plantao/shared/conversations'
import { bytesText } from '@plantao/ui/format'
import { create } from 'zustand'
import { bridge } from '../bridge.ts'
import { otherHolder, tell } from '../conversation/acts.ts'
import { useConsole } from '../store.ts'
import { textNow } from '../text/use-text.ts'
import { openHeld, sayWarning } from '../ui/ui-store.ts'

/** A file chosen but not sent. `preview` is an address of its picture, to be given back when it leaves the tray. */
export type TrayFile = { key: number; file: File; kind: SentKind; preview: string | null }

/** Chosen files by conversation: what was picked for one customer can never go to another. */
export const useTray = create<Record<string, TrayFile[]>>(() => ({}))

let made = 0

/** How a file goes out, by its type: pictures and videos WhatsApp shows, everything else as a document. */
export function kindOf(mime: string): SentKind {
  if (/^image\/(jpeg|png|webp)$/.test(mime)) return 'image'
  return /^video\/(mp4|3gpp)$/.test(mime) ? 'video' : 'document'
}

/** Puts files into a conversation's tray; what cannot be sent is refused at once, by name. */
export function attach(conversationId: string, files: Iterable<File>): void {
  const text = textNow()
  for (const file of files) {
    if (file.size > MOST_SENT_BYTES) {
      sayWarning(text.desk.file.tooLarge(file.name, bytesText(MOST_SENT_BYTES, text.locale)))
    } else if (file.size === 0) sayWarning(text.desk.file.empty(file.name))
    else put(conversationId, file)
  }
}

function put(conversationId: string, file: File): void {
  const kind = kindOf(file.type)
  const preview = kind === 'image' ? URL.createObjectURL(file) : null
  useTray.setState((trays) => ({
    [conversationId]: [...(trays[conversationId] ?? []), { key: ++made, file, kind, preview }],
  }))
}

export function takeOut(conversationId: string, key: number): void {
  const tray = useTray.getState()[conversationId] ?? []
  const gone = tray.find((each) => each.key === key)
  if (gone?.preview) URL.revokeObjectURL(gone.preview)
  useTray.setState({ [conversationId]: tray.filter((each) => each.key !== key) })
}

/** Two conversations proved to be one customer's: what was picked in the one is for the other. */
export function moveTray(from: string, to: string): void {
  const { [from]: picked = [], [to]: there = [] } = useTray.getState()
  if (picked.length > 0) useTray.setState({ [from]: [], [to]: [...there, ...picked] })
}

/** Hands one file to the engine for exactly this conversation; when another person holds it, they are named first. */
export async function sendFile(
  conversationId: string,
  file: { kind: SentKind; name: string; mime: string; blob: Blob; caption: string },
): Promise<boolean> {
  const { conversations, session } = useConsole.getState()
  const name = otherHolder(conversations[conversationId], session.me?.member.id ?? '')
  if (name) {
    openHeld({ conversationId, name, text: null, clientId: null })
    return false
  }
  const { blob, ...told } = file
  return tell(await bridge().console.sendFile(conversationId, { ...told, bytes: await blob.arrayBuffer() }))
}

/** Sends everything in the tray, the words as the first file's caption. Answers whether they left. */
export async function sendTray(conversationId: string, words: string): Promise<boolean> {
  let caption = words
  for (const { key, file, kind } of useTray.getState()[conversationId] ?? []) {
    const mime = file.type || 'application/octet-stream'
    if (!(await sendFile(conversationId, { kind, name: file.name, mime, blob: file, caption }))) return false
    takeOut(conversationId, key)
    caption = ''
  }
  return true
}
