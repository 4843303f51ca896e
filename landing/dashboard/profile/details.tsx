import { ProfileChange } from '@plantao/shared/accounts'
import { Form } from '@plantao/ui/form'
import { timeText } from '@plantao/ui/format'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { api } from '../api.ts'
import { usePreferences } from '../preferences.ts'
import { reloadMe, useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/page.tsx'
import { useLeaveGuard } from '../ui/use-leave-guard.ts'

/** My name, telephone, and the language of mails to me. The e-mail is the sign-in and stays. */
export function Details() {
  const text = useText()
  const me = useMe()
  const saved = { name: me.member.name, phone: me.phone ?? '', language: me.language ?? 'pt' }
  const [draft, setDraft] = useState(saved)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const changed = JSON.stringify(draft) !== JSON.stringify(saved)
  useLeaveGuard(changed)
  const save = useAct(async () => {
    await api.updateMe({ body: draft })
    await reloadMe()
    usePreferences.setState({ language: draft.language === 'en' ? 'en' : 'pt-BR' })
    setSavedAt(Date.now())
  })
  return (
    <Panel id="details" title={text.profile.details}>
      <Form schema={ProfileChange} value={draft} failure={save.failure} onSend={() => void save.run()}>
        <Field
          id="name"
          name="name"
          label={text.profile.name}
          autoComplete="name"
          required
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <Field
          id="email"
          label={text.door.email}
          hint={text.profile.emailHint}
          value={me.member.email}
          readOnly
        />
        <Field
          id="phone"
          name="phone"
          label={text.profile.phone}
          type="tel"
          autoComplete="tel"
          value={draft.phone}
          onChange={(event) => setDraft({ ...draft, phone: event.target.value })}
        />
        <div className="field">
          <label htmlFor="language">{text.profile.language}</label>
          <select
            id="language"
            className="input"
            value={draft.language}
            onChange={(event) => setDraft({ ...draft, language: event.target.value === 'en' ? 'en' : 'pt' })}
          >
            <option value="pt">Português</option>
            <option value="en">English</option>
          </select>
        </div>
        <FailureNote failure={save.failure} />
        <div className="buttons">
          <button type="submit" className="button button-main" disabled={!changed} aria-disabled={save.busy}>
            {save.busy ? text.ui.saving : text.ui.save}
          </button>
          <span className="muted small" role="status">
            {changed
              ? text.ui.unsaved
              : savedAt && text.ui.saved(timeText(savedAt, text.locale, me.tenant.timeZone))}
          </span>
        </div>
      </Form>
    </Panel>
  )
}
