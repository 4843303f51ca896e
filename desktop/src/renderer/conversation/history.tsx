import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { bridge, type Thread } from '../bridge.ts'
import { useConsole } from '../store.ts'
import { dayName } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { useHandle } from '../ui/handles.ts'
import { useUi } from '../ui/ui-store.ts'
import { Bubble } from './bubble.tsx'
import { OutgoingBubble } from './outgoing-bubble.tsx'
import { type HistoryRow, historyRows } from './rows.ts'
import { UploadBubble } from './upload-bubble.tsx'
import { useFresh } from './use-fresh.ts'

/** Older messages are asked for this many rows before the top is reached. */
const EARLY = 5
/** The share of the history a page key moves by: the last line read stays in sight. */
const PAGE = 0.9
/** Pixels from the end that still count as "reading the newest". */
const NEAR_END = 80

function Row({ row, zone }: { row: HistoryRow; zone: string }) {
  const text = useText()
  if (row.kind === 'message') return <Bubble message={row.message} first={row.first} zone={zone} />
  if (row.kind === 'outgoing') return <OutgoingBubble item={row.item} first={row.first} zone={zone} />
  if (row.kind === 'upload') return <UploadBubble upload={row.upload} />
  if (row.kind === 'fresh') {
    return (
      <h2 className="fresh">
        <span>{text.desk.fresh}</span>
      </h2>
    )
  }
  if (row.kind === 'day') {
    return (
      <h2 className="day">
        <span>{dayName(row.at, Date.now(), text, zone)}</span>
      </h2>
    )
  }
  const words = row.kind === 'older' ? text.conversation.loadingOlder : text.conversation.beginning
  return <p className="edge muted">{words}</p>
}

/** How long a message that was jumped to is pointed out; milliseconds. */
const POINTED_MS = 2400

/** The message that was jumped to, for a moment. The caret stays where one writes. */
function usePointed() {
  const [pointed, setPointed] = useState<string | null>(null)
  useEffect(() => {
    if (!pointed) return
    const timer = setTimeout(() => setPointed(null), POINTED_MS)
    return () => clearTimeout(timer)
  }, [pointed])
  return [pointed, setPointed] as const
}

/** The messages of the open conversation, virtualised, kept at the newest end while the reader is there. */
export function History({ thread }: { thread: Thread }) {
  const text = useText()
  const zone = useConsole((state) => state.session.me?.tenant.timeZone ?? 'UTC')
  const { conversationId, messages, older, loadingOlder } = thread
  const outbox = useConsole(
    useShallow((state) => state.outbox.filter((item) => item.conversationId === conversationId)),
  )
  const uploads = useConsole(
    useShallow((state) => state.uploads.filter((upload) => upload.conversationId === conversationId)),
  )
  const unread = useConsole((state) => state.conversations[conversationId]?.unread ?? 0)
  const mine = outbox.length + uploads.length
  const fresh = useFresh(messages, unread, mine > 0)
  const rows = useMemo(
    () => historyRows(messages, outbox, older !== null, zone, uploads, fresh),
    [messages, outbox, older, zone, uploads, fresh],
  )
  const scroller = useRef<HTMLDivElement>(null)
  const [away, setAway] = useState(false)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
    anchorTo: 'end',
    paddingEnd: 12,
  })

  /** True while the reader is at the newest end; whatever grows then, the end stays in sight. */
  const atEnd = useRef(true)
  const size = virtual.getTotalSize()
  const before = useRef(mine)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size is the reason to scroll.
  useLayoutEffect(() => {
    // My own reply is always shown, wherever I was reading.
    if (mine > before.current) atEnd.current = true
    before.current = mine
    const area = scroller.current
    if (area && atEnd.current) area.scrollTop = area.scrollHeight
  }, [size, mine])

  useEffect(() => {
    const area = scroller.current
    if (!area) return
    const read = () => {
      atEnd.current = area.scrollHeight - area.scrollTop - area.clientHeight < NEAR_END
      setAway(!atEnd.current)
    }
    // The window may shrink or the composer grow: the end stays in sight then too.
    const sized = new ResizeObserver(() => {
      if (atEnd.current) area.scrollTop = area.scrollHeight
    })
    area.addEventListener('scroll', read, { passive: true })
    sized.observe(area)
    return () => {
      area.removeEventListener('scroll', read)
      sized.disconnect()
    }
  }, [])

  function toEnd(): void {
    atEnd.current = true
    const area = scroller.current
    if (area) area.scrollTop = area.scrollHeight
  }
  const page = (way: 1 | -1) =>
    scroller.current?.scrollBy({ top: way * scroller.current.clientHeight * PAGE })
  useHandle('newest', toEnd, away)
  useHandle('pageUp', () => page(-1))
  useHandle('pageDown', () => page(1))

  const [pointed, setPointed] = usePointed()
  const jumpTo = useUi((ui) => ui.jumpTo)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows in question are those of this drawing.
  useEffect(() => {
    if (!jumpTo) return
    const index = rows.findIndex((row) => row.kind === 'message' && row.message.id === jumpTo)
    useUi.setState({ jumpTo: null })
    if (index < 0) return
    atEnd.current = false
    virtual.scrollToIndex(index, { align: 'center' })
    setPointed(jumpTo)
  }, [jumpTo])

  const items = virtual.getVirtualItems()
  const firstShown = items[0]?.index ?? EARLY
  useEffect(() => {
    if (older && !loadingOlder && !atEnd.current && firstShown < EARLY) void bridge().console.loadOlder()
  }, [older, loadingOlder, firstShown])

  return (
    <div className="history-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <div className="history" ref={scroller} tabIndex={0} role="log" aria-label={text.conversation.history}>
        <div className="history-inner" style={{ height: size }}>
          {items.map((item) => {
            const row = rows[item.index]
            return row ? (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={row.key === pointed ? 'history-row line-found' : 'history-row'}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Row row={row} zone={zone} />
              </div>
            ) : null
          })}
        </div>
      </div>
      {away && (
        <button
          type="button"
          className="button button-icon to-end"
          aria-label={text.conversation.toEnd}
          onClick={toEnd}
        >
          <ArrowDown size={18} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
