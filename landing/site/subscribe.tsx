import { PlanChoice } from './prices.tsx'
import type { SiteText } from './text/pt-br.ts'

/** The form before the payment. Without JavaScript it is posted to the same address, which answers the way on. */
export function Subscribe({ text }: { text: SiteText }) {
  const { subscribe } = text
  return (
    <section className="form-page">
      <div>
        <h1>{subscribe.title}</h1>
        <p className="lead">{subscribe.lead}</p>
        <form
          method="post"
          action={text.paths.subscribe}
          className="form"
          data-subscribe=""
          data-going={subscribe.going}
          data-offline={subscribe.network}
          data-language={text.tag}
        >
          <PlanChoice text={text} />
          <div className="field">
            <label htmlFor="email">{subscribe.email}</label>
            <input
              id="email"
              name="email"
              type="email"
              autoComplete="email"
              required
              aria-describedby="email-hint email-fault"
            />
            <p id="email-hint" className="muted">
              {subscribe.emailHint}
            </p>
            <p id="email-fault" className="field-fault" data-fault="email" hidden />
          </div>
          <div className="field">
            <label htmlFor="name">{subscribe.name}</label>
            <input id="name" name="name" autoComplete="organization" required aria-describedby="name-fault" />
            <p id="name-fault" className="field-fault" data-fault="name" hidden />
          </div>
          <div className="field">
            <label htmlFor="phone">{subscribe.phone}</label>
            <input
              id="phone"
              name="phone"
              type="tel"
              autoComplete="tel"
              inputMode="tel"
              required
              aria-describedby="phone-hint phone-fault"
            />
            <p id="phone-hint" className="muted">
              {subscribe.phoneHint}
            </p>
            <p id="phone-fault" className="field-fault" data-fault="phone" hidden />
          </div>
          <p className="failure" role="alert" data-failure="" hidden />
          <button type="submit" className="button button-main">
            {subscribe.go}
          </button>
          <p className="muted small">
            {subscribe.terms} <a href={text.paths.terms}>{subscribe.termsLink}</a> {subscribe.and}{' '}
            <a href={text.paths.privacy}>{subscribe.privacyLink}</a>.
          </p>
        </form>
      </div>
      <aside aria-labelledby="depois">
        <h2 id="depois">{subscribe.next}</h2>
        <ol>
          {subscribe.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </aside>
    </section>
  )
}
