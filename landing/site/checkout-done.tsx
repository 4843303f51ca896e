import type { SiteText } from './text/pt-br.ts'

/**
 * The page after the payment. It is read and true without a script; with one it asks how the payment stands and shows the
 * part that fits: a boleto or Pix may wait for days, and may run out.
 */
export function CheckoutDone({ text }: { text: SiteText }) {
  const { done, tag } = text
  return (
    <>
      <section className="message" data-progress={tag} aria-live="polite">
        <div data-shows="open">
          <h1>{done.asking.title}</h1>
          <p className="lead">{done.asking.lead}</p>
          <p>{done.note}</p>
          <p>
            <a className="button" href="/login">
              {done.go}
            </a>
          </p>
          <p className="muted">{done.boleto}</p>
          <p className="muted">{done.missing}</p>
        </div>
        <div data-shows="paid" hidden>
          <h1>{done.title}</h1>
          <p className="lead">{done.lead}</p>
          <p>{done.note}</p>
          <p>
            <a className="button" href="/login">
              {done.go}
            </a>
          </p>
          <p className="muted">{done.missing}</p>
        </div>
        <div data-shows="waiting" hidden>
          <h1>{done.waiting.title}</h1>
          <p className="lead">{done.waiting.lead}</p>
          <p>{done.waiting.note}</p>
        </div>
        <div data-shows="lapsed" hidden>
          <h1>{done.lapsed.title}</h1>
          <p className="lead">{done.lapsed.lead}</p>
          <p>{done.lapsed.note}</p>
          <p>
            <a className="button" href={tag === 'en' ? '/en/subscribe' : '/assinar'}>
              {done.lapsed.go}
            </a>
          </p>
        </div>
      </section>
      <FirstMail text={text} />
    </>
  )
}

/** Shown in place of it once it is known what became of the mail with the sign-in: a wrong address is put right here. */
function FirstMail({ text }: { text: SiteText }) {
  const { done, subscribe, locale } = text
  return (
    <section
      className="message"
      data-first-mail
      data-language={locale}
      data-offline={subscribe.network}
      hidden
    >
      <h1>{done.title}</h1>
      <p className="lead" data-lead data-sent={done.sent} data-again={done.sentAgain} />
      <form className="form wrong-address" data-wrong hidden noValidate>
        <p className="failure" role="alert" data-refused={done.refused} data-failed={done.failed} />
        <div className="field">
          <label htmlFor="address">{done.address}</label>
          <input id="address" name="email" type="email" autoComplete="email" maxLength={254} required />
        </div>
        <button type="submit" className="button">
          {done.sendThere}
        </button>
        <p className="failure" role="alert" data-failure hidden />
      </form>
      <div className="after" data-rest>
        <p>
          <a className="button" href="/login">
            {done.go}
          </a>
        </p>
        <p className="muted">{done.missing}</p>
      </div>
    </section>
  )
}
