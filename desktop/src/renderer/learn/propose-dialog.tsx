import { Propose } from '@plantao/shared/learning'
import { useAct } from '@plantao/ui/use-act'
import { useId, useState } from 'react'
import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { type Following, openDialog, useUi } from '../ui/ui-store.ts'
import { dismissFollowUp, propose, useFollowUps } from './follow-up.ts'

type Props = { following: Following; question: string; answer: string; others: number }

/** Question and answer, to be put so that they hold for everybody, before they go to the owner. */
function Proposal({ following: { conversationId, messageId }, others, ...given }: Props) {
  const text = useText()
  const id = useId()
  const [question, setQuestion] = useState(given.question)
  const [answer, setAnswer] = useState(given.answer)
  const read = Propose.safeParse({ question, answer })
  const close = () => openDialog(null)

  const send = useAct(async () => {
    if (!read.success || !(await propose(conversationId, read.data.question, read.data.answer))) return
    close()
    if (others === 0) dismissFollowUp(messageId)
  })

  return (
    <Dialog
      title={text.desk.learn.propose}
      onClose={close}
      foot={
        <>
          <button type="button" className="button" onClick={close}>
            {text.ui.cancel}
          </button>
          <button
            type="button"
            className="button button-main"
            disabled={!read.success || send.busy}
            onClick={() => void send.run()}
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

/** The answer of a person, as knowledge for tomorrow. */
export function ProposeDialog() {
  const following = useUi((ui) => ui.following)
  const found = useFollowUps((all) => all[following?.messageId ?? ''])?.found
  if (!following || !found?.question) return null
  const { question, answer = '', items } = found
  return <Proposal following={following} question={question} answer={answer} others={items.length} />
}
