import type { ReactNode } from 'react'
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
        <Standing as="open" {...done.asking} note={done.note}>
          <SignIn text={text}>{done.boleto}</SignIn>
        </Standing>
        <Standing as="paid" title={done.title} lead={done.lead} note={done.note}>
          <SignIn text={text} />
        </Standing>
        <Standing as="waiting" {...done.waiting} />
        <Standing as="lapsed" {...done.lapsed}>
          <p>
            <a className="button button-main" href={tag === 'en' ? '/en/subscribe' : '/assinar'}>
              {done.lapsed.go}
            </a>
          </p>
        </Standing>
      </section>
      <FirstMail text={text} />
    </>
  )
}

type StandingProps = {
  as: 'open' | 'paid' | 'waiting' | 'lapsed'
  title: string
  lead: string
  note?: string
  children?: ReactNode
}

/** How the payment stands, one of several; without a script the first is read. */
function Standing({ as, title, lead, note, children }: StandingProps) {
  return (
    <div data-shows={as} hidden={as !== 'open'}>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      {note && <p>{note}</p>}
      {children}
    </div>
  )
}

/** The way in, and what to do when no mail comes. */
function SignIn({ text: { done }, children }: { text: SiteText; children?: ReactNode }) {
  return (
    <>
      <p>
        <a className="button button-main" href="/login">
          {done.go}
        </a>
      </p>
      {children && <p className="muted">{children}</p>}
      <p className="muted">{done.missing}</p>
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
          <input
            id="address"
            name="email"
            type="email"
            autoComplete="email"
            required
            aria-describedby="address-fault"
          />
          <p id="address-fault" className="field-fault" data-fault="email" hidden />
        </div>
        <button type="submit" className="button button-main">
          {done.sendThere}
        </button>
        <p className="failure" role="alert" data-failure hidden />
      </form>
      <div className="after" data-rest>
        <SignIn text={text} />
      </div>
    </section>
  )
}
