import { useEffect } from 'react'
import { openConversation } from '../conversation/acts.ts'
import { queueRows } from '../inbox/sections.ts'
import { useConsole } from '../store.ts'
import { actOn } from './commands.ts'
import { actionOf } from './key-table.ts'
import { openDialog, useUi } from './ui-store.ts'

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}

/** Moves the keyboard's place in the queue by one card and puts the focus there once it is drawn. */
function move(step: 1 | -1): void {
  const { conversations, session, thread } = useConsole.getState()
  const { filter, cursor } = useUi.getState()
  const ids = queueRows(Object.values(conversations), session.me?.member.id ?? '', filter).flatMap((row) =>
    row.kind === 'card' ? [row.conversation.id] : [],
  )
  const from = ids.indexOf(cursor ?? thread?.conversationId ?? '')
  const next = ids[Math.min(ids.length - 1, Math.max(0, from < 0 ? 0 : from + step))]
  if (!next) return
  useUi.setState({ cursor: next })
  // Two frames: one for the list to scroll there, one for the card to be drawn.
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-card="${next}"]`)?.focus({ preventScroll: true }),
    ),
  )
}

function onKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault()
    openDialog(useUi.getState().dialog === 'palette' ? null : 'palette')
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey || useUi.getState().dialog) return
  // A picture shown whole is a dialog of its own; its Escape is not the desk's.
  if (isWriting(event.target) || document.querySelector('dialog[open]')) return
  const name = actionOf(event.key)
  const scrolls = event.target instanceof HTMLElement && event.target.closest('.history, .why-body')
  if (name === 'down' || name === 'up') {
    if (scrolls && event.key.startsWith('Arrow')) return
    event.preventDefault()
    move(name === 'down' ? 1 : -1)
  } else if (event.key === 'Escape') {
    if (useUi.getState().whyOver) useUi.setState({ whyOver: false })
    else openConversation(null)
  } else if (actOn(event.key)) event.preventDefault()
}

/** The keyboard of the whole desk. Plain keys are for whoever is not writing; Ctrl+K works everywhere. */
export function useKeyboard(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
