import { TypedTwice } from '@plantao/shared/accounts'
import { Form } from '@plantao/ui/form'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { Link } from 'wouter'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Door } from './door.tsx'
import { linkToken } from './link-token.ts'
import { NewPasswordFields } from './new-password-fields.tsx'

type Props = {
  title: string
  lead: string
  go: string
  done: string
  keep: (token: string, password: string) => Promise<unknown>
}

/** A password chosen by a mailed link: a forgotten one, or the first of someone invited. */
export function ChoosePassword({ title, lead, go, done, keep }: Props) {
  const text = useText()
  const [token] = useState(linkToken)
  const [next, setNext] = useState({ next: '', again: '' })
  const [kept, setKept] = useState(false)
  const choose = useAct(async () => {
    if (!token) return
    await keep(token, next.next)
    setKept(true)
  })
  if (!token || kept) {
    return (
      <Door title={title} lead={kept ? done : text.door.noToken}>
        <Link className="button button-main door-go" href="/login">
          {kept ? text.door.enter : text.door.backToSignIn}
        </Link>
      </Door>
    )
  }
  return (
    <Door title={title} lead={lead}>
      <Form
        className="door-form"
        schema={TypedTwice}
        value={{ newPassword: next.next, again: next.again }}
        failure={choose.failure}
        onSend={() => void choose.run()}
      >
        <NewPasswordFields value={next} onChange={setNext} />
        <FailureNote failure={choose.failure} />
        <button type="submit" className="button button-main door-go" aria-disabled={choose.busy}>
          {go}
        </button>
      </Form>
    </Door>
  )
}
