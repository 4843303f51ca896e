import type { TryAnswer } from '@plantao/shared/conversations'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { api } from '../api.ts'
import { rememberTry } from '../start/steps.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Empty } from '../ui/page.tsx'
import { Outcome } from './outcome.tsx'

/** Ask the bot as a customer would: answer, confidence, reason, passages. Nothing is sent or stored. */
export function Playground() {
  const text = useText()
  const [question, setQuestion] = useState('')
  const [tries, setTries] = useState<{ id: number; question: string; answer: TryAnswer }[]>([])
  const ask = useAct(async () => {
    const asked = question.trim()
    if (asked === '') return
    const answer = await api.tryKnowledge({ body: { question: asked } })
    rememberTry()
    setTries((old) => [{ id: old.length, question: asked, answer }, ...old].slice(0, 20))
    setQuestion('')
  })
  return (
    <section className="panel">
      <p className="muted">{text.knowledge.tryLead}</p>
      <form
        className="ask"
        onSubmit={(event) => {
          event.preventDefault()
          void ask.run()
        }}
      >
        <label className="unseen" htmlFor="question">
          {text.knowledge.question}
        </label>
        <input
          id="question"
          className="input"
          lang="pt-BR"
          placeholder={text.knowledge.questionPlaceholder}
          autoComplete="off"
          required
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <button type="submit" className="button button-main" aria-disabled={ask.busy}>
          {ask.busy ? text.knowledge.asking : text.knowledge.ask}
        </button>
      </form>
      <FailureNote failure={ask.failure} />
      {tries.length === 0 && (
        <Empty>
          <p>{text.knowledge.tryEmpty}</p>
        </Empty>
      )}
      <ul className="tries" aria-live="polite">
        {tries.map((one) => (
          <li key={one.id}>
            <p className="asked">{one.question}</p>
            <Outcome answer={one.answer} />
          </li>
        ))}
      </ul>
    </section>
  )
}
