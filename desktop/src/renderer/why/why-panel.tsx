import type { Receipt } from '@plantao/shared/conversations'
import { timeText } from '@plantao/ui/format'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { shownReason } from '../../words/shown-reason.ts'
import { bridge } from '../bridge.ts'
import { useConsole } from '../store.ts'
import { dayName, shareText, sureText } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { useUi } from '../ui/ui-store.ts'
import { Chunks } from './chunks.tsx'
import { Replay } from './replay.tsx'
import './why.css'

function Confidence({ receipt }: { receipt: Receipt }) {
  const text = useText()
  const { confidence, threshold } = receipt
  if (confidence === undefined) return null
  const low = threshold !== undefined && confidence < threshold
  const percent = (share: number) => `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`
  return (
    <div className="why-part">
      <p className="why-row">
        <span className="muted">{text.why.confidence}</span>
        <strong className={low ? 'why-figure figures why-low' : 'why-figure figures'}>
          {sureText(confidence, threshold, text.locale)}
        </strong>
      </p>
      <div className="meter" aria-hidden="true">
        <span
          className={low ? 'meter-fill meter-low' : 'meter-fill'}
          style={{ width: percent(confidence) }}
        />
        {threshold !== undefined && <span className="meter-mark" style={{ left: percent(threshold) }} />}
      </div>
      {threshold !== undefined && (
        <p className="muted why-small figures">{text.why.threshold(shareText(threshold, text.locale))}</p>
      )}
    </div>
  )
}

function Details({ receipt }: { receipt: Receipt }) {
  const text = useText()
  const ms = Object.values(receipt.timings).reduce((sum, each) => sum + each, 0)
  const number = (n: number) => n.toLocaleString(text.locale)
  return (
    <details className="why-part why-details">
      <summary>{text.why.details}</summary>
      <dl className="figures">
        {receipt.model && (
          <div>
            <dt>{text.why.model}</dt>
            <dd>{receipt.model}</dd>
          </div>
        )}
        {receipt.tokens && (
          <div>
            <dt>{text.why.tokensLabel}</dt>
            <dd>{text.why.tokens(number(receipt.tokens.input), number(receipt.tokens.output))}</dd>
          </div>
        )}
        <div>
          <dt>{text.why.took}</dt>
          <dd>{number(Math.round(ms))} ms</dd>
        </div>
      </dl>
    </details>
  )
}

function Reason({ receipt }: { receipt: Receipt }) {
  const text = useText()
  const zone = useConsole((state) => state.session.me?.tenant.timeZone ?? 'UTC')
  const handoff = receipt.decision === 'handoff'
  const reason = receipt.reason && shownReason({ reason: receipt.reason, late: receipt.late })
  return (
    <>
      <div className="why-part">
        <p className={handoff ? 'why-reason why-called' : 'why-reason'}>
          {reason ? text.reason[reason] : text.why.decision[receipt.decision]}
        </p>
        {reason && <p>{text.reasonLong[reason]}</p>}
        <p className="muted why-small figures">
          {dayName(receipt.at, Date.now(), text, zone)}, {timeText(receipt.at, text.locale, zone)}
        </p>
      </div>
      <div className="why-part">
        <h3>{text.why.asked}</h3>
        <blockquote className="why-asked">{receipt.question}</blockquote>
      </div>
      <Confidence receipt={receipt} />
      <Chunks receipt={receipt} />
      {receipt.question && <Replay key={receipt.id} receiptId={receipt.id} />}
      <Details receipt={receipt} />
    </>
  )
}

function Steps({ items, index }: { items: Receipt[]; index: number }) {
  const text = useText()
  const go = (to: number) => useUi.setState({ receiptId: items[to]?.id ?? null })
  return (
    <div className="why-steps">
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label={text.why.older}
        disabled={index >= items.length - 1}
        onClick={() => go(index + 1)}
      >
        <ChevronLeft size={18} aria-hidden="true" />
      </button>
      <span className="muted figures">{text.why.position(items.length - index, items.length)}</span>
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label={text.why.newer}
        disabled={index <= 0}
        onClick={() => go(index - 1)}
      >
        <ChevronRight size={18} aria-hidden="true" />
      </button>
    </div>
  )
}

function Bones() {
  const text = useText()
  return (
    <div className="why-bones" role="status" aria-label={text.why.loading}>
      <span className="bone" />
      <span className="bone" />
      <span className="bone" />
    </div>
  )
}

/** Why the bot called a person, or did whatever it did: reason in words, confidence, passages. */
export function WhyPanel() {
  const text = useText()
  const receipts = useConsole((state) => state.receipts)
  const wanted = useUi((ui) => ui.receiptId)
  if (!receipts) return null
  const { items, status } = receipts
  const handoff = items.findIndex((receipt) => receipt.decision === 'handoff')
  const asked = items.findIndex((receipt) => receipt.id === wanted)
  const index = asked >= 0 ? asked : Math.max(0, handoff)
  const receipt = items[index]
  const title = !receipt || receipt.decision === 'handoff' ? text.why.title : text.why[receipt.decision]
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="why-body" tabIndex={0} aria-label={title}>
        <h2 className="why-title">{title}</h2>
        {status === 'loading' && <Bones />}
        {status === 'failed' && (
          <div role="alert" className="why-failed">
            <p>{text.why.failed}</p>
            <button
              type="button"
              className="button"
              onClick={() => void bridge().console.open(receipts.conversationId)}
            >
              {text.conversation.retry}
            </button>
          </div>
        )}
        {status === 'ready' && !receipt && <p className="muted">{text.why.empty}</p>}
        {receipt && <Reason receipt={receipt} />}
      </section>
      {items.length > 1 && <Steps items={items} index={index} />}
    </>
  )
}
