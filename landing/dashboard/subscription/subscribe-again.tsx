import { PLANS, type PlanId, type SubscriptionView } from '@plantao/shared/billing'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { api } from '../api.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/page.tsx'

/** Which plan, then the payment page: for a company without a subscription that runs. */
export function SubscribeAgain({ view }: { view: SubscriptionView }) {
  const text = useText()
  const { member, tenant, phone: known } = useMe()
  const [plan, setPlan] = useState<PlanId>(view.plan.id)
  const [phone, setPhone] = useState(known ?? '')
  const pay = useAct(async () => {
    const { url } = await api.checkout({
      body: { email: member.email, name: tenant.name, phone, plan },
    })
    location.assign(url)
  })
  return (
    <Panel id="subscribe" title={text.subscription.again} lead={text.subscription.againLead}>
      <fieldset className="choices">
        <legend>{text.subscription.plan}</legend>
        {PLANS.map((one) => (
          <label key={one.id} className="choice">
            <input
              type="radio"
              name="plan"
              value={one.id}
              checked={plan === one.id}
              onChange={() => setPlan(one.id)}
            />
            <span>
              <b>{one.name[text.short]}</b>
              <span className="muted small">
                {(one.priceCents / 100).toLocaleString(text.locale, { style: 'currency', currency: 'BRL' })}{' '}
                {text.subscription.month} ·{' '}
                {text.subscription.offer(one.answersAMonth.toLocaleString(text.locale), one.attendants)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {!known && (
        <Field
          id="pay-phone"
          label={text.profile.phone}
          type="tel"
          autoComplete="tel"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
      )}
      <FailureNote failure={pay.failure} />
      <div className="buttons">
        <button
          type="button"
          className="button button-main"
          aria-disabled={pay.busy}
          onClick={() => void pay.run()}
        >
          {pay.busy ? text.subscription.opening : text.subscription.pay}
        </button>
        <span className="muted small">{text.subscription.portalHint}</span>
      </div>
    </Panel>
  )
}
