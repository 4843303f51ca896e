import { type BotMessages, type BotSettings, TEMPLATES, Tone } from '@plantao/shared/bot-settings'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Panel } from '../ui/page.tsx'
import { edit, messagesFor } from './bot.store.ts'

type Props = {
  draft: BotSettings
  /** What is wrong, in words, by field. */
  wrong: Map<string, string>
}

const NAMES = ['greeting', 'handoff', 'waiting', 'returned', 'nobodyAnswered', 'closed'] as const

/** The tone, and what the bot says in fixed situations, each shown as the customer will read it. */
export function Messages({ draft, wrong }: Props) {
  const text = useText()
  const me = useMe()
  const shown = (message: string) =>
    message.replaceAll('{empresa}', me.tenant.name).replaceAll('{abre}', text.bot.opensExample)
  const say = (name: keyof BotMessages, words: string) =>
    edit({ messages: { ...draft.messages, [name]: words } })
  return (
    <Panel id="bot-tone" title={text.bot.tone} lead={text.bot.toneLead}>
      <fieldset className="choices choices-row">
        <legend className="unseen">{text.bot.tone}</legend>
        {Tone.options.map((tone) => (
          <label key={tone} className="choice">
            <input
              type="radio"
              name="tone"
              checked={draft.tone === tone}
              onChange={() => edit({ tone, messages: messagesFor(tone, draft.messages) })}
            />
            <span>
              <b>{text.bot.tones[tone]}</b>
              <span className="muted small" lang="pt-BR">
                {shown(TEMPLATES[tone].greeting)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="muted small">{text.bot.placeholders}</p>
      {NAMES.map((name) => {
        const template = TEMPLATES[draft.tone][name]
        const fault = wrong.get(`messages.${name}`)
        return (
          <div key={name} className="message">
            <div className="field">
              <div className="editor-head">
                <label htmlFor={`message-${name}`}>{text.bot.messages[name].name}</label>
                {draft.messages[name] !== template && (
                  <button type="button" className="link small" onClick={() => say(name, template)}>
                    {text.bot.toTemplate}
                    <span className="unseen"> {text.bot.messages[name].name}</span>
                  </button>
                )}
              </div>
              <textarea
                id={`message-${name}`}
                className="input"
                rows={3}
                lang="pt-BR"
                spellCheck
                aria-invalid={fault ? true : undefined}
                aria-describedby={`message-${name}-hint`}
                value={draft.messages[name]}
                onChange={(event) => say(name, event.target.value)}
              />
              <p id={`message-${name}-hint`} className={fault ? 'danger small' : 'muted small'}>
                {fault ?? text.bot.messages[name].hint}
              </p>
            </div>
            <figure className="preview">
              <figcaption className="unseen">{text.bot.preview}</figcaption>
              <p className="reply" lang="pt-BR">
                {shown(draft.messages[name])}
              </p>
            </figure>
          </div>
        )
      })}
    </Panel>
  )
}
