import type { ErasureCertificate } from '@plantao/shared/privacy'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { dayText, momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'
import type { Loaded } from '../ui/use-load.ts'

type Props = { of: Loaded<{ items: ErasureCertificate[] }> }

/** Proofs of erasures, each with what lies outside of our reach and until when. */
export function Certificates({ of }: Props) {
  const text = useText()
  const { tenant } = useMe()
  const moment = (at: string) => momentText(at, text.locale, tenant.timeZone)
  const day = (at: string) => dayText(at, text.locale, tenant.timeZone)
  return (
    <Panel id="certificates" title={text.profile.certificates} lead={text.profile.certificatesLead}>
      <Show of={of}>
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
