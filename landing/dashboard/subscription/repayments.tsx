import type { Repayment } from '@plantao/shared/billing'
import { useAct } from '@plantao/ui/use-act'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { dayText } from '../ui/format.ts'
import { Panel } from '../ui/page.tsx'

/** Money that bought nothing, each with the click that brings it back. */
export function Repayments({ items }: { items: Repayment[] }) {
  const text = useText()
  return (
    <Panel id="repayments" title={text.subscription.twice} lead={text.subscription.twiceLead}>
      <ul className="repayments">
        {items.map((one) => (
          <Row key={one.invoice} one={one} />
        ))}
      </ul>
    </Panel>
  )
}

function Row({ one }: { one: Repayment }) {
  const text = useText()
  const { tenant } = useMe()
  const money = (one.cents / 100).toLocaleString(text.locale, { style: 'currency', currency: 'BRL' })
  const giveBack = useAct(async () => {
    await api.askRepayment({ params: { invoice: one.invoice } })
    await reread('subscription')
  })
  const day = (at: string) => dayText(at, text.locale, tenant.timeZone)
  return (
    <li>
      <p>
        <b>{money}</b> <span className="muted">{text.subscription.paidOn(day(one.offeredAt))}</span>
      </p>
      {one.repaidAt ? (
        <span className="tag tag-human">{text.subscription.repaid(day(one.repaidAt))}</span>
      ) : one.askedAt ? (
        <span className="tag tag-waiting">{text.subscription.onItsWay}</span>
      ) : (
        <button
          type="button"
          className="button"
          aria-disabled={giveBack.busy}
          onClick={() => void giveBack.run()}
        >
          {text.subscription.giveBack(money)}
        </button>
      )}
      <FailureNote failure={giveBack.failure} />
    </li>
  )
}
