import { Propose } from '@plantao/shared/learning'
import { useId, useState } from 'react'
import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { propose } from './follow-up.ts'

type Props = {
  conversationId: string
  question: string
  answer: string
  onClose: () => void
  onProposed: () => void
}

/** Question and answer, to be put so that they hold for everybody, before they go to the owner. */
export function ProposeDialog({ conversationId, onClose, onProposed, ...given }: Props) {
  const text = useText()
  const id = useId()
  const [question, setQuestion] = useState(given.question)
  const [answer, setAnswer] = useState(given.answer)
  const [busy, setBusy] = useState(false)
  const read = Propose.safeParse({ question, answer })

  async function send(): Promise<void> {
    if (!read.success || busy) return
    setBusy(true)
    const taken = await propose(conversationId, read.data.question, read.data.answer)
    setBusy(false)
    if (taken) onProposed()
  }

  return (
    <Dialog
      title={text.desk.learn.propose}
      onClose={onClose}
      foot={
        <>
          <button type="button" className="button" onClick={onClose}>
            {text.ui.cancel}
          </button>
          <button
            type="button"
            className="button button-main"
            disabled={!read.success || busy}
            onClick={() => void send()}
          >
            {text.desk.learn.send}
          </button>
        </>
      }
    >
      <p className="muted">{text.desk.learn.lead}</p>
      <div className="field">
        <label htmlFor={`${id}-question`}>{text.desk.learn.question}</label>
        <textarea
          id={`${id}-question`}
          className="input"
          rows={2}
          maxLength={1000}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-answer`}>{text.desk.learn.answer}</label>
        <textarea
          id={`${id}-answer`}
          className="input"
          rows={4}
          maxLength={4096}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </div>
    </Dialog>
  )
}
