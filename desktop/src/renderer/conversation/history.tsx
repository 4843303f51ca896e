import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { bridge, type Thread } from '../bridge.ts'
import { useConsole } from '../store.ts'
import { dayName } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { Bubble, OutgoingBubble } from './bubble.tsx'
import { type HistoryRow, historyRows } from './rows.ts'

/** Older messages are asked for this many rows before the top is reached. */
const EARLY = 5
/** Pixels from the end that still count as "reading the newest". */
const NEAR_END = 120

function Row({ row, zone }: { row: HistoryRow; zone: string }) {
  const text = useText()
  if (row.kind === 'message') return <Bubble message={row.message} first={row.first} zone={zone} />
  if (row.kind === 'outgoing') return <OutgoingBubble item={row.item} first={row.first} zone={zone} />
  if (row.kind === 'day') {
    return (
      <h3 className="day">
        <span>{dayName(row.at, Date.now(), text, zone)}</span>
      </h3>
    )
  }
  const words = row.kind === 'older' ? text.conversation.loadingOlder : text.conversation.beginning
  return <p className="edge muted">{words}</p>
}

/** The messages of the open conversation, virtualised, kept at the newest end while the reader is there. */
export function History({ thread }: { thread: Thread }) {
  const text = useText()
  const zone = useConsole((state) => state.session.me?.tenant.timeZone ?? 'UTC')
  const { conversationId, messages, older } = thread
  const outbox = useConsole(
    useShallow((state) => state.outbox.filter((item) => item.conversationId === conversationId)),
  )
  const rows = useMemo(
    () => historyRows(messages, outbox, older !== null, zone),
    [messages, outbox, older, zone],
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
    followOnAppend: true,
    scrollEndThreshold: NEAR_END,
    paddingEnd: 12,
    onChange: (instance) => setAway(!instance.isAtEnd(NEAR_END)),
  })
  const settled = useRef(false)
  useEffect(() => {
    virtual.scrollToIndex(rows.length - 1, { align: 'end' })
    const frame = requestAnimationFrame(() => {
      settled.current = true
    })
    return () => cancelAnimationFrame(frame)
    // biome-ignore lint/correctness/useExhaustiveDependencies: only when the conversation opens.
  }, [conversationId])

  const mine = outbox.length
  const before = useRef(mine)
  useEffect(() => {
    // My own reply is always shown, wherever I was reading.
    if (mine > before.current) virtual.scrollToIndex(rows.length - 1, { align: 'end' })
    before.current = mine
  }, [mine, rows.length, virtual])

  const items = virtual.getVirtualItems()
  const firstShown = items[0]?.index ?? EARLY
  useEffect(() => {
    if (older && settled.current && firstShown < EARLY) void bridge().console.loadOlder()
  }, [older, firstShown])

  return (
    <div className="history-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <div className="history" ref={scroller} tabIndex={0} role="log" aria-label={text.conversation.history}>
        <div className="history-inner" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            return row ? (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className="history-row"
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
          onClick={() => virtual.scrollToIndex(rows.length - 1, { align: 'end' })}
        >
          <ArrowDown size={18} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
