import { LampScene } from '@plantao/ui/lamp'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Search, X } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { bridge } from '../bridge.ts'
import { openConversation } from '../conversation/acts.ts'
import { useOpenId } from '../conversation/opening.ts'
import { Invitation } from '../notifications/invitation.tsx'
import { useConsole, useMyId } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { useHandle } from '../ui/handles.ts'
import { useUi } from '../ui/ui-store.ts'
import { focusCard } from './focus-card.ts'
import { QueueCard } from './queue-card.tsx'
import { SectionTabs } from './section-tabs.tsx'
import { type QueueRow, queueRows } from './sections.ts'
import { useSteady } from './use-steady.ts'
import './queue.css'

/** What a row is taken for until it is drawn and measured, in pixels: a card of two lines. */
const GUESS = 64

const keyOf = (row: QueueRow | undefined, index: number) =>
  !row ? index : row.kind === 'head' ? row.section : row.conversation.id

function Filter() {
  const text = useText()
  const filter = useUi((ui) => ui.filter)
  const field = useRef<HTMLInputElement>(null)
  useHandle('filter', () => field.current?.focus())
  return (
    <div className="filter">
      <Search size={16} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        value={filter}
        aria-label={text.inbox.filter}
        placeholder={text.inbox.filter}
        onChange={(event) => useUi.setState({ filter: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            useUi.setState({ filter: '' })
            event.currentTarget.blur()
          }
        }}
      />
      {filter && (
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.inbox.clear}
          onClick={() => useUi.setState({ filter: '' })}
        >
          <X size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

function Head({ row }: { row: QueueRow & { kind: 'head' } }) {
  const text = useText()
  const { section, count } = row
  // Older conversations are fetched as the list is scrolled, so the rest is at least this many.
  const more = useConsole((state) => (section === 'rest' && state.list.older ? '+' : ''))
  return (
    <>
      <h2 className={section === 'waiting' && count > 0 ? 'head head-waiting' : 'head'}>
        <span>{text.inbox[section]}</span>{' '}
        <span className="figures">{count.toLocaleString(text.locale) + more}</span>
      </h2>
      {section === 'waiting' && count === 0 && <p className="calm">{text.inbox.calm}</p>}
      {section === 'found' && count === 0 && <p className="calm">{text.inbox.nothingFound}</p>}
    </>
  )
}

function Skeleton() {
  const text = useText()
  return (
    <div className="skeleton" role="status" aria-label={text.inbox.loading}>
      {[1, 2, 3, 4, 5, 6].map((n) => (
        <div key={n} className="skeleton-card">
          <span className="bone" />
          <span className="bone" />
        </div>
      ))}
    </div>
  )
}

function Rows() {
  const text = useText()
  const myId = useMyId()
  const conversations = useConsole((state) => state.conversations)
  const openId = useOpenId()
  const older = useConsole((state) => state.list.older)
  const filter = useUi((ui) => ui.filter)
  const cursor = useUi((ui) => ui.cursor)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(
    () => queueRows(Object.values(conversations), myId, filter),
    [conversations, myId, filter],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => GUESS,
    getItemKey: (index) => keyOf(rows[index], index),
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  useSteady(scroller, virtual, rows)
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (older && !filter && last >= rows.length - 10) void bridge().console.loadOlderConversations()
  }, [older, filter, last, rows.length])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the cursor scrolls; new rows must not pull the list from under the hand.
  useEffect(() => {
    const index = rows.findIndex((row) => row.kind === 'card' && row.conversation.id === cursor)
    if (cursor && index >= 0) virtual.scrollToIndex(index, { align: 'auto' })
  }, [cursor])

  const section = useUi((ui) => ui.section)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the wish to see a part scrolls.
  useEffect(() => {
    const index = rows.findIndex((row) => row.kind === 'head' && row.section === section?.name)
    if (!section || index < 0) return
    virtual.scrollToIndex(index, { align: 'start' })
    const next = rows[index + 1]
    if (next?.kind !== 'card') return
    useUi.setState({ cursor: next.conversation.id })
    focusCard(next.conversation.id)
  }, [section])

  const cards = rows.filter((row) => row.kind === 'card')
  const first = cards[0]?.conversation.id
  const standing = cards.some((row) => row.conversation.id === cursor) ? cursor : (openId ?? first)
  useHandle('list', () => {
    if (!standing) return
    const index = rows.findIndex((row) => row.kind === 'card' && row.conversation.id === standing)
    virtual.scrollToIndex(index, { align: 'auto' })
    focusCard(standing)
  })
  if (cards.length === 0 && !filter) {
    return (
      <div className="empty">
        <LampScene />
        <h2>{text.inbox.emptyTitle}</h2>
        <p>{text.inbox.emptyLead}</p>
      </div>
    )
  }
  return (
    <div className="rows" ref={scroller} tabIndex={cards.length === 0 ? 0 : undefined}>
      <ul className="rows-inner" style={{ height: virtual.getTotalSize() }} aria-label={text.inbox.title}>
        {items.map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="row"
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row.kind === 'head' ? (
                <Head row={row} />
              ) : (
                <QueueCard
                  conversation={row.conversation}
                  open={row.conversation.id === openId}
                  current={row.conversation.id === standing}
                  onOpen={openConversation}
                />
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** The queue: who waits first, then mine, then the rest. */
export function Queue() {
  const text = useText()
  const status = useConsole((state) => state.list.status)
  return (
    <section className="queue" aria-label={text.inbox.title}>
      <Filter />
      <SectionTabs />
      {status === 'loading' && <Skeleton />}
      {status === 'failed' && (
        <div className="empty" role="alert">
          <h2>{text.inbox.failed}</h2>
          <button type="button" className="button" onClick={() => void bridge().console.wake()}>
            {text.inbox.retry}
          </button>
        </div>
      )}
      {status === 'ready' && <Rows />}
      <Invitation />
    </section>
  )
}
