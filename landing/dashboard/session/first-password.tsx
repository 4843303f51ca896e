import { PasswordField } from '@plantao/ui/password-field'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Door } from './door.tsx'
import { isAgreed, NewPasswordFields } from './new-password-fields.tsx'
import { changePassword, signOut } from './session.store.ts'

/** The temporary password must go before anything else. `temporary` is it, when it was typed a moment ago. */
export function FirstPassword({ temporary }: { temporary: string | null }) {
  const text = useText()
  const [current, setCurrent] = useState(temporary ?? '')
  const [next, setNext] = useState({ next: '', again: '' })
  const change = useAct(() => changePassword(current, next.next))
  return (
    <Door title={text.door.changeTitle} lead={text.door.changeLead}>
      <form
        className="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (isAgreed(next)) void change.run()
        }}
      >
        {temporary === null && (
          <PasswordField
            id="current"
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
      </form>
    </Door>
  )
}
