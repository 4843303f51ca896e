import type { SiteText } from './text/pt-br.ts'

/** Paid: the script tells what became of the first mail, and lets a wrong address be put right. */
export function FirstMail({ text }: { text: SiteText }) {
  const { done } = text
  return (
    <div
      data-shows="paid"
      hidden
      data-first-mail
      data-language={text.locale}
      data-offline={text.subscribe.network}
    >
      <h1>{done.title}</h1>
      <p className="lead" data-lead data-sent={done.sent} data-again={done.sentAgain}>
        {done.lead}
      </p>
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
        <p data-waits>{done.note}</p>
        <p>
          <a className="button" href="/login">
            {done.go}
          </a>
        </p>
        <p className="muted">{done.missing}</p>
      </div>
    </div>
  )
}
