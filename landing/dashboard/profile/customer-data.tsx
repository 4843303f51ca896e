import { type Subject, SubjectQuery } from '@plantao/shared/privacy'
import { Form } from '@plantao/ui/form'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { Confirmed } from '../ui/confirm.tsx'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/page.tsx'

/** A customer's rights under the LGPD, used through the company: a copy of what is kept, or its deletion. */
export function CustomerData() {
  const text = useText()
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Subject[] | null>(null)
  const [done, setDone] = useState('')
  const search = useAct(async () => {
    setDone('')
    setFound((await api.findContacts({ query: { q: words } })).items)
  })
  const copy = useAct(async (id: string) => {
    await api.exportContact({ params: { id } })
    setDone(text.profile.customerCopyAsked)
    await reread('privacyExports')
  })
  return (
    <Panel id="customer" title={text.profile.customer} lead={text.profile.customerLead}>
      <Form
        schema={SubjectQuery}
        value={{ q: words }}
        failure={search.failure}
        onSend={() => void search.run()}
      >
        <Field
          id="customer-words"
          name="q"
          label={text.profile.customerWho}
          hint={text.profile.customerHint}
          value={words}
          required
          onChange={(event) => setWords(event.target.value)}
        />
        <FailureNote failure={search.failure} />
        <div className="buttons">
          <button type="submit" className="button" aria-disabled={search.busy}>
            {text.profile.customerFind}
          </button>
        </div>
      </Form>
      <FailureNote failure={copy.failure} />
      <p className="muted" role="status">
        {done || (found?.length === 0 && text.profile.customerNone)}
      </p>
      <ul className="rows">
        {found?.map(({ id, name, phone }) => (
          <li key={id} className="row">
            <div>
              {name ?? phone ?? text.profile.customerUnnamed}
              {name && phone && <p className="muted small">+{phone}</p>}
            </div>
            <div className="buttons">
              <button
                type="button"
                className="button"
                aria-disabled={copy.busy}
                onClick={() => void copy.run(id)}
              >
                {text.profile.exportGo}
              </button>
              <Confirmed
                label={text.profile.customerErase}
                title={text.profile.customerEraseTitle}
                go={text.profile.deleteNow}
                act={async () => {
                  await api.eraseContact({ params: { id } })
                  setFound(found.filter((one) => one.id !== id))
                  setDone(text.profile.customerErased)
                  // A copy of the whole company that held the person is taken away, too.
                  await reread('erasureCertificates', 'privacyExports')
                }}
              >
                <p>{text.profile.customerEraseText(name ?? phone ?? text.profile.customerUnnamed)}</p>
              </Confirmed>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
