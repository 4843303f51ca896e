import type { ReceiptReplay } from '@plantao/shared/quality'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { bridge, type Failure } from '../bridge.ts'
import { shareText } from '../text/format.ts'
import { failureText, useText } from '../text/use-text.ts'

type Put =
  | { status: 'none' | 'asking' }
  | { status: 'ready'; value: ReceiptReplay }
  | { status: 'failed'; failure: Failure }

/** What the bot would do with this turn today, by the knowledge as it is now. Nothing is sent. */
export function Replay({ receiptId }: { receiptId: string }) {
  const text = useText()
  const [put, setPut] = useState<Put>({ status: 'none' })
  async function ask() {
    if (put.status === 'asking') return
    setPut({ status: 'asking' })
    const answer = await bridge().console.replay(receiptId)
    setPut(
      answer.ok ? { status: 'ready', value: answer.value } : { status: 'failed', failure: answer.failure },
    )
  }
  return (
    <div className="why-part">
      <h3>{text.why.today.title}</h3>
      <div role="status" className="why-today">
        {put.status === 'asking' && <p className="muted">{text.why.today.asking}</p>}
        {put.status === 'failed' && <p>{failureText(text, put.failure)}</p>}
        {put.status === 'ready' && <Result replay={put.value} />}
      </div>
      <button
        type="button"
        className="button why-again"
        aria-disabled={put.status === 'asking'}
        onClick={() => void ask()}
      >
        <RotateCcw size={15} aria-hidden="true" /> {text.why.today.ask}
      </button>
    </div>
  )
}

function Result({ replay: { change, now, revision, sourcesKept } }: { replay: ReceiptReplay }) {
  const text = useText()
  return (
    <>
      <p className="why-reason">{text.why.today.changes[change]}</p>
      {now.decision === 'handoff'
        ? now.reason && <p>{text.reasonLong[now.reason]}</p>
        : now.reply && <blockquote className="why-asked">{now.reply}</blockquote>}
      <p className="muted why-small figures">
        {text.why.today.by(revision, shareText(now.confidence, text.locale))}
        {!sourcesKept && ` ${text.why.today.gone}`}
      </p>
    </>
  )
}
