import { downloadBlob } from '@plantao/ui/download'
import { bytesText } from '@plantao/ui/format'
import { PasswordField } from '@plantao/ui/password-field'
import { useAct } from '@plantao/ui/use-act'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { endpointQuery, reread } from '../queries.ts'
import { signOut, useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Confirmed } from '../ui/confirm.tsx'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'
import { Certificates } from './certificates.tsx'
import { CustomerData } from './customer-data.tsx'

/** How often a copy under way is asked about, in milliseconds. */
const EVERY_MS = 3000
const TAGS = { preparing: 'tag-waiting', ready: 'tag-human', failed: 'tag-danger', expired: '' }

/** The company's rights under the LGPD: take everything along, or delete everything. */
export function Privacy() {
  const text = useText()
  const me = useMe()
  const [password, setPassword] = useState('')
  const copies = useQuery({
    ...endpointQuery('privacyExports', { query: { limit: 10 } }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'preparing') ? EVERY_MS : false,
  })
  const ask = useAct(async () => {
    await api.exportTenant({})
    await reread('privacyExports')
  })
  const fetchFile = useAct(async (id: string) => {
    const file = (await api.downloadExport({ params: { id } })) as Blob
    downloadBlob(file, `plantao-${id.slice(0, 8)}.zip`)
  })
  const when = (at: string) => momentText(at, text.locale, me.tenant.timeZone)
  return (
    <>
      <Panel
        id="export"
        title={text.profile.export}
        lead={text.profile.exportLead}
        aside={
          <button type="button" className="button" aria-disabled={ask.busy} onClick={() => void ask.run()}>
            {text.profile.exportGo}
          </button>
        }
      >
        <FailureNote failure={ask.failure ?? fetchFile.failure} />
        <Show of={copies}>
          {({ items }) => (
            <ul className="rows">
              {items.length === 0 && <li className="muted">{text.profile.noExports}</li>}
              {items.map((copy) => (
                <li key={copy.id} className="row">
                  <div>
                    {when(copy.requestedAt)}{' '}
                    <span className={`tag ${TAGS[copy.status]}`} role="status">
                      {text.profile.exports[copy.status]}
                    </span>{' '}
                    {copy.contactId && <span className="tag">{text.profile.ofContact}</span>}
                    {copy.expiresAt && copy.status === 'ready' && (
                      <p className="muted small">{text.profile.expires(when(copy.expiresAt))}</p>
                    )}
                  </div>
                  {copy.status === 'ready' && (
                    <button
                      type="button"
                      className="button"
                      aria-disabled={fetchFile.busy}
                      onClick={() => void fetchFile.run(copy.id)}
                    >
                      {text.profile.download}
                      {copy.bytes !== undefined && ` (${bytesText(copy.bytes, text.locale)})`}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Show>
      </Panel>
      <CustomerData />
      <Certificates />
      <Panel id="delete" title={text.profile.delete} lead={text.profile.deleteLead}>
        <div className="buttons">
          <Confirmed
            label={text.profile.deleteGo}
            title={text.profile.deleteTitle}
            go={text.profile.deleteNow}
            act={async () => {
              await api.deleteTenant({ body: { password } })
              await signOut()
            }}
          >
            <p>{text.profile.deleteText(me.tenant.name)}</p>
            <PasswordField
              id="delete-password"
              label={text.door.currentPassword}
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
            />
          </Confirmed>
        </div>
      </Panel>
    </>
  )
}
