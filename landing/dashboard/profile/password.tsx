import { TypedChange } from '@plantao/shared/accounts'
import { Form } from '@plantao/ui/form'
import { PasswordField } from '@plantao/ui/password-field'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { NewPasswordFields } from '../session/new-password-fields.tsx'
import { changePassword } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Panel } from '../ui/page.tsx'

const EMPTY = { next: '', again: '' }

export function Password() {
  const text = useText()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState(EMPTY)
  const [done, setDone] = useState(false)
  const change = useAct(async () => {
    await changePassword(current, next.next)
    setCurrent('')
    setNext(EMPTY)
    setDone(true)
  })
  return (
    <Panel id="password-panel" title={text.door.password} lead={text.profile.passwordLead}>
      <Form
        schema={TypedChange}
        value={{ currentPassword: current, newPassword: next.next, again: next.again }}
        failure={change.failure}
        onSend={() => {
          setDone(false)
          void change.run()
        }}
      >
        <PasswordField
          id="current"
          name="currentPassword"
          label={text.door.currentPassword}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <NewPasswordFields value={next} onChange={setNext} />
        <FailureNote failure={change.failure} />
        {done && (
          <p className="note note-human" role="status">
            {text.profile.passwordDone}
          </p>
        )}
        <div className="buttons">
          <button type="submit" className="button" aria-disabled={change.busy}>
            {text.door.change}
          </button>
        </div>
      </Form>
    </Panel>
  )
}
