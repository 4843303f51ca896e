import type { FailedMail } from '@plantao/shared/operations'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { Link } from 'wouter'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { Panel } from '../ui/page.tsx'
import { useList } from '../ui/use-list.tsx'

/** Mails of the company that could not be delivered. Not drawn while there are none. */
export function FailedMails() {
  const text = useText()
  const { list, button } = useList('failedMails', { query: { limit: 20 } }, 60_000)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const again = useAct(async ({ id, recipient }: FailedMail) => {
    setSentTo(null)
    await api.sendMailAgain({ params: { id } })
    setSentTo(recipient)
    await reread('failedMails')
  })
  if (!sentTo && !list.data?.length) return null
  return (
    <Panel id="failed-mails" title={text.mails.title} lead={text.mails.lead}>
      <ul className="rows">
        {list.data?.map((mail) => (
          <Row key={mail.id} mail={mail} busy={again.busy} onAgain={() => void again.run(mail)} />
        ))}
      </ul>
      {button}
      <FailureNote failure={again.failure} />
      {sentTo && (
        <p className="note note-human" role="status">
          {text.mails.sent(sentTo)}
        </p>
      )}
    </Panel>
  )
}

function Row({ mail, busy, onAgain }: { mail: FailedMail; busy: boolean; onAgain: () => void }) {
  const text = useText()
  const me = useMe()
  const name = text.mails.kinds[mail.template] ?? text.mails.other
  // A wrong address is mended where it was typed; to repeat it would change nothing.
  const isTyped = mail.refused && mail.template === 'invite'
  return (
    <li className="row">
      <div>
        <b>{name}</b> {text.mails.to(mail.recipient)}
        <p className="muted small">
          {mail.refused ? text.mails.refused : text.mails.away}{' '}
          {momentText(mail.at, text.locale, me.tenant.timeZone)}
        </p>
      </div>
      <div className="buttons">
        {isTyped ? (
          <Link className="button" href="/dashboard/team">
            {text.mails.correct}
          </Link>
        ) : (
          <button type="button" className="button" aria-disabled={busy} onClick={onAgain}>
            {text.mails.again}
            <span className="unseen">: {name}</span>
          </button>
        )}
      </div>
    </li>
  )
}
