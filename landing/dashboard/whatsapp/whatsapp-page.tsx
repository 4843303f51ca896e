import { ApiError } from '@plantao/shared/http/api'
import type { WhatsappStatus } from '@plantao/shared/whatsapp'
import { phoneText } from '@plantao/ui/format'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { momentText } from '../ui/format.ts'
import { Bones, Show } from '../ui/loaded.tsx'
import { Page, Panel } from '../ui/page.tsx'
import { Connect } from './connect.tsx'
import { Connected } from './connected.tsx'
import { Pairing } from './pairing.tsx'

/**
 * How often the status is asked while this page is seen, in milliseconds. Asked, and not told by the socket: the QR and
 * its state live a minute or two on a page that is seldom open, a socket with cursor and reconnect would cost every visit
 * of the dashboard more script than these few small answers. A number at rest changes by the day, so it is asked seldom.
 */
const PAIRING_EVERY_MS = 2500
const AT_REST_EVERY_MS = 30_000

/** A company that never connected has no instance: that is a state, not a failure. */
async function readStatus(): Promise<WhatsappStatus | null> {
  try {
    return await api.whatsappStatus({})
  } catch (error) {
    if (error instanceof ApiError && error.code === 'whatsapp.no_instance') return null
    throw error
  }
}

function isPairing(now: WhatsappStatus | null | undefined): boolean {
  return now?.status === 'connecting' || now?.health?.state === 'reconnecting'
}

/** The number: connect it, see that it lives, end it. */
export function WhatsappPage() {
  const text = useText()
  const status = useQuery({
    queryKey: ['whatsappStatus'],
    queryFn: readStatus,
    refetchInterval: ({ state }) => (isPairing(state.data) ? PAIRING_EVERY_MS : AT_REST_EVERY_MS),
  })
  return (
    <Page title={text.menu.whatsapp} lead={text.whatsapp.lead}>
      <Show
        of={status}
        bones={
          <div className="panel">
            <Bones lines={6} />
          </div>
        }
      >
        {(now) => <Line now={now} />}
      </Show>
      <p className="muted small">{text.whatsapp.evolution}</p>
    </Page>
  )
}

function Line({ now }: { now: WhatsappStatus | null }) {
  const text = useText()
  const me = useMe()
  const state = now?.status ?? 'disconnected'
  const health = now?.health
  const troubled = health && !['ok', 'pairing', 'off'].includes(health.state)
  return (
    <Panel
      id="number"
      title={now?.phone ? phoneText(now.phone) : text.whatsapp.noNumber}
      aside={
        <span className={`tag ${TAGS[state]}`} role="status">
          {text.whatsapp.states[state]}
        </span>
      }
    >
      {troubled && (
        <p className="note note-waiting" role="status">
          {text.whatsapp.health[health.state]}{' '}
          {text.whatsapp.since(momentText(health.since, text.locale, me.tenant.timeZone))}
        </p>
      )}
      {state === 'connected' && now && <Connected now={now} />}
      {state === 'connecting' && <Pairing />}
      {state === 'disconnected' && <Connect known={now !== null} />}
    </Panel>
  )
}

const TAGS = { connected: 'tag-human', connecting: 'tag-waiting', disconnected: '' }
