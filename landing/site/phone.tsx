import { DEMO_QUESTION_LIMIT } from '@plantao/shared/demo'
import type { SiteText } from './text/pt-br.ts'

/**
 * The phone of the hero. Without JavaScript, or without a demo company, it shows an example conversation and says so;
 * otherwise `site.ts` opens its form and the demo company's bot answers. The words the script needs stand in it.
 */
export function Phone({ text }: { text: SiteText }) {
  const { phone } = text
  return (
    <section
      className="phone"
      aria-label={phone.label}
      data-phone=""
      data-demo="__DEMO__"
      data-words={JSON.stringify({
        bot: phone.bot,
        typing: phone.typing,
        source: phone.source,
        handoff: phone.handoff,
        reasons: phone.reasons,
        offline: phone.offline,
        language: text.tag,
      })}
    >
      <div className="phone-head">
        <span className="phone-face" aria-hidden="true">
          PQ
        </span>
        <p>
          <b>{phone.company}</b>
          <span>{phone.status}</span>
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <div className="phone-talk" role="log" aria-label={phone.company} tabIndex={0}>
        <p className="phone-day" data-example="">
          {phone.example}
        </p>
        <p className="bubble in">{phone.asked1}</p>
        <p className="bubble out">
          <b>{phone.bot}</b>
          {phone.answered1}
        </p>
        <p className="bubble in">{phone.asked2}</p>
        <p className="bubble out">
          <b>{phone.bot}</b>
          {phone.answered2}
        </p>
        <p className="called">
          <span className="lamp" aria-hidden="true" />
          {phone.called}
        </p>
      </div>
      <div className="phone-foot" data-ask="" hidden>
        <p className="chips">
          {phone.suggestions.map((suggestion) => (
            <button key={suggestion} type="button" data-suggestion="" lang="pt-BR">
              {suggestion}
            </button>
          ))}
        </p>
        <form>
          <label className="unseen" htmlFor="pergunta">
            {phone.ask}
          </label>
          <input
            id="pergunta"
            name="question"
            placeholder={phone.placeholder}
            maxLength={DEMO_QUESTION_LIMIT}
            autoComplete="off"
            enterKeyHint="send"
            required
          />
          <button type="submit" aria-label={phone.send}>
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
              <path d="M3 10 17 3.500 12.500 17 9.500 11.500z" fill="currentColor" />
            </svg>
          </button>
        </form>
        <p className="phone-note">{phone.live}</p>
      </div>
    </section>
  )
}
