import { TypedChange } from '@plantao/shared/accounts'
import { Form } from '@plantao/ui/form'
import { PasswordField } from '@plantao/ui/password-field'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Door } from './door.tsx'
import { NewPasswordFields } from './new-password-fields.tsx'
import { changePassword, signOut } from './session.store.ts'

/** The temporary password must go before anything else. `temporary` is it, when it was typed a moment ago. */
export function FirstPassword({ temporary }: { temporary: string | null }) {
  const text = useText()
  const [current, setCurrent] = useState(temporary ?? '')
  const [next, setNext] = useState({ next: '', again: '' })
  const change = useAct(() => changePassword(current, next.next))
  return (
    <Door title={text.door.changeTitle} lead={text.door.changeLead}>
      <Form
        className="door-form"
        schema={TypedChange}
        value={{ currentPassword: current, newPassword: next.next, again: next.again }}
        failure={change.failure}
        onSend={() => void change.run()}
      >
        {temporary === null && (
          <PasswordField
            id="current"
            name="currentPassword"
            label={text.door.currentPassword}
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
          />
        )}
        <NewPasswordFields value={next} onChange={setNext} />
        <FailureNote failure={change.failure} />
        <button type="submit" className="button button-main door-go" aria-disabled={change.busy}>
          {text.door.change}
        </button>
        <button type="button" className="link" onClick={() => void signOut()}>
          {text.menu.leave}
        </button>
      </Form>
    </Door>
  )
}
