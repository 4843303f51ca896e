import { useQuery } from '@tanstack/react-query'
import { endpointQuery } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { dayText, momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'

/** How often an erasure under way is asked about, in milliseconds. */
const EVERY_MS = 3000

/** Proofs of erasures, each with what lies outside of our reach and until when. */
export function Certificates() {
  const text = useText()
  const { tenant } = useMe()
  const certificates = useQuery({
    ...endpointQuery('erasureCertificates', { query: { limit: 20 } }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'erasing') ? EVERY_MS : false,
  })
  const moment = (at: string) => momentText(at, text.locale, tenant.timeZone)
  const day = (at: string) => dayText(at, text.locale, tenant.timeZone)
  return (
    <Panel id="certificates" title={text.profile.certificates} lead={text.profile.certificatesLead}>
      <Show of={certificates}>
        {({ items }) => (
          <ul className="rows">
            {items.length === 0 && <li className="muted">{text.profile.noCertificates}</li>}
            {items.map((one) => (
              <li key={one.id} className="row">
                <div>
                  {text.profile.certificateOf(moment(one.requestedAt), one.requestedBy)}{' '}
                  <span className="tag" role="status">
                    {text.profile.certificateStates[one.status]}
                  </span>
                  <p className="muted small">{text.profile.certificateNumber(one.id)}</p>
                  <details>
                    <summary>{text.profile.outside}</summary>
                    <ul>
                      {one.outside.map(({ where, until, goneAt, answers = 0 }) => (
                        <li key={where}>
                          {text.profile.outsidePlaces[where](answers)}{' '}
                          {goneAt && text.profile.outsideGone(moment(goneAt))}
                          {until && text.profile.outsideUntil(day(until))}
                        </li>
                      ))}
                    </ul>
                  </details>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Show>
    </Panel>
  )
}
