import { useEffect } from 'react'
import { openConversation } from '../conversation/acts.ts'
import { openId } from '../conversation/opening.ts'
import { focusCard } from '../inbox/focus-card.ts'
import { queueRows } from '../inbox/sections.ts'
import { useConsole } from '../store.ts'
import { caretAfterAct, focusReply, isCovered, isTextField } from './caret.ts'
import { comboOf, writes } from './combo.ts'
import { perform } from './key-acts.ts'
import { actionOf, type KeyName } from './key-table.ts'
import { useUi } from './ui-store.ts'

/** What a sheet that lies over the desk does not keep for itself. */
const OVER_SHEETS: KeyName[] = ['palette', 'undo']

/** Moves the keyboard's place in the queue by one card. */
function move(step: 1 | -1): void {
  const { conversations, session } = useConsole.getState()
  const { filter, cursor } = useUi.getState()
  const ids = queueRows(Object.values(conversations), session.me?.member.id ?? '', filter).flatMap((row) =>
    row.kind === 'card' ? [row.conversation.id] : [],
  )
  const from = ids.indexOf(cursor ?? openId() ?? '')
  const next = ids[Math.min(ids.length - 1, Math.max(0, from < 0 ? 0 : from + step))]
  if (!next) return
  useUi.setState({ cursor: next })
  focusCard(next)
}

/** Nothing has the keyboard, or the queue has it. */
const atTheList = (target: EventTarget | null) =>
  target === document.body || (target instanceof Element && target.closest('.queue') !== null)

/** A space presses buttons and scrolls; nobody's first word begins with one. On a card it would open somebody. */
const isForButtons = ({ key, target }: KeyboardEvent) =>
  key === ' ' && target !== document.body && !(target instanceof Element && target.matches('[data-card]'))

function onKey(event: KeyboardEvent): void {
  if (event.isComposing) return
  const combo = comboOf(event)
  const name = actionOf(combo)
  if (name) {
    event.preventDefault()
    // A key that is held down is no second wish.
    if (!event.repeat) perform(name, isCovered() && !OVER_SHEETS.includes(name))
    return
  }
  if (isCovered() || isTextField(event.target)) return
  if ((combo === 'ArrowDown' || combo === 'ArrowUp') && atTheList(event.target)) {
    event.preventDefault()
    move(combo === 'ArrowDown' ? 1 : -1)
  } else if (combo === 'Escape') {
    if (useUi.getState().whyOver) useUi.setState({ whyOver: false })
    else openConversation(null)
  } else if (writes(event) && !isForButtons(event)) {
    // The press itself is let through: it writes where the caret is by then, accents and input methods as well.
    focusReply()
  }
}

/** What a click there does is its own; anywhere else the caret goes back to where one writes. */
const OWN_CLICK =
  'a, button, input, select, textarea, label, summary, audio, video, [role=tab], .queue, .rail, dialog'

function onClick({ target, detail }: MouseEvent): void {
  if (detail === 0 || !(target instanceof Element) || target.closest(OWN_CLICK)) return
  // Words that were just marked stay marked; a note that is being written is left by typing, not by a click.
  if (!document.getSelection()?.isCollapsed || useUi.getState().noting || !openId()) return
  if (!isTextField(document.activeElement)) caretAfterAct()
}

/**
 * The keyboard of the whole desk: combinations act, whatever can be written goes to the reply of the open conversation,
 * and in the list arrows walk and Enter opens.
 */
export function useKeyboard(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey)
    document.addEventListener('click', onClick)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onClick)
    }
  }, [])
}
