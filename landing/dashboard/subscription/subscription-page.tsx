import type { SubscriptionView } from '@plantao/shared/billing'
import { QUOTA_WARNING } from '@plantao/shared/billing'
import { useAct } from '@plantao/ui/use-act'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { endpointQuery } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { deadlineText } from '../ui/format.ts'
import { Bones, Show } from '../ui/loaded.tsx'
import { Page, Panel } from '../ui/page.tsx'
import { Repayments } from './repayments.tsx'
import { Reversals } from './reversals.tsx'
import { SubscribeAgain } from './subscribe-again.tsx'

const TAGS = {
  trial: 'tag-bot',
  active: 'tag-human',
  grace: 'tag-waiting',
  suspended: 'tag-danger',
  cancelled: 'tag-danger',
}

/** What is paid for, how much of it is used, and the way to card and cancellation. */
export function SubscriptionPage() {
  const text = useText()
  const subscription = useQuery(endpointQuery('subscription', {}))
  return (
    <Page title={text.menu.subscription} lead={text.subscription.lead}>
      <Show
        of={subscription}
        bones={
          <div className="panel">
            <Bones lines={6} />
          </div>
        }
      >
        {(view) => <Subscription view={view} />}
      </Show>
    </Page>
  )
}

function Subscription({ view }: { view: SubscriptionView }) {
  const text = useText()
  const me = useMe()
  const day = (at: string) => deadlineText(at, text.locale, me.tenant.timeZone)
  const portal = useAct(async () => {
    const { url } = await api.billingPortal({})
    location.assign(url)
  })
  const price = (view.plan.priceCents / 100).toLocaleString(text.locale, {
    style: 'currency',
    currency: 'BRL',
  })
  const { usage } = view
  return (
    <>
      <Panel
        id="plan"
        title={`${view.plan.name[text.short]} · ${price} ${text.subscription.month}`}
        aside={<span className={`tag ${TAGS[view.state]}`}>{text.subscription.states[view.state]}</span>}
      >
        <p>{text.subscription.stateTexts[view.state]}</p>
        <dl className="facts">
          {view.periodEndsAt && (
            <div>
              <dt>{view.state === 'trial' ? text.subscription.trialEnds : text.subscription.periodEnds}</dt>
              <dd>{day(view.periodEndsAt)}</dd>
            </div>
          )}
          {view.graceEndsAt && (
            <div>
              <dt>{text.subscription.graceEnds}</dt>
              <dd>{day(view.graceEndsAt)}</dd>
            </div>
          )}
          {view.cancelsAt && (
            <div>
              <dt>{text.subscription.cancelsAt}</dt>
              <dd>{day(view.cancelsAt)}</dd>
            </div>
          )}
        </dl>
        <FailureNote failure={portal.failure} />
        {view.hasPortal ? (
          <div className="buttons">
            <button
              type="button"
              className="button button-main"
              aria-disabled={portal.busy}
              onClick={() => void portal.run()}
            >
              {portal.busy ? text.subscription.opening : text.subscription.portal}
            </button>
            <span className="muted small">{text.subscription.portalHint}</span>
          </div>
        ) : (
          <p className="muted">{text.subscription.noPortal}</p>
        )}
      </Panel>
      {view.pending && <Pending since={day(view.pending.since)} lapsed={view.pending.lapsed} />}
      {view.canSubscribe && <SubscribeAgain view={view} />}
      {view.repayments.length > 0 && <Repayments items={view.repayments} />}
      {view.reversals.length > 0 && <Reversals items={view.reversals} />}
      <Panel id="usage" title={text.subscription.usage} lead={text.subscription.usageLead}>
        <Used name={text.subscription.answers} used={usage.answers} limit={usage.answersLimit} />
        <Used name={text.subscription.attendants} used={usage.attendants} limit={usage.attendantsLimit} />
        {usage.attendants > usage.attendantsLimit && (
          <p className="note note-waiting">
            {text.subscription.over(usage.attendants, usage.attendantsLimit)}
          </p>
        )}
      </Panel>
    </>
  )
}

/** A boleto or Pix that is not paid: it waits, or its time ran out. */
function Pending({ since, lapsed }: { since: string; lapsed: boolean }) {
  const { subscription } = useText()
  return (
    <Panel id="pending" title={lapsed ? subscription.lapsed : subscription.pending}>
      <p>{lapsed ? subscription.lapsedText(since) : subscription.pendingText(since)}</p>
    </Panel>
  )
}

function Used({ name, used, limit }: { name: string; used: number; limit: number }) {
  const text = useText()
  const number = (value: number) => value.toLocaleString(text.locale)
  const share = limit > 0 ? used / limit : 1
  return (
    <div className="used">
      <p>
        <b>{name}</b>
        <span>
          {text.subscription.of(number(used), number(limit))}
          {share >= QUOTA_WARNING && (
            <span className={share >= 1 ? 'tag tag-danger' : 'tag tag-waiting'}>
              {share > 1 && text.subscription.above}
              {share <= 1 && (share === 1 ? text.subscription.full : text.subscription.nearly)}
            </span>
          )}
        </span>
      </p>
      <meter
        className={share >= 1 ? 'fill fill-over' : 'fill'}
        min={0}
        max={Math.max(limit, 1)}
        value={Math.min(used, limit)}
        aria-label={name}
      />
    </div>
  )
}
