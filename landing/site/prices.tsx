import { DEFAULT_PLAN, PLANS } from '@plantao/shared/billing'
import type { SiteText } from './text/pt-br.ts'

/** The plan most companies of ten people need; named so on the page. */
const USUAL = 'professional'

function priceText(cents: number): string {
  // Real prices in Brazilian writing, in either language: it is what the card statement will say.
  return (cents / 100).toLocaleString('pt-BR', {
    style: 'currency',
    currency: 'BRL',
    minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
  })
}

const nameIn = (text: SiteText, name: { pt: string; en: string }) => (text.tag === 'en' ? name.en : name.pt)

/** Every plan on offer, from the same list that the payment reads. */
export function Prices({ text }: { text: SiteText }) {
  const { prices } = text
  return (
    <section id="precos" className="band" aria-labelledby="precos-titulo">
      <h2 id="precos-titulo">{prices.title}</h2>
      <p className="lead">{prices.lead}</p>
      <ul className="plans">
        {PLANS.map((plan) => (
          <li key={plan.id} className={plan.id === USUAL ? 'plan plan-usual' : 'plan'}>
            <h3>
              {nameIn(text, plan.name)}
              {plan.id === USUAL && <span className="usual">{prices.popular}</span>}
            </h3>
            <p className="plan-price">
              {priceText(plan.priceCents)} <span>{prices.month}</span>
            </p>
            <ul className="plan-has">
              <li>{prices.answers(plan.answersAMonth.toLocaleString(text.locale))}</li>
              <li>{prices.attendants(plan.attendants)}</li>
              <li>{prices.number}</li>
            </ul>
            <a
              className={plan.id === USUAL ? 'button button-main' : 'button'}
              href={`${text.paths.subscribe}?plan=${plan.id}`}
            >
              {prices.goPlan(nameIn(text, plan.name))}
            </a>
          </li>
        ))}
      </ul>
      <p className="muted">
        {prices.over} {prices.pay}
      </p>
    </section>
  )
}

/** The same plans as a choice in the form. */
export function PlanChoice({ text }: { text: SiteText }) {
  return (
    <fieldset>
      <legend>{text.subscribe.plan}</legend>
      {PLANS.map((plan) => (
        <label key={plan.id} className="choice">
          <input type="radio" name="plan" value={plan.id} defaultChecked={plan.id === DEFAULT_PLAN} />
          <span>
            {nameIn(text, plan.name)}
            <small>
              {text.prices.answers(plan.answersAMonth.toLocaleString(text.locale))} ·{' '}
              {text.prices.attendants(plan.attendants)}
            </small>
          </span>
          <b>{priceText(plan.priceCents)}</b>
        </label>
      ))}
    </fieldset>
  )
}
