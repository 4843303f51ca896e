import type { Reversal } from '@plantao/shared/billing'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { dayText } from '../ui/format.ts'
import { Panel } from '../ui/page.tsx'

const TAGS = { refunded: 'tag-human', open: 'tag-waiting', won: 'tag-human', lost: 'tag-human' }

/** Money that went back outside of here: by hand at Stripe, or contested at a bank. */
export function Reversals({ items }: { items: Reversal[] }) {
  const text = useText()
  const { tenant } = useMe()
  return (
    <Panel id="reversals" title={text.subscription.reversals} lead={text.subscription.reversalsLead}>
      <ul className="repayments">
        {items.map((one) => (
          <li key={one.id}>
            <p>
              {text.subscription.reversalKinds[one.kind]}{' '}
              <b>{(one.cents / 100).toLocaleString(text.locale, { style: 'currency', currency: 'BRL' })}</b>{' '}
              <span className="muted">
                {text.subscription.paidOn(dayText(one.seenAt, text.locale, tenant.timeZone))}
              </span>
            </p>
            <span className={`tag ${TAGS[one.state]}`}>{text.subscription.reversalStates[one.state]}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
