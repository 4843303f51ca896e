import { KNOWLEDGE_LIMIT, type Knowledge } from '@plantao/shared/knowledge'
import { create } from 'zustand'
import { api } from '../api.ts'
import { forgetLocal, keepLocal, readLocal } from './local-copy.ts'
import { placeFor } from './write-about.ts'

/** A pause in typing after which the draft is kept, in milliseconds. */
const PAUSE_MS = 1200
const STILL_INDEXING_MS = 1500

type State = {
  phase: 'loading' | 'failed' | 'ready'
  failure: unknown
  text: string
  published: Knowledge | null
  /** `here`: only in this browser, since the server may not take it (too long, empty) or did not answer. */
  draft: 'kept' | 'waiting' | 'saving' | 'here'
  keptAt: number | null
  /** The text was found in this browser and is newer than the server's. */
  restored: boolean
  saveFailure: unknown
  /** Where the editor begins to write when it opens next. */
  caret: number | null
}

const BEGINNING: State = {
  phase: 'loading',
  failure: null,
  text: '',
  published: null,
  draft: 'kept',
  keptAt: null,
  restored: false,
  saveFailure: null,
  caret: null,
}

/** The text being written. It lives beside the pages, so that going to another page and back loses nothing. */
export const useKnowledge = create<State>(() => BEGINNING)
const set = useKnowledge.setState
let memberId = ''
let timer: ReturnType<typeof setTimeout> | undefined
let saving: Promise<void> = Promise.resolve()

/** Loads draft and published text, once for each member. */
export async function openKnowledge(member: string): Promise<void> {
  if (member === memberId && useKnowledge.getState().phase === 'ready') return
  memberId = member
  set(BEGINNING, true)
  try {
    const [published, draft] = await Promise.all([api.getKnowledge({}), api.getKnowledgeDraft({})])
    const known = draft.updatedAt ? draft.text : published.text
    const local = readLocal(member)
    const restored = local !== null && local !== known
    set({ phase: 'ready', published, text: restored ? local : known, restored })
    if (draft.updatedAt) set({ keptAt: Date.parse(draft.updatedAt) })
    if (restored) write(local)
    if (published.status === 'indexing') followIndexing()
  } catch (failure) {
    set({ phase: 'failed', failure })
  }
}

/** Takes a new text and keeps it as a draft after a pause. */
export function write(text: string): void {
  set({ text, draft: 'waiting', saveFailure: null })
  keepLocal(memberId, text)
  clearTimeout(timer)
  timer = setTimeout(() => void keepDraft(), PAUSE_MS)
}

/** Puts a text there that came from elsewhere (an import, an older revision). */
export function replaceText(text: string): void {
  set({ restored: false })
  write(text)
}

/** Makes place for the answer to a question; the editor opens there. */
export function writeAbout(question: string): void {
  const before = useKnowledge.getState().text
  const { text, caret } = placeFor(question, before)
  if (text !== before) write(text)
  set({ caret })
}

/** Where the editor begins, once. */
export function takeCaret(): number | null {
  const { caret } = useKnowledge.getState()
  if (caret !== null) set({ caret: null })
  return caret
}

export function isTooLong(text: string): boolean {
  return text.length > KNOWLEDGE_LIMIT
}

/** Keeps what is written as a draft, now. */
export function keepDraft(): Promise<void> {
  clearTimeout(timer)
  saving = saving.then(save)
  return saving
}

async function save(): Promise<void> {
  const { text, draft } = useKnowledge.getState()
  if (draft === 'kept') return
  if (isTooLong(text) || text.trim() === '') return set({ draft: 'here' })
  set({ draft: 'saving' })
  try {
    const kept = await api.putKnowledgeDraft({ body: { text } })
    // More may have been typed meanwhile; that waits for its own pause.
    if (useKnowledge.getState().text !== text) return
    forgetLocal(memberId)
    set({ draft: 'kept', keptAt: kept.updatedAt ? Date.parse(kept.updatedAt) : Date.now() })
  } catch (saveFailure) {
    if (useKnowledge.getState().text === text) set({ draft: 'here', saveFailure })
  }
}

/** Publishes what is on the screen. Throws the server's refusal; the text stays. */
export async function publish(): Promise<void> {
  clearTimeout(timer)
  const { text } = useKnowledge.getState()
  const { revision, status } = await api.putKnowledge({ body: { text } })
  await keepDraft()
  set({ published: { text, revision, status, publishedAt: new Date().toISOString() }, restored: false })
  if (status === 'indexing') followIndexing()
}

/** Back to what is published. */
export function discardDraft(): void {
  const { published } = useKnowledge.getState()
  if (published) replaceText(published.text)
}

/** Asks until the index is ready: what is searched meanwhile is the old text, whole. */
function followIndexing(): void {
  const member = memberId
  setTimeout(async () => {
    if (member !== memberId) return
    try {
      const published = await api.getKnowledge({})
      set({ published })
      if (published.status === 'indexing') followIndexing()
    } catch {
      followIndexing()
    }
  }, STILL_INDEXING_MS)
}

/**
 * Something else was published: an old revision, or an approved proposal. A draft without changes follows it; one with
 * changes stays, with `added` at its end, so that publishing it later does not take the addition away again.
 */
export async function followPublished(added?: string): Promise<void> {
  const before = useKnowledge.getState()
  const published = await api.getKnowledge({})
  set({ published })
  if (published.status === 'indexing') followIndexing()
  if (before.phase !== 'ready') return
  if (before.text === before.published?.text) replaceText(published.text)
  else if (added) replaceText(`${before.text.trimEnd()}\n\n${added}\n`)
}
