import type { WhatsappStatus } from '@plantao/shared/whatsapp'
import { useAct } from '@plantao/ui/use-act'
import { Link } from 'wouter'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Confirmed } from '../ui/confirm.tsx'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'

/** A living number: how it does, and the ways to restart, end or remove it. */
export function Connected({ now }: { now: WhatsappStatus }) {
  const text = useText()
  const me = useMe()
  const restart = useAct(async () => {
    await api.whatsappRestart({})
    await reread('whatsappStatus')
  })
  const when = (at: string) => momentText(at, text.locale, me.tenant.timeZone)
  const { health } = now
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{text.whatsapp.channel}</dt>
          <dd>{text.whatsapp.channels[now.channel ?? 'phone']}</dd>
        </div>
        <div>
          <dt>{text.whatsapp.lastReceived}</dt>
          <dd>{health?.lastReceivedAt ? when(health.lastReceivedAt) : text.whatsapp.nothingYet}</dd>
        </div>
        {health?.ledger && (
          <div>
            <dt>{text.whatsapp.ledger}</dt>
            <dd>
              {text.whatsapp.ledgerText(health.ledger.counted, health.ledger.healed, when(health.ledger.at))}
            </dd>
          </div>
        )}
      </dl>
      <p className="muted">{text.whatsapp.connectedHint}</p>
      <FailureNote failure={restart.failure} />
      <div className="buttons">
        <Link className="button button-main" href="/dashboard/knowledge/try">
          {text.whatsapp.test}
        </Link>
        <button
          type="button"
          className="button"
          aria-disabled={restart.busy}
          onClick={() => void restart.run()}
        >
          {text.whatsapp.restart}
        </button>
        <Confirmed
          label={text.whatsapp.disconnect}
          title={text.whatsapp.disconnectTitle}
          go={text.whatsapp.disconnect}
          act={async () => {
            await api.whatsappDisconnect({})
            await reread('whatsappStatus')
          }}
        >
          <p>{text.whatsapp.disconnectText}</p>
        </Confirmed>
        <Confirmed
          label={text.whatsapp.remove}
          title={text.whatsapp.removeTitle}
          go={text.whatsapp.remove}
          act={async () => {
            await api.deleteInstance({})
            await reread('whatsappStatus')
          }}
        >
          <p>{text.whatsapp.removeText}</p>
        </Confirmed>
      </div>
    </>
  )
}
