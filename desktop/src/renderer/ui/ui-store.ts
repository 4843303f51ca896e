import { create } from 'zustand'
import type { Failure } from '../bridge.ts'

export type DialogName =
  | 'palette'
  | 'keys'
  | 'settings'
  | 'leaving'
  | 'held'
  | 'quickReplies'
  | 'same'
  | 'propose'
export type SettingsPart = 'notices' | 'look' | 'writing' | 'computer' | 'account'
/** Someone else holds it: who, where, and the words that wait for the decision. */
export type Held = { conversationId: string; name: string; text: string | null; clientId: string | null }
/** The answer that is repeated or proposed: a sheet stays with it, whatever opens or is answered meanwhile. */
export type Following = { conversationId: string; messageId: string }
type Toast = { id: number; text: string; failure: Failure | null; bad?: boolean }

type UiState = {
  dialog: DialogName | null
  held: Held | null
  following: Following | null
  /** The conversation that was just asked for and is not open yet. */
  opening: string | null
  /** The part of the settings that is shown. */
  settingsPart: SettingsPart
  filter: string
  /** The card the keyboard stands on. */
  cursor: string | null
  /** The receipt a message asked for; null shows the newest. */
  receiptId: string | null
  /** On narrow windows the reason lies over the conversation and opens only when asked. */
  whyOver: boolean
  /** The conversation whose composer writes a note instead of a reply. */
  noting: string | null
  /** What the side panel shows. */
  panel: 'why' | 'contact'
  /** A message to be shown: the history scrolls there and forgets it. */
  jumpTo: string | null
  /** The part of the queue to be shown; a new object each time it is asked for. */
  section: { name: 'waiting' | 'mine' | 'rest' } | null
  toasts: Toast[]
}

/** What is open on the screen; nothing here outlives the page. */
export const useUi = create<UiState>(() => ({
  dialog: null,
  held: null,
  following: null,
  opening: null,
  settingsPart: 'notices',
  filter: '',
  cursor: null,
  receiptId: null,
  whyOver: false,
  noting: null,
  panel: 'why',
  jumpTo: null,
  section: null,
  toasts: [],
}))

export function openDialog(dialog: DialogName | null): void {
  useUi.setState({ dialog, ...(dialog === 'held' ? {} : { held: null }) })
}

export function openHeld(held: Held): void {
  useUi.setState({ dialog: 'held', held })
}

export function openFollowing(dialog: 'same' | 'propose', following: Following): void {
  useUi.setState({ dialog, following, held: null })
}

let made = 0
/** Good news leaves by itself after this, in milliseconds; bad news stays until dismissed. */
const TOAST_MS = 4000

export function say(text: string): void {
  const id = ++made
  useUi.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text, failure: null }] }))
  setTimeout(() => dismiss(id), TOAST_MS)
}

export function sayFailure(failure: Failure): void {
  const id = ++made
  useUi.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text: '', failure }] }))
}

/** What could not be done and why, in the catalogue's words; stays until dismissed. */
export function sayWarning(text: string): void {
  const id = ++made
  useUi.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text, failure: null, bad: true }] }))
}

export function dismiss(id: number): void {
  useUi.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}
