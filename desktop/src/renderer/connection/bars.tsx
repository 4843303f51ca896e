import { Download, Smartphone, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { bridge } from '../bridge.ts'
import { useDesktop } from '../settings/machine.ts'
import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import './connection.css'

/** A line that mends itself within this time is not worth a word; milliseconds. */
const PATIENCE = 1500

function useOfflineForAWhile(): boolean {
  const offline = useConsole((state) => state.connection.phase === 'offline')
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!offline) return setLasting(false)
    const timer = setTimeout(() => setLasting(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [offline])
  return lasting
}

/** Quiet bars under the window's edge: no line, or no WhatsApp. Nothing is blocked by them. */
export function ConnectionBars() {
  const text = useText()
  const offline = useOfflineForAWhile()
  const queued = useConsole(
    (state) => [...state.outbox, ...state.uploads].filter((item) => item.state !== 'failed').length,
  )
  const update = useDesktop()?.update
  const whatsapp = useConsole((state) => state.whatsapp?.status)
  return (
    <div className="bars" role="status">
      {offline && (
        <div className="bar">
          <WifiOff size={16} aria-hidden="true" />
          <span>
            {text.offline.bar} {queued > 0 && text.offline.queue(queued)}
          </span>
          <button type="button" className="link" onClick={() => void bridge().console.wake()}>
            {text.offline.retry}
          </button>
        </div>
      )}
      {whatsapp && whatsapp !== 'connected' && (
        <div className="bar">
          <Smartphone size={16} aria-hidden="true" />
          <span>{whatsapp === 'connecting' ? text.offline.whatsappConnecting : text.offline.whatsapp}</span>
        </div>
      )}
      {update?.phase === 'ready' && (
        <div className="bar bar-calm">
          <Download size={16} aria-hidden="true" />
          <span>{text.settings.update.ready(update.version)}</span>
          <button type="button" className="link" onClick={() => void bridge().shell.desktop?.installUpdate()}>
            {text.settings.update.install}
          </button>
        </div>
      )}
    </div>
  )
}
