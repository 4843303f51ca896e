import { useAct } from '@plantao/ui/use-act'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { endpointQuery, reread } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Show } from '../ui/loaded.tsx'

/** WhatsApp changes the QR about every 20 to 40 s; asked often enough that a dead one is not shown for long. */
const EVERY_MS = 3000

/** The QR to scan now, and the pairing code where one was asked for. Both renew themselves. */
export function Pairing() {
  const text = useText()
  // Not kept: a QR of a minute ago is dead.
  const qr = useQuery({ ...endpointQuery('whatsappQr', {}), gcTime: 0, refetchInterval: EVERY_MS })
  const restart = useAct(async () => {
    await api.createInstance({ body: { channel: 'phone' } })
    await reread('whatsappQr')
  })
  const stop = useAct(async () => {
    await api.deleteInstance({})
    await reread('whatsappStatus')
  })
  return (
    <div className="pairing">
      <div className="qr">
        <Show of={qr} bones={<div className="bone qr-bone" />}>
          {({ image }) =>
            image ? (
              <img src={image} alt={text.whatsapp.qrAlt} width="264" height="264" />
            ) : (
              <p className="muted qr-wait" role="status">
                {text.whatsapp.waitingQr}
              </p>
            )
          }
        </Show>
      </div>
      <div className="pairing-how">
        <ol className="numbered">
          {text.whatsapp.scan.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {qr.data?.pairingCode && (
          <p>
            {text.whatsapp.pairingCode} <b className="code">{qr.data.pairingCode}</b>
          </p>
        )}
        <p className="muted small">{text.whatsapp.refreshes}</p>
        <FailureNote failure={restart.failure ?? stop.failure} />
        <div className="buttons">
          <button
            type="button"
            className="button"
            aria-disabled={restart.busy}
            onClick={() => void restart.run()}
          >
            {text.whatsapp.newQr}
          </button>
          <button
            type="button"
            className="button button-plain"
            aria-disabled={stop.busy}
            onClick={() => void stop.run()}
          >
            {text.ui.cancel}
          </button>
        </div>
      </div>
    </div>
  )
}
